package io.tonearm.media.recording;

import io.tonearm.media.recording.Recording.Marker;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the pauses among commands that wait will come to once they count. Stateless. */
final class EarlyPauses {

    private static final PauseRule NO_LIMIT =
            new PauseRule(io.tonearm.media.audio.PauseFill.SILENCE, false, null, PauseRule.AtLongest.RESUME);

    private EarlyPauses() {}

    private static Pauses of(List<Command> early) {
        TreeSet<Marker> markers = early.stream()
                .filter(command -> command.action() instanceof Action.PauseRecording
                        || command.action() instanceof Action.ResumeRecording)
                .map(EarlyPauses::marker)
                .collect(Collectors.toCollection(TreeSet::new));
        return Pauses.of(markers, NO_LIMIT);
    }

    /** The marker that a pause or resume command makes. */
    static Marker marker(Command command) {
        long at = command.issuedAtMicros();
        if (!(command.action() instanceof Action.PauseRecording pause)) {
            return new Marker(at, false, 0);
        }
        Long longest = pause.longestMicros();
        return new Marker(at, true, longest == null || longest > Long.MAX_VALUE - at ? Long.MAX_VALUE : at + longest);
    }

    /** Whether one of them holds at this time. */
    static boolean hold(List<Command> early, long micros) {
        return !early.isEmpty() && of(early).contain(micros);
    }

    /** When the pause that holds at this time ends; {@code Long.MAX_VALUE} where nothing ends it. */
    static long endOf(List<Command> early, long micros) {
        return of(early).stretches().stream()
                .filter(stretch -> stretch.contains(micros))
                .mapToLong(Pauses.Stretch::toMicros)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** The first pause among them. */
    static OptionalLong first(List<Command> early) {
        return early.stream()
                .filter(command -> command.action() instanceof Action.PauseRecording)
                .mapToLong(Command::issuedAtMicros)
                .min();
    }
}
