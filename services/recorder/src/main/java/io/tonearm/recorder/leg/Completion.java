package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.MediaEnd;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.recorder.output.Outbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an ended recording is complete: its last packet is there, or nothing can be missing any more. Also when
 * commands that wait have waited long enough. Lives on its stream thread.
 */
final class Completion {

    private final LegBook book;
    private final AudioStore audio;
    private final Settling settling;
    private final Outbox outbox;
    private final long settleMillis;
    private final Map<String, Moment> waiting = new HashMap<>();

    /**
     * Works on a task's legs.
     *
     * @param settleMillis how long commands wait for a start
     */
    Completion(LegBook book, AudioStore audio, Settling settling, Outbox outbox, long settleMillis) {
        this.book = book;
        this.audio = audio;
        this.settling = settling;
        this.outbox = outbox;
        this.settleMillis = settleMillis;
    }

    /** Looks at a leg that has changed: if it has anything to wait for, the time it waits begins anew. */
    void watch(Leg leg, Moment moment) {
        if (isWaiting(leg.state())) {
            waiting.put(leg.legId(), moment);
        }
    }

    /** Completes the leg's recordings whose packets are all there. */
    void consider(Leg leg, LegEffects effects) {
        if (waiting.containsKey(leg.legId())) {
            for (Recording recording : leg.state().recordings()) {
                if (recording.progress() == Progress.FINISHING && isComplete(leg, recording)) {
                    complete(leg, recording, effects);
                }
            }
        }
    }

    private static boolean isComplete(Leg leg, Recording recording) {
        @Nullable End end = recording.end();
        @Nullable PublishedPackets published = end == null ? null : end.published();
        return published != null
                && recording.start().tracks().tracks().stream()
                        .allMatch(track -> leg.count(track).covers(published.of(track)));
    }

    /** Completes what has waited long enough. */
    void release(LegEffects effects) {
        long nowMillis = effects.now().readMillis();
        for (Map.Entry<String, Moment> entry : List.copyOf(waiting.entrySet())) {
            Leg leg = book.open(entry.getKey());
            Moment since = entry.getValue();
            for (Recording recording : leg.state().recordings()) {
                if (recording.progress() == Progress.FINISHING
                        && isSettled(since, recording.policy().settleMicros() / 1000, nowMillis)) {
                    complete(leg, recording, effects);
                }
            }
            if (hasWaitedEarly(leg.state()) && isSettled(since, settleMillis, nowMillis)) {
                effects.startByItself(leg);
                effects.endBeforeNext(leg);
                effects.apply(leg, Lifecycle.settle(leg.state(), effects.rules()));
            }
            if (!isWaiting(leg.state())) {
                waiting.remove(leg.legId());
            }
        }
    }

    private static boolean hasWaitedEarly(CallLegState state) {
        return !state.early().isEmpty() && state.pendingStart().isEmpty();
    }

    private static boolean isWaiting(CallLegState state) {
        return hasWaitedEarly(state)
                || state.recordings().stream().anyMatch(recording -> recording.progress() == Progress.FINISHING);
    }

    private boolean isSettled(Moment since, long millis, long nowMillis) {
        return settling.maySettle(since, millis, nowMillis) && settling.isSettled(since, millis);
    }

    /** Hands a recording over to its delivery; all of its packets are there. */
    void complete(Leg leg, Recording recording, LegEffects effects) {
        long until = recording.span().endMicros();
        @Nullable End earlier = MediaEnd.find(recording, until, new StoredFrames(audio, recording, until));
        if (earlier != null && earlier.micros() < until) {
            effects.apply(leg, Lifecycle.finish(leg.state(), recording.recordingId(), earlier, effects.rules()));
        }
        effects.apply(leg, Lifecycle.advance(leg.state(), recording.recordingId(), Progress.DELIVERING));
        leg.state().recording(recording.recordingId()).ifPresent(complete -> effects.letGoBehind(leg, complete));
        outbox.delivery(leg.legId(), recording.recordingId());
    }
}
