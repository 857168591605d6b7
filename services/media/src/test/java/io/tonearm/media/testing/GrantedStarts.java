package io.tonearm.media.testing;

import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Effect;
import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.Outcome;
import io.tonearm.media.recording.RecordingPolicy;
import java.util.ArrayList;
import java.util.List;

/** The lifecycle as it is where every destination says yes at once. Stateless. */
public final class GrantedStarts {

    private GrantedStarts() {}

    /** Applies a command; a start that asks its destinations is resolved, and does not show among the effects. */
    public static Outcome apply(CallLegState state, Command command, RecordingPolicy policy) {
        return resolved(Lifecycle.apply(state, command, policy), policy);
    }

    /** Resolves what asks. */
    public static Outcome resolved(Outcome outcome, RecordingPolicy policy) {
        List<Effect> effects = new ArrayList<>();
        CallLegState state = outcome.state();
        for (Effect effect : outcome.effects()) {
            if (effect instanceof AccessCheck check) {
                Outcome next = resolved(Lifecycle.resolve(state, check.command().commandId(), true, policy), policy);
                state = next.state();
                effects.addAll(next.effects());
            } else {
                effects.add(effect);
            }
        }
        return new Outcome(state, effects);
    }
}
