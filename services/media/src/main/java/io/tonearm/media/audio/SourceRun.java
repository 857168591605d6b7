package io.tonearm.media.audio;

import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Unwrapper;
import java.util.ArrayList;
import java.util.List;

/**
 * The packets of one RTP source whose timestamps run on one clock, and the anchor that ties this clock to the recording
 * clock: the smallest (capture time - RTP time) of the run's first two seconds, that is its least delayed packet. Within
 * the run a sample's place follows from its RTP timestamp alone. Frames come in canonical order. Not thread-safe.
 */
final class SourceRun {

    /** How long a run looks for its least delayed packet. */
    static final long ANCHOR_WINDOW_MICROS = 2_000_000;

    private static final int MOST_PENDING = 4096;

    private final int clockRate;
    private final long beganMicros;
    private final long firstTicks;
    private final Unwrapper timestamps = Unwrapper.ofTimestamps();
    private List<RtpFrame> pending = new ArrayList<>();
    private long anchorMicros = Long.MAX_VALUE;
    private boolean anchored;

    /** Begins with a frame, which is not yet added. */
    SourceRun(RtpFrame first, int clockRate) {
        this.clockRate = clockRate;
        this.beganMicros = first.capturedAtMicros();
        this.firstTicks = timestamps.unwrap(first.packet().timestamp());
    }

    /** How much later than the least delayed packet this one came, in microseconds; below 0 where it came earlier. */
    long delayMicros(RtpFrame frame) {
        return anchorMicros == Long.MAX_VALUE ? 0 : frame.capturedAtMicros() - elapsedMicros(frame) - anchorMicros;
    }

    private long elapsedMicros(RtpFrame frame) {
        long ticks = timestamps.interpret(frame.packet().timestamp()) - firstTicks;
        return Math.floorDiv(ticks * 1_000_000, (long) clockRate);
    }

    /** Takes a frame in; it is pending until the anchor is fixed. */
    void add(RtpFrame frame) {
        if (!anchored) {
            anchorMicros = Math.min(anchorMicros, frame.capturedAtMicros() - elapsedMicros(frame));
            pending.add(frame);
        }
        timestamps.unwrap(frame.packet().timestamp());
    }

    /** Whether nothing captured from this time on can move the anchor. */
    boolean isWindowOver(long capturedAtMicros) {
        return capturedAtMicros - beganMicros >= ANCHOR_WINDOW_MICROS || pending.size() >= MOST_PENDING;
    }

    /** Fixes the anchor and hands out what was pending. */
    List<RtpFrame> anchor() {
        List<RtpFrame> frames = pending;
        pending = List.of();
        anchored = true;
        return frames;
    }

    boolean isAnchored() {
        return anchored;
    }

    int pendingFrames() {
        return pending.size();
    }

    /** Capture time of its first frame. */
    long beganMicros() {
        return beganMicros;
    }

    int clockRate() {
        return clockRate;
    }

    /** Where the packet's first sample goes. */
    long positionOf(RtpFrame frame, RecordingClock clock) {
        long ticks = timestamps.interpret(frame.packet().timestamp()) - firstTicks;
        return clock.positionAt(anchorMicros) + Math.floorDiv(ticks * clock.sampleRate(), (long) clockRate);
    }
}
