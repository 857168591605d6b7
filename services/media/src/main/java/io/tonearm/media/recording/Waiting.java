package io.tonearm.media.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The commands of a leg that wait. Stateless. */
final class Waiting {

    private static final Comparator<Command> BY_TIME = Comparator.comparingLong(Command::issuedAtMicros)
            .thenComparing(command -> command.action().kind())
            .thenComparing(Command::commandId);

    private Waiting() {}

    /** Has a command wait in its place; refuses it where too many wait. What a pause covers is to be erased at once. */
    static Outcome join(CallLegState state, Command command) {
        if (state.early().size() >= CallLegState.MOST_EARLY) {
            return Outcome.refused(
                    state,
                    command,
                    state.recordings().isEmpty()
                                    && state.pendingStart().isEmpty()
                                    && !command.action().kind().starts()
                            ? Refusal.NOT_STARTED
                            : Refusal.system("at most 64 commands of a leg wait for a start to be decided"));
        }
        List<Command> early = new ArrayList<>(state.early());
        early.add(command);
        early.sort(BY_TIME);
        long at = command.issuedAtMicros();
        return new Outcome(
                state.withEarly(early),
                command.action().kind() == ActionKind.PAUSE_RECORDING
                        ? List.of(new Effect.Erasure(at, EarlyPauses.endOf(early, at)))
                        : List.of());
    }
}
