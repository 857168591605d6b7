package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.Effect.Announcement;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Erasure;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The whole lifecycle as a table: what each command does in each phase. {@code -Dgolden=rewrite} writes the table anew and
 * fails the test: somebody is to read it.
 */
class LifecycleTableTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/tonearm/media/recording/lifecycle.txt");
    private static final long AT = 1_800_000_000_000_000L;

    private static CallLegState in(Phase phase, RecordingPolicy policy) {
        Commands commands = Commands.of("leg-1");
        CallLegState state = CallLegState.IDLE;
        if (phase == Phase.IDLE) {
            return state;
        }
        if (phase == Phase.STARTING) {
            return Lifecycle.apply(state, commands.start(AT), policy).state();
        }
        state = GrantedStarts.apply(state, commands.start(AT), policy).state();
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
            case DIGIT_PRESSED -> new Action.DigitPressed("5");
        };
    }

    private static String row(Phase phase, ActionKind kind, RecordingPolicy policy) {
        CallLegState before = in(phase, policy);
        Command command = new Command("command-9", "call-1", "leg-1", "account-1", AT + 30, action(kind));
        Outcome outcome = Lifecycle.apply(before, command, policy);
        String answer = "waits";
        List<String> changes = new ArrayList<>();
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Answer given) {
                answer = given.refusal() == null
                        ? "SUCCEEDED"
                        : given.refusal().type().name();
            } else if (effect instanceof Announcement announcement) {
                changes.add(announcement.change().name());
            } else if (effect instanceof Erasure) {
                changes.add("erase");
            } else if (effect instanceof AccessCheck) {
                changes.add("ask the destinations");
            }
        }
        boolean unchanged = outcome.state().equals(before);
        String after = unchanged ? "=" : outcome.state().phase().name();
        return "%-11s  %-16s  %-10s  %-29s  %s"
                .formatted(phase, kind, after, answer, String.join(", ", changes))
                .stripTrailing();
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add("# %-9s  %-16s  %-10s  %-29s  %s".formatted("phase", "command", "next", "answer", "effects"));
        lines.add("# next is = where nothing at all changes");
        for (RecordingPolicy policy : List.of(RecordingPolicy.CHIME, LifecycleTest.RESTARTING)) {
            lines.add("");
            lines.add("# restart %s, transfer %s".formatted(policy.restart(), policy.onTransfer()));
            for (Phase phase : Phase.values()) {
                for (ActionKind kind : ActionKind.values()) {
                    lines.add(row(phase, kind, policy));
                }
            }
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void everyCommandInEveryPhase_doesWhatTheTableSays() throws IOException {
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, table());
            fail("rewritten, read and commit it: " + GOLDEN);
        }
        assertThat(table()).isEqualTo(Files.readString(GOLDEN));
    }
}
