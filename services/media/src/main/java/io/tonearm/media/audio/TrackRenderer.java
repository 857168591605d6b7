package io.tonearm.media.audio;

import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One track of a recording as samples from position 0 on, read in order. Pulls frames only as far as the samples asked for
 * need them, so that memory does not grow with the recording. Not thread-safe.
 */
final class TrackRenderer {

    private static final int SECONDS_AHEAD = 8;

    private final RecordingClock clock;
    private final List<PauseInterval> pauses;
    private final SampleWindow window;
    private final TrackTimeline timeline;
    private final Iterator<RtpFrame> frames;
    private final long endMicros;
    private @Nullable RtpFrame ahead;
    private int pausesPassed;
    private long gapBegin;
    private long longestGap;

    /**
     * Reads from frames.
     *
     * @param frames in canonical order; those captured outside of the recording or in a pause are left out here
     */
    TrackRenderer(RecordingSpan span, Track track, Iterator<RtpFrame> frames) {
        this.clock = span.clock();
        this.pauses = span.pauses();
        this.endMicros = span.endMicros();
        this.frames = frames;
        long secondsAhead = SECONDS_AHEAD + 3 * (span.settleMicros() / 1_000_000 + 1);
        this.window = new SampleWindow(Math.toIntExact(secondsAhead * clock.sampleRate()));
        this.timeline = new TrackTimeline(track, clock, span.settleMicros(), window);
        lookAhead();
    }

    private void lookAhead() {
        ahead = null;
        while (ahead == null && frames.hasNext()) {
            RtpFrame frame = frames.next();
            long captured = frame.capturedAtMicros();
            if (captured < clock.startMicros() || captured >= endMicros) {
                continue;
            }
            while (pausesPassed < pauses.size() && pauses.get(pausesPassed).toMicros() <= captured) {
                pausesPassed++;
                timeline.passPause();
            }
            if (pausesPassed == pauses.size() || !pauses.get(pausesPassed).contains(captured)) {
                ahead = frame;
            }
        }
    }

    private void settle(long position) {
        while (ahead != null) {
            timeline.anchorUntil(ahead.capturedAtMicros());
            if (timeline.settledPosition(ahead.capturedAtMicros()) >= position) {
                return;
            }
            timeline.place(ahead);
            lookAhead();
        }
        timeline.finish();
    }

    /**
     * The next samples.
     *
     * @param target receives {@code count} samples at its beginning
     */
    void read(short[] target, int count) {
        long end = window.begin() + count;
        settle(end);
        measureGaps(end);
        window.read(target, count);
    }

    private void measureGaps(long end) {
        long from = window.begin();
        for (long[] covered = window.firstCovered(from, end);
                covered != null;
                covered = window.firstCovered(from, end)) {
            longestGap = Math.max(longestGap, covered[0] - gapBegin);
            gapBegin = covered[1];
            from = covered[1];
        }
    }

    /** Passes over samples, those of a pause; they are no gap. */
    void skip(long count) {
        short[] unheard = new short[(int) Math.min(count, clock.sampleRate())];
        for (long left = count; left > 0; left -= unheard.length) {
            int step = (int) Math.min(left, unheard.length);
            settle(window.begin() + step);
            window.read(unheard, step);
        }
        gapBegin += count;
    }

    /** Whether no packet was received between start and end outside of the pauses. */
    boolean isMediaMissing() {
        return timeline.frames() == 0;
    }

    /** What became of the packets; complete once all samples are read. */
    TrackQuality quality() {
        long gap = Math.max(longestGap, window.begin() - gapBegin);
        return timeline.quality(clock.microsOf(gap));
    }
}
