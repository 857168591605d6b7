package io.tonearm.recorder.leg;

import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.MediaEnd;
import io.tonearm.media.recording.MediaWatch;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches recordings that go on for what ends or resumes them without a command: time, silence, a terminator, no packets.
 * Time is that of the packets; it goes on by their record timestamps and by the wall clock where none come. Nothing is
 * decided before everything that was published until then has been read. Lives on its stream thread.
 */
final class OpenRecordings {

    private final LegBook book;
    private final AudioStore audio;
    private final Settling settling;
    private final Map<String, Watch> watches = new HashMap<>();

    /** One recording, and the moment at which its next turn is due. */
    private static final class Watch {
        private final String recordingId;
        private final MediaWatch media;
        private Moment latest;
        private long dueMicros = Long.MIN_VALUE;
        private boolean reached;
        private Moment due;

        private Watch(Recording recording, Moment started) {
            recordingId = recording.recordingId();
            media = new MediaWatch(recording);
            latest = started;
            due = started;
        }

        private void aim(Recording recording) {
            long next = Math.min(recording.nextTurnMicros(), media.dueMicros(recording));
            if (next == dueMicros && reached) {
                return;
            }
            dueMicros = next;
            long aheadMicros = Math.max(0, next - media.latestMicros());
            reached = aheadMicros == 0;
            due = latest.plusMillis(aheadMicros / 1000 + 1);
        }
    }

    OpenRecordings(LegBook book, AudioStore audio, Settling settling) {
        this.book = book;
        this.audio = audio;
        this.settling = settling;
    }

    /** Looks at a leg whose state has changed. */
    void watch(Leg leg, Moment moment) {
        @Nullable Recording open = leg.state().open();
        if (open == null) {
            watches.remove(leg.legId());
            return;
        }
        Watch watch = watches.get(leg.legId());
        if (watch == null || !watch.recordingId.equals(open.recordingId())) {
            watch = new Watch(open, moment);
            observeStored(open, watch);
            watches.put(leg.legId(), watch);
        }
        watch.aim(open);
    }

    /** What was kept before the recording was known to go on: the watch sees it as its first packets. */
    private void observeStored(Recording open, Watch watch) {
        if (open.start().audio() != null) {
            audio.forEachChunk(open.legId(), (track, frames) -> observe(open, watch, track, frames));
        } else {
            audio.latestMicros(open.legId()).ifPresent(latest -> watch.media.cameTo(open, latest));
        }
    }

    private static void observe(Recording open, Watch watch, Track track, List<RtpFrame> frames) {
        List<RtpFrame> wanted = frames.stream()
                .filter(frame -> open.wants(frame.capturedAtMicros()))
                .toList();
        if (!wanted.isEmpty()) {
            watch.media.observe(open, track, wanted);
        }
    }

    /** Takes packets of a leg that are kept. */
    void observe(Leg leg, Track track, List<RtpFrame> frames, Moment moment) {
        @Nullable Recording open = leg.state().open();
        Watch watch = watches.get(leg.legId());
        if (open == null || watch == null) {
            return;
        }
        long before = watch.media.latestMicros();
        observe(open, watch, track, frames);
        if (watch.media.latestMicros() > before) {
            watch.latest = moment;
        }
        watch.aim(open);
    }

    /** Does what is due. */
    void release(LegEffects effects) {
        long nowMillis = effects.now().readMillis();
        for (Map.Entry<String, Watch> entry : List.copyOf(watches.entrySet())) {
            Watch watch = entry.getValue();
            Leg leg = book.open(entry.getKey());
            @Nullable Recording open = leg.state().open();
            if (open == null) {
                watches.remove(entry.getKey());
                continue;
            }
            long settleMillis = open.policy().settleMicros() / 1000;
            if (settling.maySettle(watch.due, settleMillis, nowMillis) && settling.isSettled(watch.due, settleMillis)) {
                turn(leg, open, watch, effects);
            }
        }
    }

    private void turn(Leg leg, Recording open, Watch watch, LegEffects effects) {
        long until = watch.dueMicros;
        boolean ended = watch.media.dueMicros(open) <= until && lookUntil(leg, open, until, effects);
        if (!ended) {
            effects.apply(leg, Lifecycle.pass(leg.state(), until, effects.rules()));
            completeEnded(leg, open, effects);
        }
        watch.media.goesOn(until);
        leg.state().recording(open.recordingId()).ifPresent(watch::aim);
    }

    /**
     * Ends a recording for what is in its media until a time; all of that is there.
     *
     * @return whether it has ended
     */
    boolean lookUntil(Leg leg, Recording open, long untilMicros, LegEffects effects) {
        @Nullable End end = MediaEnd.find(open, untilMicros, new StoredFrames(audio, open, untilMicros));
        if (end == null) {
            return false;
        }
        effects.apply(leg, Lifecycle.finish(leg.state(), open.recordingId(), end, effects.rules()));
        completeEnded(leg, open, effects);
        return true;
    }

    private static void completeEnded(Leg leg, Recording recording, LegEffects effects) {
        leg.state()
                .recording(recording.recordingId())
                .filter(ended -> ended.progress() == Recording.Progress.FINISHING)
                .ifPresent(ended -> effects.complete(leg, ended));
    }
}
