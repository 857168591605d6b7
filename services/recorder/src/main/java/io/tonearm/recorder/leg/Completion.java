package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Effect;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.recorder.leg.InputProgress.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides when an ended recording is complete: its last packet is there, or nothing can be missing any more. Also when
 * commands that wait for a start have waited long enough. Lives on its stream thread.
 */
final class Completion {

    private final LegBook book;
    private final Settling settling;
    private final Outbox outbox;
    private final BiConsumer<Leg, List<Effect>> effects;
    private final long settleMillis;
    private final Map<String, Wait> waiting = new HashMap<>();

    private record Wait(long readMillis, long publishedMillis) {}

    /**
     * Works on a task's legs.
     *
     * @param effects carries out what settling a leg brings about
     * @param settleMillis how long commands wait for a start
     */
    Completion(
            LegBook book, Settling settling, Outbox outbox, BiConsumer<Leg, List<Effect>> effects, long settleMillis) {
        this.book = book;
        this.settling = settling;
        this.outbox = outbox;
        this.effects = effects;
        this.settleMillis = settleMillis;
    }

    /**
     * Begins to watch a leg if it has anything to wait for; the time it waits begins anew.
     *
     * @param readMillis wall clock when its last change was read
     * @param publishedMillis record timestamp of the change; {@code Long.MAX_VALUE} where that is not known
     */
    void watch(Leg leg, long readMillis, long publishedMillis) {
        if (isWaiting(leg.state())) {
            waiting.put(leg.legId(), new Wait(readMillis, publishedMillis));
        }
    }

    /** Completes the leg's recordings whose packets are all there. */
    void consider(Leg leg) {
        if (waiting.containsKey(leg.legId())) {
            for (Recording recording : leg.state().recordings()) {
                if (recording.progress() == Progress.FINISHING && isComplete(leg, recording)) {
                    complete(leg, recording);
                }
            }
        }
    }

    private static boolean isComplete(Leg leg, Recording recording) {
        Recording.@Nullable End end = recording.end();
        @Nullable PublishedPackets published = end == null ? null : end.published();
        return published != null
                && recording.tracks().tracks().stream()
                        .allMatch(track -> leg.count(track).covers(published.of(track)));
    }

    /** Completes what has waited long enough. */
    void release() {
        for (Map.Entry<String, Wait> entry : List.copyOf(waiting.entrySet())) {
            Leg leg = book.open(entry.getKey());
            Wait wait = entry.getValue();
            for (Recording recording : leg.state().recordings()) {
                if (recording.progress() == Progress.FINISHING
                        && isSettled(wait, recording.policy().settleMicros() / 1000)) {
                    complete(leg, recording);
                }
            }
            if (!leg.state().early().isEmpty() && isSettled(wait, settleMillis)) {
                Lifecycle.Outcome outcome = Lifecycle.settle(leg.state());
                book.write(leg, outcome.state());
                effects.accept(leg, outcome.effects());
            }
            if (!isWaiting(leg.state())) {
                waiting.remove(leg.legId());
            }
        }
    }

    private static boolean isWaiting(CallLegState state) {
        return !state.early().isEmpty()
                || state.recordings().stream().anyMatch(recording -> recording.progress() == Progress.FINISHING);
    }

    private boolean isSettled(Wait wait, long millis) {
        return settling.isSettled(Input.FRAMES, wait.readMillis(), wait.publishedMillis(), millis)
                && settling.isSettled(Input.COMMANDS, wait.readMillis(), wait.publishedMillis(), millis);
    }

    private void complete(Leg leg, Recording recording) {
        book.write(leg, Lifecycle.advance(leg.state(), recording.recordingId(), Progress.DELIVERING));
        outbox.delivery(leg.legId(), recording.recordingId());
    }
}
