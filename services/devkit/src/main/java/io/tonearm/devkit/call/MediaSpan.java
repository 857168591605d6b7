package io.tonearm.devkit.call;

import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.devkit.capture.CapturedPayloadType;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From when to when a captured call has audio: a recording of this span holds the whole of every packet.
 *
 * <p>A packet's place is not its capture time but that of a packet without delay: the recorder's anchor, the least delayed
 * packet within two seconds. Hence the begin can be a little before the first capture time. Immutable.
 *
 * @param beginMicros place of the first sample, in microseconds since the Unix epoch
 * @param endMicros place of the end of the last packet, or its capture and length where that is later
 */
public record MediaSpan(long beginMicros, long endMicros) {

    private static final long ANCHOR_MICROS = 2_000_000;
    private static final int USUAL_CLOCK_RATE = 8_000;
    private static final long USUAL_PACKET_MICROS = 20_000;
    private static final long LONGEST_PACKET_MICROS = 1_000_000;

    /** The span of both directions. */
    public static MediaSpan of(CapturedCall call) {
        long begin = call.firstMicros();
        long end = call.lastMicros() + USUAL_PACKET_MICROS;
        for (CapturedDirection direction : call.directions()) {
            Map<Integer, Source> sources = new LinkedHashMap<>();
            for (CapturedPacket packet : direction.packets()) {
                sources.computeIfAbsent(ByteBuffer.wrap(packet.rtp()).getInt(8), ssrc -> new Source(packet, direction))
                        .add(packet);
            }
            for (Source source : sources.values()) {
                begin = Math.min(begin, source.begin());
                end = Math.max(end, source.end());
            }
        }
        return new MediaSpan(begin, end);
    }

    /** How long it is, in microseconds. */
    public long lengthMicros() {
        return endMicros - beginMicros;
    }

    /** One synchronization source; its RTP times count from its first packet. */
    private static final class Source {

        private final long firstCaptureMicros;
        private final int firstTimestamp;
        private final int clockRate;
        private long leastDelayMicros = Long.MAX_VALUE;
        private long firstRtpMicros;
        private long lastRtpMicros;
        private long lastCaptureMicros;
        private long packetMicros;

        Source(CapturedPacket first, CapturedDirection direction) {
            firstCaptureMicros = first.capturedAtMicros();
            firstTimestamp = timestamp(first);
            CapturedPayloadType type = direction.payloadTypes().get(first.payloadType());
            clockRate = type == null ? USUAL_CLOCK_RATE : type.clockRate();
        }

        private static int timestamp(CapturedPacket packet) {
            return ByteBuffer.wrap(packet.rtp()).getInt(4);
        }

        void add(CapturedPacket packet) {
            long rtpMicros = (long) (timestamp(packet) - firstTimestamp) * 1_000_000 / clockRate;
            long sinceFirst = packet.capturedAtMicros() - firstCaptureMicros;
            lastCaptureMicros = Math.max(lastCaptureMicros, packet.capturedAtMicros());
            long delay = sinceFirst - rtpMicros;
            if (Math.abs(delay) > ANCHOR_MICROS) {
                return;
            }
            if (sinceFirst <= ANCHOR_MICROS) {
                leastDelayMicros = Math.min(leastDelayMicros, delay);
                firstRtpMicros = Math.min(firstRtpMicros, rtpMicros);
            }
            long step = rtpMicros - lastRtpMicros;
            if (step > 0) {
                packetMicros = step;
                lastRtpMicros = rtpMicros;
            }
        }

        long begin() {
            return firstCaptureMicros + leastDelayMicros + firstRtpMicros;
        }

        long end() {
            long length = packetMicros == 0 ? USUAL_PACKET_MICROS : Math.min(packetMicros, LONGEST_PACKET_MICROS);
            long placed = firstCaptureMicros + leastDelayMicros + lastRtpMicros;
            return Math.max(placed, lastCaptureMicros) + length;
        }
    }
}
