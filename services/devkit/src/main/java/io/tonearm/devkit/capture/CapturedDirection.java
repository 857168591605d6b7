package io.tonearm.devkit.capture;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One direction of a captured call: its RTP packets and what their payload types mean. Immutable.
 *
 * @param source where the packets came from; of the first packet, where a re-INVITE moved it
 * @param destination where they went to; likewise of the first packet
 * @param packets in the order of capture, at least one; several synchronization sources may follow each other
 * @param payloadTypes by number: what the session descriptions say, and RFC 3551 for the used types they do not mention
 */
public record CapturedDirection(
        InetSocketAddress source,
        InetSocketAddress destination,
        List<CapturedPacket> packets,
        Map<Integer, CapturedPayloadType> payloadTypes) {

    public CapturedDirection {
        packets = List.copyOf(packets);
        payloadTypes = Map.copyOf(payloadTypes);
        if (packets.isEmpty()) {
            throw new IllegalArgumentException("a direction must have a packet, packets=0");
        }
    }

    /**
     * Payload types that are in the packets and whose meaning the capture does not tell, ascending. A dynamic type is one
     * where the signalling was not captured: the caller has to say what it is, or does without its audio.
     */
    public Set<Integer> unexplainedPayloadTypes() {
        Set<Integer> unexplained = new TreeSet<>();
        for (CapturedPacket packet : packets) {
            unexplained.add(packet.payloadType());
        }
        unexplained.removeAll(payloadTypes.keySet());
        return unexplained;
    }
}
