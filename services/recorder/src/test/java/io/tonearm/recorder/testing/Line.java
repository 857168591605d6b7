package io.tonearm.recorder.testing;

import io.tonearm.media.audio.CompandingLaw;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.media.testing.NumberedAudio;
import io.tonearm.media.testing.RtpPacketBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What one end of a line sends, one thing after another: noise of a loudness as PCMU in packets of 20 ms, keys as telephone
 * events, or nothing. Loudness is in dB of sound pressure, 90 being full scale. Not thread-safe.
 */
public final class Line {

    private static final int PACKET_MS = 20;
    private static final int TICKS_PER_MS = 8;
    private static final int FIRST_TIMESTAMP = 160_000;
    private static final double FULL_SCALE_RMS = Short.MAX_VALUE / Math.sqrt(2);

    private final long startMicros;
    private final List<RtpFrame> frames = new ArrayList<>();
    private short[] samples = {};
    private int nextSequenceNumber = 1000;

    private Line(long startMicros) {
        this.startMicros = startMicros;
    }

    /** A line that begins to send at this time. */
    public static Line from(long startMicros) {
        return new Line(startMicros);
    }

    /** Noise; speech is about 75 dB, 0 is nothing to hear. A multiple of 20 ms. */
    public Line noise(int decibels, int millis) {
        int from = samples.length;
        samples = Arrays.copyOf(samples, from + millis * TICKS_PER_MS);
        byte[] payload = new byte[PACKET_MS * TICKS_PER_MS];
        for (int at = from; at < samples.length; at += payload.length) {
            for (int i = 0; i < payload.length; i++) {
                payload[i] = code(decibels, at + i);
                samples[at + i] = CompandingLaw.MU_LAW.decode(payload[i]);
            }
            RtpPacketBuilder packet = RtpPacketBuilder.rtp()
                    .ssrc(0x1001)
                    .sequenceNumber(nextSequenceNumber++)
                    .timestamp(FIRST_TIMESTAMP + at)
                    .payload(payload);
            frames.add(new RtpFrame(micros(at), packet.packet(), NumberedAudio.PCMU));
        }
        return this;
    }

    private static byte code(int decibels, long number) {
        short level = (short) Math.round(FULL_SCALE_RMS * Math.pow(10, (decibels - 90) / 20.0));
        boolean positive = (number * 0x9E37_79B9_7F4A_7C15L >>> 60 & 1) == 0;
        return CompandingLaw.MU_LAW.encode(positive ? level : (short) -level);
    }

    private long micros(int sample) {
        return startMicros + sample * 1000L / TICKS_PER_MS;
    }

    /** No packets at all. */
    public Line nothing(int millis) {
        samples = Arrays.copyOf(samples, samples.length + millis * TICKS_PER_MS);
        return this;
    }

    /** A key pressed now for 100 ms; what is sent next is sent at the same time. */
    public Line press(char digit) {
        List<RtpFrame> reports = KeyPress.of(digit, nowMicros())
                .ssrc(0x1001)
                .timestamp(FIRST_TIMESTAMP + samples.length)
                .firstSequenceNumber(nextSequenceNumber)
                .frames();
        nextSequenceNumber += reports.size();
        frames.addAll(reports);
        return this;
    }

    /** How far the line is. */
    public long nowMicros() {
        return micros(samples.length);
    }

    /** All packets in the order of their capture. */
    public List<RtpFrame> frames() {
        return frames.stream()
                .sorted(Comparator.comparingLong(RtpFrame::capturedAtMicros))
                .toList();
    }

    /** What was to be heard from the first so many milliseconds. */
    public short[] samples(int millis) {
        return Arrays.copyOf(samples, millis * TICKS_PER_MS);
    }
}
