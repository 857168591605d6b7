package io.tonearm.recorder.leg;

import io.tonearm.events.CommandResult;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.recorder.output.Outbox;
import org.jspecify.annotations.Nullable;

/** What is done with a command: the domain decides. Lives on its stream thread. */
final class CommandIntake {

    /** What a clock may be ahead: the rest is a wrong clock. */
    private static final long MOST_AHEAD_MICROS = 3_600_000_000L;

    private final AnswerStore answers;
    private final LegEffects effects;
    private final Outbox outbox;

    CommandIntake(AnswerStore answers, LegEffects effects, Outbox outbox) {
        this.answers = answers;
        this.effects = effects;
        this.outbox = outbox;
    }

    /** Applies a command, or answers again where the same account's command was answered before. */
    void take(Leg leg, Command command) {
        @Nullable CommandResult answered = answers.get(command.legId(), command.commandId());
        if (answered != null && answered.getAccountId().equals(command.accountId())) {
            outbox.result(answered);
        } else {
            boolean ahead = command.issuedAtMicros() > effects.now().readMillis() * 1000 + MOST_AHEAD_MICROS;
            effects.apply(
                    leg,
                    ahead
                            ? Lifecycle.refuseAhead(leg.state(), command)
                            : Lifecycle.apply(leg.state(), command, effects.rules()));
        }
    }
}
