package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.EndReason;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.testing.TestCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifecycleTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    @TempDir
    private Path folder;

    private TopologyRun run;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder);
    }

    @AfterEach
    void end() {
        run.close();
    }

    private void publish(TestCall call) {
        call.batches(25)
                .forEach(batch -> run.frames(call.legId(), batch.track(), batch.frames(), batch.firstPacketIndex()));
    }

    @Test
    void wholeCall_isAnsweredAnnouncedDeliveredAndBilled() {
        // Given
        TestCall call = TestCall.with(LEG, START, 4, SECOND, 2 * SECOND).counted();

        // When
        run.command(call.command(0), call.command(1), call.command(2));
        publish(call);
        run.command(call.end());
        run.round();

        // Then
        assertThat(run.answers())
                .containsExactly(
                        "command-1 SUCCEEDED", "command-2 SUCCEEDED", "command-3 SUCCEEDED", "command-4 SUCCEEDED");
        assertThat(run.lifecycle())
                .extracting(event -> event.getEvent() + " " + event.getOccurredAt())
                .containsExactly(
                        "STARTED 2026-11-20T09:00:00Z",
                        "PAUSED 2026-11-20T09:00:01Z",
                        "RESUMED 2026-11-20T09:00:02Z",
                        "STOPPED 2026-11-20T09:00:04Z");
        assertThat(run.lifecycle().get(3).getEndReason()).isEqualTo(EndReason.LEG_ENDED);
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
        RecordingDelivered delivered = only(run.delivered());
        assertThat(delivered.getRecordingId()).isEqualTo(call.recordingId());
        assertThat(delivered.getPausedMicros()).isEqualTo(SECOND);
        assertThat(delivered.getRecordedMicros()).isEqualTo(3 * SECOND);
        assertThat(delivered.getVersionId()).isEqualTo("version-1");
        RecordingBilled billed = only(run.billed());
        assertThat(billed.getIdempotencyKey()).isEqualTo(call.recordingId());
        assertThat(billed.getEnabledMicros()).isEqualTo(4 * SECOND);
        assertThat(run.undelivered()).isEmpty();
        assertThat(run.deadLetters()).isEmpty();
    }

    @Test
    void everyEvent_hasTheKeyOfItsTopic() {
        TestCall call = TestCall.plain(LEG, START, 1).counted();

        run.command(call.command(0));
        publish(call);
        run.command(call.end());
        run.round();

        assertThat(run.keys(run.topics.results())).containsOnly(LEG);
        assertThat(run.keys(run.topics.lifecycle())).containsOnly(LEG);
        assertThat(run.keys(run.topics.delivered())).containsExactly(LEG);
        assertThat(run.keys(run.topics.billing())).containsExactly("account-1");
    }

    @Test
    void resultOfStart_tellsWhereTheFileWillBe() {
        TestCall call = TestCall.plain(LEG, START, 1).counted();

        run.command(call.command(0));
        CommandResult result = only(run.results());
        publish(call);
        run.command(call.end());
        run.round();

        assertThat(only(run.objects.puts()).object().key())
                .isEqualTo(only(result.getDestinations()).getKey())
                .isEqualTo("recordings/2026/11/20/2026-11-20-09-00-00-000_call-1_leg-1.wav");
    }

    @Test
    void stop_endsTheRecordingAndTheHangupAfterItChangesNothing() {
        // Given
        Commands next = Commands.of(LEG);
        run.command(next.start(START));

        // When
        run.command(next.stop(START + SECOND), next.legEnded(START + 2 * SECOND));
        run.settle();

        // Then
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED", "command-2 SUCCEEDED", "command-3 SUCCEEDED");
        assertThat(run.lifecycle())
                .extracting(RecordingLifecycle::getEndReason)
                .containsExactly(null, EndReason.STOPPED);
        assertThat(only(run.delivered()).getEndReason()).isEqualTo(EndReason.STOPPED);
        assertThat(only(run.delivered()).getDurationMicros()).isEqualTo(SECOND);
    }

    @Test
    void secondStart_isRefusedWhileRecordingAndAfterwards() {
        Commands next = Commands.of(LEG);

        run.command(
                next.start(START), next.start(START + 1), next.stop(START + SECOND), next.start(START + 2 * SECOND));
        run.settle();

        assertThat(run.answers())
                .containsExactly(
                        "command-1 SUCCEEDED",
                        "command-2 FAILED RecordingAlreadyInProgress",
                        "command-3 SUCCEEDED",
                        "command-4 FAILED RecordingAlreadyEnded");
        assertThat(run.delivered()).hasSize(1);
    }

    @Test
    void repeatedCommand_getsItsFirstAnswerAndChangesNothing() {
        // Given
        Commands next = Commands.of(LEG);
        Command pause = next.pause(START + SECOND);
        Command start = next.start(START);
        run.command(start, pause, next.resume(START + 2 * SECOND));
        List<CommandResult> first = run.results();
        List<byte[]> state = run.stored("legs");
        run.pass(Duration.ofSeconds(10));

        // When
        Command moved = new Command(pause.commandId(), "other", LEG, "account-1", START + 3 * SECOND, pause.action());
        run.command(moved, start);

        // Then
        assertThat(run.results()).hasSize(5);
        assertThat(run.results().get(3)).isEqualTo(first.get(1));
        assertThat(run.results().get(4)).isEqualTo(first.get(0));
        assertThat(run.lifecycle()).hasSize(3);
        assertThat(run.stored("legs").get(0)).isEqualTo(state.get(0));
    }

    @Test
    void refusedCommandRepeated_staysRefusedThoughItWouldSucceedNow() {
        Commands next = Commands.of(LEG);
        Command badStart = next.command(
                START,
                new Action.StartRecording(
                        TrackSelection.BOTH, List.of(new Destination("No", null)), null, null, Map.of()));

        run.command(badStart, next.start(START));
        run.command(new Command(badStart.commandId(), "call-1", LEG, "account-1", START + 5 * SECOND, Commands.START));

        assertThat(run.answers())
                .containsExactly(
                        "command-1 FAILED InvalidActionParameter",
                        "command-2 SUCCEEDED",
                        "command-1 FAILED InvalidActionParameter");
        assertThat(run.results().get(0).getErrorMessage()).contains("`bucket`");
    }

    @Test
    void framesBeforeTheirStart_areInTheFile() {
        TestCall call = TestCall.plain(LEG, START, 2).counted();

        publish(call);
        run.round();
        run.command(call.command(0), call.end());
        run.round();

        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void framesOfALegThatIsNeverRecorded_areForgotten() {
        TestCall call = TestCall.plain(LEG, START, 2);

        publish(call);
        assertThat(run.stored("audio")).isNotEmpty();
        run.settle();

        assertThat(run.stored("audio")).isEmpty();
        assertThat(run.stored("legs")).isEmpty();
    }

    @Test
    void earlyCommands_waitForTheirStart() {
        // Given
        TestCall call = TestCall.with(LEG, START, 3, SECOND, 2 * SECOND).counted();

        // When
        run.command(call.end(), call.command(2), call.command(1));
        run.round();
        assertThat(run.results()).isEmpty();
        publish(call);
        run.command(call.command(0));
        run.round();

        // Then
        assertThat(run.answers())
                .containsExactly(
                        "command-1 SUCCEEDED", "command-2 SUCCEEDED", "command-3 SUCCEEDED", "command-4 SUCCEEDED");
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void earlyCommandsWithoutStart_areAnsweredOnceNoneCanCome() {
        Commands next = Commands.of(LEG);
        Command pause = next.pause(START);

        run.command(pause, pause, next.stop(START + 1), next.legEnded(START + 2));
        run.pass(Duration.ofSeconds(10));
        assertThat(run.results()).isEmpty();
        run.settle();

        assertThat(run.answers())
                .containsExactly(
                        "command-1 FAILED RecordingNotStarted",
                        "command-2 FAILED RecordingNotStarted",
                        "command-3 SUCCEEDED");
    }

    @Test
    void noFramesAtAll_stillGiveAFullLengthFile() {
        TestCall call = new TestCall(LEG, TestCall.plain(LEG, START, 3).commands(), Map.of()).counted();

        run.command(call.command(0), call.end());
        run.round();

        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
        assertThat(only(run.delivered()).getMediaMissing()).isTrue();
        assertThat(only(run.delivered()).getDurationMicros()).isEqualTo(3 * SECOND);
    }

    @Test
    void framesOutsideOfTheRecording_areNotKept() {
        TestCall call = TestCall.plain(LEG, START, 3).counted();
        Commands next = Commands.of(LEG);

        run.command(next.start(START + SECOND), next.legEnded(START + 2 * SECOND));
        run.frames(LEG, Track.INCOMING, call.of(Track.INCOMING));

        assertThat(run.counted("packets-kept")).isEqualTo(50);
        assertThat(run.counted("packets-not-recorded")).isEqualTo(50);
        assertThat(run.counted("packets-after-end")).isEqualTo(50);
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
