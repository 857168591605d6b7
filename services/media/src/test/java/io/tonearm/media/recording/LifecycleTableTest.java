package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.Effect.Announcement;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Change;
import io.tonearm.media.recording.Effect.Erasure;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole lifecycle as a table: what each command does in each phase, and what happens there without one. {@code
 * -Dgolden=rewrite} writes the table anew and fails the test: somebody is to read it.
 */
class LifecycleTableTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/tonearm/media/recording/lifecycle.txt");
    private static final long AT = 1_800_000_000_000_000L;

    private static final RecordingPolicy ONCE =
            Policies.chime().longest(1_000).longestPause(100, AtLongest.RESUME).build();
    private static final RecordingPolicy AGAIN = Policies.chime()
            .restarting()
            .stopOnTransfer()
            .longest(1_000)
            .longestPause(100, AtLongest.STOP)
            .autoStartTo("auto-bucket")
            .build();

    /** What happens without a command. The media's ends lie 5 micros behind the start, before any pause or stop. */
    private enum Happening {
        DESTINATION_GRANTED,
        DESTINATION_DENIED,
        FIRST_PACKET,
        LONGEST_PAUSE,
        DURATION_REACHED,
        SILENCE_REACHED,
        TERMINATOR_PRESSED,
        NO_MEDIA,
        COMPLETE,
        DELIVERED,
        UNDELIVERED
    }

    private static CallLegState in(Phase phase, ActionKind startedBy, RecordingPolicy policy) {
        Commands commands = Commands.of("leg-1");
        CallLegState state = CallLegState.IDLE;
        if (phase == Phase.IDLE) {
            return state;
        }
        Command start = commands.command(AT, action(startedBy));
        if (phase == Phase.STARTING) {
            state = Lifecycle.apply(state, start, policy).state();
            return Lifecycle.settle(state, policy).state();
        }
        state = GrantedStarts.apply(state, start, policy).state();
        state = GrantedStarts.resolved(Lifecycle.settle(state, policy), policy).state();
        if (phase == Phase.PAUSED) {
            state = GrantedStarts.apply(state, commands.pause(AT + 10), policy).state();
        }
        if (phase != Phase.RECORDING && phase != Phase.PAUSED) {
            state = GrantedStarts.apply(state, commands.stop(AT + 20), policy).state();
            state = Lifecycle.advance(state, state.last().recordingId(), Progress.valueOf(phase.name()))
                    .state();
        }
        assertThat(state.phase()).isEqualTo(phase);
        return state;
    }

    private static Action action(ActionKind kind) {
        return switch (kind) {
            case START_RECORDING -> Commands.START;
            case PAUSE_RECORDING -> new Action.PauseRecording(null);
            case RESUME_RECORDING -> new Action.ResumeRecording();
            case STOP_RECORDING -> new Action.StopRecording(null);
            case LEG_ENDED -> new Action.LegEnded(null);
            case LEG_TRANSFERRED -> new Action.LegTransferred();
            case RECORD_AUDIO -> Commands.RECORD_AUDIO;
            case ATTACH_METADATA -> new Action.AttachMetadata(Map.of("key", "value"));
            case DIGIT_PRESSED -> new Action.DigitPressed("#");
        };
    }

    private static Command command(ActionKind kind) {
        return new Command("command-9", "call-1", "leg-1", "account-1", AT + 30, action(kind));
    }

    private static Outcome happen(CallLegState before, Happening happening, RecordingPolicy policy) {
        return switch (happening) {
            case DESTINATION_GRANTED -> Lifecycle.resolve(before, "command-1", true, policy);
            case DESTINATION_DENIED -> Lifecycle.resolve(before, "command-1", false, policy);
            case FIRST_PACKET -> {
                CallLegState owned = Lifecycle.claim(before, new LegOwner("call-1", "account-1"));
                Outcome outcome = Lifecycle.startByItself(owned, "leg-1", policy, AT);
                yield outcome.state().equals(owned) ? new Outcome(before, outcome.effects()) : outcome;
            }
            case LONGEST_PAUSE -> Lifecycle.pass(before, AT + 110, policy);
            case DURATION_REACHED -> Lifecycle.pass(before, AT + 1_000, policy);
            case SILENCE_REACHED, TERMINATOR_PRESSED, NO_MEDIA -> end(before, happening, policy);
            case COMPLETE -> advance(before, Phase.FINISHING, Progress.DELIVERING);
            case DELIVERED -> advance(before, Phase.DELIVERING, Progress.DELIVERED);
            case UNDELIVERED -> advance(before, Phase.DELIVERING, Progress.UNDELIVERED);
        };
    }

    private static Outcome end(CallLegState before, Happening happening, RecordingPolicy policy) {
        Recording last = before.last();
        return last == null || last.start().audio() == null && happening != Happening.NO_MEDIA
                ? Outcome.of(before)
                : Lifecycle.finish(
                        before, last.recordingId(), End.of(AT + 5, EndReason.valueOf(happening.name())), policy);
    }

    private static Outcome advance(CallLegState before, Phase from, Progress to) {
        return before.phase() == from ? Lifecycle.advance(before, before.last().recordingId(), to) : Outcome.of(before);
    }

    private static String row(Phase phase, Enum<?> what, CallLegState before, Outcome outcome, String silent) {
        String answer = silent;
        List<String> changes = new ArrayList<>();
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Answer given) {
                answer = given.refusal() == null
                        ? "SUCCEEDED"
                        : given.refusal().type().name();
            } else if (effect instanceof Announcement announcement) {
                changes.add(word(announcement));
            } else if (effect instanceof Erasure) {
                changes.add("erase");
            } else if (effect instanceof AccessCheck) {
                changes.add("ask the destinations");
            }
        }
        boolean unchanged = outcome.state().equals(before);
        String after = unchanged ? "=" : outcome.state().phase().name();
        return "%-11s  %-19s  %-11s  %-29s  %s"
                .formatted(phase, what, after, answer, String.join(", ", changes))
                .stripTrailing();
    }

    private static String word(Announcement announcement) {
        return announcement.change() == Change.STOPPED
                ? "STOPPED by " + announcement.recording().end().reason()
                : announcement.change().name();
    }

    private static void addCommands(List<String> lines, ActionKind startedBy, RecordingPolicy policy) {
        for (Phase phase : phases(startedBy)) {
            for (ActionKind kind : ActionKind.values()) {
                CallLegState before = in(phase, startedBy, policy);
                lines.add(row(phase, kind, before, Lifecycle.apply(before, command(kind), policy), "waits"));
            }
        }
    }

    private static void addWaiting(List<String> lines, ActionKind startedBy, RecordingPolicy policy) {
        for (Phase phase : phases(startedBy)) {
            for (ActionKind kind : ActionKind.values()) {
                CallLegState before = Lifecycle.apply(in(phase, startedBy, policy), command(kind), policy)
                        .state();
                if (!before.early().isEmpty() && before.pendingStart().isEmpty()) {
                    lines.add(row(phase, kind, before, Lifecycle.settle(before, policy), "waits"));
                }
            }
        }
    }

    private static void addHappenings(List<String> lines, ActionKind startedBy, RecordingPolicy policy) {
        for (Phase phase : phases(startedBy)) {
            for (Happening happening : Happening.values()) {
                CallLegState before = in(phase, startedBy, policy);
                Outcome outcome = happen(before, happening, policy);
                if (!outcome.equals(Outcome.of(before))) {
                    lines.add(row(phase, happening, before, outcome, "-"));
                }
            }
        }
    }

    private static List<Phase> phases(ActionKind startedBy) {
        return Arrays.stream(Phase.values())
                .filter(phase -> phase != Phase.IDLE || startedBy == ActionKind.START_RECORDING)
                .toList();
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add("# %-9s  %-19s  %-11s  %-29s  %s".formatted("phase", "what happens", "next", "answer", "effects"));
        lines.add("# next is = where nothing at all changes");
        for (RecordingPolicy policy : List.of(ONCE, AGAIN)) {
            for (ActionKind startedBy : List.of(ActionKind.START_RECORDING, ActionKind.RECORD_AUDIO)) {
                lines.add("");
                lines.add("# restart %s, transfer %s, longest pause %s, autoStart %s; started by %s"
                        .formatted(
                                policy.restart(),
                                policy.onTransfer(),
                                policy.pause().atLongest(),
                                policy.autoStart() == null ? "off" : "on",
                                startedBy));
                lines.add("# commands");
                addCommands(lines, startedBy, policy);
                lines.add("# commands that wait, once nothing earlier can come");
                addWaiting(lines, startedBy, policy);
                lines.add("# without a command; what is not here changes nothing");
                addHappenings(lines, startedBy, policy);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    @Test
    void everythingInEveryPhase_doesWhatTheTableSays() throws IOException {
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, table());
            fail("rewritten, read and commit it: " + GOLDEN);
        }
        assertThat(table()).isEqualTo(Files.readString(GOLDEN));
    }
}
