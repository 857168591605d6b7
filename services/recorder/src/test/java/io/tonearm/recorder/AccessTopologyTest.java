package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.delivery.Access;
import io.tonearm.recorder.testing.ByteSearch;
import io.tonearm.recorder.testing.TestCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private final TestCall call =
            TestCall.with(LEG, START, 4, SECOND, 2 * SECOND).counted();

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

    private void publishFrames(TestCall of) {
        of.batches(25)
                .forEach(batch -> run.frames(of.legId(), batch.track(), batch.frames(), batch.firstPacketIndex()));
    }

    private static Command startTo(Commands next, String... buckets) {
        List<Destination> destinations = List.of(buckets).stream()
                .map(bucket -> new Destination(bucket, null))
                .toList();
        return next.command(START, new Action.StartRecording(TrackSelection.BOTH, destinations, null, null, Map.of()));
    }

    @Test
    void start_isAnsweredOnlyWhenItsDestinationHasAnswered() {
        run.objects.beSilentToProbes();

        run.command(call.command(0));
        run.pass(Duration.ofMinutes(1));
        run.settle();
        assertThat(run.results()).isEmpty();
        assertThat(run.lifecycle()).isEmpty();
        run.objects.speak();
        run.round();

        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
        assertThat(run.objects.probes()).isEqualTo(call.recording().start().objects());
    }

    @Test
    void commandsBehindAWaitingStart_areAnsweredAfterItInTheOrderOfTime() {
        // Given
        run.objects.beSilentToProbes();

        // When
        run.command(call.command(0), call.end(), call.command(2), call.command(1));
        publishFrames(call);
        run.settle();
        assertThat(run.results()).isEmpty();
        run.objects.speak();
        run.round();

        // Then
        assertThat(run.answers())
                .containsExactly(
                        "command-1 SUCCEEDED", "command-2 SUCCEEDED", "command-3 SUCCEEDED", "command-4 SUCCEEDED");
        run.settle();
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void audioOfAWaitingStart_isKeptToTheSampleHoweverLongItWaits() {
        // Given
        run.objects.beSilentToProbes();
        run.command(call.command(0), call.command(1), call.command(2));

        // When
        publishFrames(call);
        run.pass(Duration.ofMinutes(5));
        run.settle();
        run.objects.speak();
        run.round();
        run.command(call.end());
        run.round();

        // Then
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void pauseBehindAWaitingStart_isWrittenNowhere() {
        // Given
        run.objects.beSilentToProbes();

        // When
        run.command(call.command(0), call.command(1), call.command(2));
        publishFrames(call);
        run.settle();
        run.objects.speak();
        run.settle();

        // Then
        List<byte[]> written = run.everythingWritten();
        assertThat(call.payloads(SECOND, 2 * SECOND))
                .isNotEmpty()
                .noneMatch(payload -> written.stream().anyMatch(value -> ByteSearch.contains(value, payload)));
    }

    @Test
    void repeatedStartThatWaits_isAnsweredOnce() {
        run.objects.beSilentToProbes();

        run.command(call.command(0), call.command(0));
        run.objects.speak();
        run.round();

        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
        assertThat(run.objects.probes()).hasSize(1);
    }

    @Test
    void deniedStart_failsAndItsAudioIsForgotten() {
        // Given
        run.objects.beSilentToProbes();
        run.objects.denyNext();

        // When
        run.command(call.command(0), call.command(1), call.command(2));
        publishFrames(call);
        run.objects.speak();
        run.round();
        publishFrames(call);
        run.command(call.end());
        run.settle();

        // Then
        assertThat(run.answers())
                .containsExactly(
                        "command-1 FAILED NoAccessToDestination",
                        "command-2 FAILED RecordingNotStarted",
                        "command-3 FAILED RecordingNotStarted",
                        "command-4 SUCCEEDED");
        assertThat(run.results().get(0).getErrorMessage()).isEqualTo("Error while accessing destination");
        assertThat(run.stored("audio")).isEmpty();
        assertThat(run.lifecycle()).isEmpty();
        assertThat(run.delivered()).isEmpty();
        run.pass(Duration.ofMillis(TopologyRun.RETENTION_MILLIS + 1_000));
        assertThat(run.everythingStored()).isEmpty();
    }

    @Test
    void startAfterADeniedOne_isTheLegsFirst() {
        run.objects.denyNext();
        Commands next = Commands.of(LEG);

        run.command(next.start(START), startTo(next, "elsewhere"));
        run.round();

        assertThat(run.answers()).containsExactly("command-1 FAILED NoAccessToDestination", "command-2 SUCCEEDED");
    }

    @Test
    void destinationThatDidNotSay_refusesNothing() {
        run.objects.answerNextProbe(Access.UNKNOWN);

        run.command(call.command(0));
        run.round();

        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
    }

    @Test
    void oneOfSeveralDestinations_isEnough() {
        run.objects.answerNextProbe(Access.DENIED);
        run.objects.answerNextProbe(Access.GRANTED);

        run.command(startTo(Commands.of(LEG), "one", "two"));
        run.round();

        CommandResult result = run.results().get(0);
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
        assertThat(result.getDestinations()).extracting(at -> at.getBucket()).containsExactly("one", "two");
    }

    @Test
    void allOfSeveralDestinationsDenying_refuseTheStart() {
        run.objects.denyNext();
        run.objects.denyNext();

        run.command(startTo(Commands.of(LEG), "one", "two"));
        run.round();

        assertThat(run.answers()).containsExactly("command-1 FAILED NoAccessToDestination");
        assertThat(run.objects.probes()).hasSize(2);
    }

    @Test
    void manyLegs_waitForOneAnswer() {
        run.objects.beSilentToProbes();

        for (int leg = 0; leg < 50; leg++) {
            run.command(Commands.of("leg-" + leg).start(START));
        }
        run.round();
        assertThat(run.objects.unanswered()).isEqualTo(1);
        assertThat(run.results()).isEmpty();
        run.objects.speak();
        run.round();

        assertThat(run.answers()).hasSize(50).containsOnly("command-1 SUCCEEDED");
        assertThat(run.objects.probes()).hasSize(1);
    }

    @Test
    void earlierStartReadWhileALaterOneWaits_isTheOneThatBegins() {
        run.objects.beSilentToProbes();
        Commands next = Commands.of(LEG);

        run.command(next.start(START + SECOND), startTo(next, "elsewhere"));
        run.objects.speak();
        run.settle();

        assertThat(run.answers()).containsExactly("command-2 SUCCEEDED", "command-1 FAILED RecordingAlreadyInProgress");
    }

    @Test
    void laterStartBehindADeniedEarlierOne_isAskedForAgain() {
        run.objects.beSilentToProbes();
        run.objects.answerNextProbe(Access.GRANTED);
        run.objects.answerNextProbe(Access.DENIED);
        Commands next = Commands.of(LEG);

        run.command(next.start(START + SECOND), startTo(next, "elsewhere"));
        run.objects.speak();
        run.settle();

        assertThat(run.answers()).containsExactly("command-2 FAILED NoAccessToDestination", "command-1 SUCCEEDED");
    }
}
