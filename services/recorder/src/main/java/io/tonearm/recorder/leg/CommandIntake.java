package io.tonearm.recorder.leg;

import io.tonearm.events.CommandResult;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Effect;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.recorder.event.EventWriting;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with a command: the domain decides, here it is carried out. Lives on its stream thread. */
final class CommandIntake {

    private static final Logger log = LoggerFactory.getLogger(CommandIntake.class);

    private final LegBook book;
    private final AnswerStore answers;
    private final AudioStore audio;
    private final HeldFrames held;
    private final Outbox outbox;
    private final RecordingPolicy policy;
    private final LongSupplier nowMillis;

    CommandIntake(
            LegBook book,
            AnswerStore answers,
            AudioStore audio,
            HeldFrames held,
            Outbox outbox,
            RecordingPolicy policy,
            LongSupplier nowMillis) {
        this.book = book;
        this.answers = answers;
        this.audio = audio;
        this.held = held;
        this.outbox = outbox;
        this.policy = policy;
        this.nowMillis = nowMillis;
    }

    /**
     * Applies a command, or answers again where it was answered before.
     *
     * @return whether the leg's state has changed
     */
    boolean take(Leg leg, Command command) {
        @Nullable CommandResult answered = answers.get(command.legId(), command.commandId());
        if (answered != null) {
            outbox.result(answered);
            return false;
        }
        Lifecycle.Outcome outcome = Lifecycle.apply(leg.state(), command, policy);
        boolean changed = book.write(leg, outcome.state());
        carryOut(leg, outcome.effects());
        return changed;
    }

    /** Carries out what the domain decided about a leg. */
    void carryOut(Leg leg, List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Answer answer) {
                CommandResult result = EventWriting.result(answer, nowMillis.getAsLong() * 1000);
                answers.put(result);
                outbox.result(result);
            } else if (effect instanceof Effect.Announcement announcement) {
                announce(announcement);
            } else if (effect instanceof Effect.Erasure erasure) {
                erase(leg.legId(), erasure.fromMicros(), erasure.toMicros());
            }
        }
        held.revisit(leg);
    }

    /** Out of the store at once; in memory until no resume can claim them, as packets that come after their pause. */
    private void erase(String legId, long fromMicros, long toMicros) {
        audio.retain(
                legId,
                fromMicros,
                toMicros,
                captured -> captured < fromMicros || captured >= toMicros,
                (track, frames) -> held.hold(legId, track, frames, false, nowMillis.getAsLong(), Long.MAX_VALUE));
    }

    private void announce(Effect.Announcement announcement) {
        outbox.lifecycle(EventWriting.lifecycle(announcement));
        log.atInfo()
                .addKeyValue("legId", announcement.recording().legId())
                .addKeyValue("recordingId", announcement.recording().recordingId())
                .addKeyValue("change", announcement.change())
                .log("recording changed");
    }
}
