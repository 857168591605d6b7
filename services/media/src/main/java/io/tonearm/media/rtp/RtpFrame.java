package io.tonearm.media.rtp;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One RTP packet as an edge received it, with its capture time and the meaning of its payload type. Immutable.
 *
 * @param capturedAtMicros wall clock of the edge at receipt, microseconds since the epoch
 * @param packet the packet
 * @param format what the payload type means; null where nobody said
 */
public record RtpFrame(
        long capturedAtMicros, RtpPacket packet, @Nullable PayloadFormat format) {

    /**
     * The one order in which frames are looked at, whatever order they arrived in: by capture time, and where that is
     * equal by the packets' own bytes and meaning, so that no two different frames compare as equal.
     */
    public static final Comparator<RtpFrame> CANONICAL_ORDER = Comparator.comparingLong(RtpFrame::capturedAtMicros)
            .thenComparingLong(frame -> frame.packet().ssrc())
            .thenComparingInt(frame -> frame.packet().sequenceNumber())
            .thenComparing(frame -> frame.packet().bytes(), Arrays::compareUnsigned)
            .thenComparing(frame -> String.valueOf(frame.format()));
}
