package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;
import static io.tonearm.devkit.capture.Octets.unsigned8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The payload of one UDP datagram or TCP segment, with its ends.
 *
 * @param capturedAtMicros microseconds since the Unix epoch; 0 where not timed
 * @param timed whether the capture has a time for it
 * @param source address and port it came from
 * @param destination address and port it went to
 * @param udp whether it is a UDP datagram; else a TCP segment
 * @param whole whether it was captured to its end
 * @param payload as far as it was captured
 */
record Datagram(
        long capturedAtMicros,
        boolean timed,
        InetSocketAddress source,
        InetSocketAddress destination,
        boolean udp,
        boolean whole,
        ByteBuffer payload) {

    private static final int TCP = 6;
    private static final int UDP = 17;

    /** Reads the transport header; null where the packet is neither UDP nor TCP or is not well-formed. */
    static @Nullable Datagram parse(LinkFrame frame, IpPacket packet) {
        ByteBuffer bytes = packet.payload();
        return switch (packet.protocol()) {
            case UDP -> bytes.limit() < 8 ? null : parseUdp(frame, packet, bytes);
            case TCP -> bytes.limit() < 20 ? null : parseTcp(frame, packet, bytes);
            default -> null;
        };
    }

    private static @Nullable Datagram parseUdp(LinkFrame frame, IpPacket packet, ByteBuffer bytes) {
        int length = unsigned16(bytes, 4) == 0 ? bytes.limit() : unsigned16(bytes, 4);
        if (length < 8) {
            return null;
        }
        ByteBuffer payload = bytes.slice(8, Math.min(length, bytes.limit()) - 8);
        return of(frame, packet, true, length <= bytes.limit(), payload);
    }

    private static @Nullable Datagram parseTcp(LinkFrame frame, IpPacket packet, ByteBuffer bytes) {
        int headerBytes = 4 * (unsigned8(bytes, 12) >> 4);
        if (headerBytes < 20 || headerBytes > bytes.limit()) {
            return null;
        }
        return of(frame, packet, false, true, Octets.from(bytes, headerBytes));
    }

    private static Datagram of(LinkFrame frame, IpPacket packet, boolean udp, boolean whole, ByteBuffer payload) {
        return new Datagram(
                frame.capturedAtMicros(),
                frame.timed(),
                new InetSocketAddress(packet.source(), unsigned16(packet.payload(), 0)),
                new InetSocketAddress(packet.destination(), unsigned16(packet.payload(), 2)),
                udp,
                whole,
                payload);
    }
}
