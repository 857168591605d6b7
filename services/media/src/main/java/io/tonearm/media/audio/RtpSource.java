package io.tonearm.media.audio;

import io.tonearm.media.rtp.ReceptionStatistics;
import io.tonearm.media.rtp.ReceptionStatistics.Arrival;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One synchronization source of a track: its runs one after the other, and its reception statistics.
 *
 * <p>A frame whose delay differs from the run's by more than the settle time is either late or the first after a jump of
 * the sender's clock. Which one shows in what follows: if the run goes on it was late, if it does not within the anchor
 * window the frames set aside become the next run. Frames come in canonical order. Not thread-safe.
 */
final class RtpSource {

    /** Takes frames whose place is known. */
    interface Placement {
        void place(RtpFrame frame, long position);
    }

    private static final int LEAST_FRAMES = 2;

    private final RecordingClock clock;
    private final long settleMicros;
    private final Placement placement;
    private final ReceptionStatistics statistics = new ReceptionStatistics();
    private SourceRun run;
    private @Nullable SourceRun next;
    private boolean onProbation;
    private long late;

    /**
     * Begins with a frame, which is not yet placed.
     *
     * @param onProbation whether a single packet is taken for a stray (RFC 3550 appendix A.1)
     */
    RtpSource(
            RecordingClock clock,
            long settleMicros,
            Placement placement,
            RtpFrame first,
            int clockRate,
            boolean onProbation) {
        this.clock = clock;
        this.settleMicros = settleMicros;
        this.placement = placement;
        this.run = new SourceRun(first, clockRate);
        this.onProbation = onProbation;
    }

    /** Places a frame, at once or when its run is anchored. */
    void place(RtpFrame frame, int clockRate) {
        if (clockRate == run.clockRate() && Math.abs(run.delayMicros(frame)) <= settleMicros) {
            abandonNext();
            if (statistics.count(frame.packet().sequenceNumber(), transitTicks(frame, clockRate))
                    != Arrival.DUPLICATE) {
                run.add(frame);
                if (run.isAnchored()) {
                    placement.place(frame, run.positionOf(frame, clock));
                }
            }
            return;
        }
        if (next == null || clockRate != next.clockRate() || Math.abs(next.delayMicros(frame)) > settleMicros) {
            abandonNext();
            next = new SourceRun(frame, clockRate);
        }
        next.add(frame);
    }

    /** Counts a frame that has no place: one that is not audio, or whose meaning nobody said. */
    void receive(RtpFrame frame) {
        statistics.count(frame.packet().sequenceNumber());
    }

    private static long transitTicks(RtpFrame frame, int clockRate) {
        long seconds = Math.floorDiv(frame.capturedAtMicros(), 1_000_000L);
        long rest = Math.floorMod(frame.capturedAtMicros(), 1_000_000L);
        long arrivalTicks = seconds * clockRate + rest * clockRate / 1_000_000;
        return arrivalTicks - frame.packet().timestamp();
    }

    private void abandonNext() {
        if (next != null) {
            late += next.pendingFrames();
            next = null;
        }
    }

    /** Fixes the anchors that nothing captured from this time on can move. */
    void anchorUntil(long capturedAtMicros) {
        if (!run.isAnchored() && run.isWindowOver(capturedAtMicros)) {
            anchorRun();
        }
        if (next != null && next.isWindowOver(capturedAtMicros)) {
            continueWithNext();
        }
    }

    /** Fixes all anchors: no more frames come. */
    void finish() {
        if (!run.isAnchored()) {
            anchorRun();
        }
        if (next != null) {
            continueWithNext();
        }
    }

    private void anchorRun() {
        boolean stray = onProbation && run.pendingFrames() < LEAST_FRAMES;
        onProbation = false;
        for (RtpFrame frame : run.anchor()) {
            if (stray) {
                late++;
            } else {
                placement.place(frame, run.positionOf(frame, clock));
            }
        }
    }

    private void continueWithNext() {
        SourceRun following = next;
        if (following == null || following.pendingFrames() < LEAST_FRAMES) {
            abandonNext();
            return;
        }
        next = null;
        if (!run.isAnchored()) {
            anchorRun();
        }
        run = following;
        statistics.rebase();
        for (RtpFrame frame : run.anchor()) {
            long transit = transitTicks(frame, run.clockRate());
            if (statistics.count(frame.packet().sequenceNumber(), transit) != Arrival.DUPLICATE) {
                placement.place(frame, run.positionOf(frame, clock));
            }
        }
    }

    /** Capture time of the oldest frame not placed yet; {@code Long.MAX_VALUE} where all are. */
    long oldestPendingMicros() {
        long oldest = run.isAnchored() ? Long.MAX_VALUE : run.beganMicros();
        return next == null ? oldest : Math.min(oldest, next.beganMicros());
    }

    /** Begins the statistics anew behind a pause. */
    void passPause() {
        statistics.rebase();
    }

    /** What became of its packets so far. */
    TrackQuality quality(Track track) {
        return new TrackQuality(
                track,
                statistics.expected(),
                statistics.received(),
                statistics.duplicated(),
                statistics.reordered(),
                late,
                0,
                Math.round(statistics.jitterTicks() * 1_000_000 / run.clockRate()),
                0,
                List.of());
    }
}
