package io.tonearm.media.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * A new state of a leg and what is to be done with it. Immutable.
 *
 * @param state to be kept
 * @param effects to be carried out in order
 */
public record Outcome(CallLegState state, List<Effect> effects) {

    public Outcome {
        effects = List.copyOf(effects);
    }

    /** Nothing to be done. */
    static Outcome of(CallLegState state) {
        return new Outcome(state, List.of());
    }

    static Outcome refused(CallLegState state, Command command, Refusal refusal) {
        return new Outcome(state, List.of(new Effect.Answer(command, refusal, null)));
    }

    /** These effects first. */
    Outcome after(List<Effect> before) {
        if (before.isEmpty()) {
            return this;
        }
        List<Effect> all = new ArrayList<>(before);
        all.addAll(effects);
        return new Outcome(state, all);
    }

    /** These effects afterwards. */
    Outcome before(List<Effect> later) {
        return new Outcome(state, later).after(effects);
    }
}
