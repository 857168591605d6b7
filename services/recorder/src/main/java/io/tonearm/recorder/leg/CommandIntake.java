package io.tonearm.recorder.leg;

import io.tonearm.events.CommandResult;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.recorder.output.Outbox;
import org.jspecify.annotations.Nullable;

/** What is done with a command: the domain decides. Lives on its stream thread. */
final class CommandIntake {

    private final AnswerStore answers;
    private final LegEffects effects;
    private final Outbox outbox;

    CommandIntake(AnswerStore answers, LegEffects effects, Outbox outbox) {
        this.answers = answers;
        this.effects = effects;
        this.outbox = outbox;
    }

    /** Applies a command, or answers again where it was answered before. */
    void take(Leg leg, Command command) {
        @Nullable CommandResult answered = answers.get(command.legId(), command.commandId());
        if (answered != null) {
            outbox.result(answered);
        } else {
            effects.apply(leg, Lifecycle.apply(leg.state(), command, effects.policyOf(command.accountId())));
        }
    }
}
