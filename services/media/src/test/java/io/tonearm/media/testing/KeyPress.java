package io.tonearm.media.testing;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a sender reports of one key press by RFC 4733 section 2.5.1: its beginning with a marker, then its duration every 50
 * ms, its end three times; in segments where it lasts longer than a duration can say. Not thread-safe.
 */
public final class KeyPress {

    /** Digits on a clock of 8,000 Hz. */
    public static final PayloadFormat FORMAT = new PayloadFormat(PayloadFormat.TELEPHONE_EVENT, 8000, 1);

    private static final String EVENTS = "0123456789*#ABCD";
    private static final int LONGEST_SEGMENT = 0xFFFF;

    private final char digit;
    private final long beganAtMicros;
    private PayloadFormat format = FORMAT;
    private int lengthMillis = 100;
    private long ssrc = 0x1234_5678L;
    private long timestamp = 160_000;
    private long firstSequenceNumber = 1000;

    private KeyPress(char digit, long beganAtMicros) {
        this.digit = digit;
        this.beganAtMicros = beganAtMicros;
    }

    /** A key pressed for 100 ms. */
    public static KeyPress of(char digit, long beganAtMicros) {
        return new KeyPress(digit, beganAtMicros);
    }

    public KeyPress format(PayloadFormat meaning) {
        format = meaning;
        return this;
    }

    /** How long the key is held. */
    public KeyPress lengthMillis(int millis) {
        lengthMillis = millis;
        return this;
    }

    public KeyPress ssrc(long source) {
        ssrc = source;
        return this;
    }

    public KeyPress timestamp(long ticks) {
        timestamp = ticks;
        return this;
    }

    public KeyPress firstSequenceNumber(long number) {
        firstSequenceNumber = number;
        return this;
    }

    /** All packets, each captured when it was sent. */
    public List<RtpFrame> frames() {
        List<RtpFrame> frames = new ArrayList<>();
        int ticksPerMilli = format.clockRate() / 1000;
        int length = lengthMillis * ticksPerMilli;
        int segment = 0;
        for (int ticks = 0; ticks < length; ticks += 50 * ticksPerMilli) {
            while (ticks - segment > LONGEST_SEGMENT) {
                segment += LONGEST_SEGMENT;
                frames.add(report(frames.size(), segment - LONGEST_SEGMENT, LONGEST_SEGMENT, false));
            }
            frames.add(report(frames.size(), segment, ticks - segment, false));
        }
        for (int i = 0; i < 3; i++) {
            frames.add(report(frames.size(), segment, length - segment, true));
        }
        return frames;
    }

    private RtpFrame report(int index, int segment, int durationTicks, boolean end) {
        byte[] payload = {
            (byte) EVENTS.indexOf(digit), (byte) (end ? 0x8A : 0x0A), (byte) (durationTicks >> 8), (byte) durationTicks
        };
        RtpPacketBuilder packet = RtpPacketBuilder.rtp()
                .payloadType(101)
                .ssrc(ssrc)
                .sequenceNumber(firstSequenceNumber + index)
                .timestamp(timestamp + segment)
                .payload(payload);
        if (index == 0) {
            packet.marker();
        }
        long sentMicros = beganAtMicros + (segment + durationTicks) * 1_000_000L / format.clockRate();
        return new RtpFrame(sentMicros, packet.packet(), format);
    }

    /**
     * Frames as a network delivers them.
     *
     * @param jitterMicros most delay
     */
    public static List<RtpFrame> delayed(List<RtpFrame> frames, Random random, long jitterMicros) {
        return frames.stream()
                .map(frame -> new RtpFrame(
                        frame.capturedAtMicros() + random.nextLong(jitterMicros + 1), frame.packet(), frame.format()))
                .toList();
    }
}
