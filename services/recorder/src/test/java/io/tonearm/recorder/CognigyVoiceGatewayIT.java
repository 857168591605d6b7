package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.DestinationOutcome;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.LifecycleEvent;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.recorder.testing.Heard;
import io.tonearm.recorder.testing.StoredObjects;
import io.tonearm.recorder.testing.TestCall;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the page of Cognigy's Call Recording Node says of recording, under the profile that stands in for it. */
final class CognigyVoiceGatewayIT {

    private static final long START = 1_795_165_200_000_000L;

    private static Installation installation;
    private static Site site;
    private static Recorder recorder;

    @BeforeAll
    static void install() {
        installation = Installation.start();
        installation.servers().objectStore().createBucket("second-recorder");
        site = installation.site().with("settle.time.ms", "300");
        recorder = site.startRecorder();
        site.policy(PolicyProfile.COGNIGY, "settleTimeMillis", "300");
    }

    @AfterEach
    void noFailure() {
        assertThat(recorder.failure()).isNull();
    }

    @AfterAll
    static void uninstall() {
        recorder.close();
        site.close();
        installation.close();
    }

    private static long at(long millis) {
        return START + millis * 1000;
    }

    private static Action.StartRecording startTo(String... buckets) {
        return new Action.StartRecording(
                TrackSelection.BOTH,
                Stream.of(buckets).map(bucket -> new Destination(bucket, null)).toList(),
                null,
                null,
                Map.of());
    }

    @Test
    @DisplayName("The Call Recording Node starts, stops, pauses, or resumes recording of the current call.")
    void startPauseResumeStop_makeTheFile() {
        // Given
        Commands next = Commands.of("node");
        TestCall call = TestCall.of(
                "node",
                START,
                6,
                next.start(at(1000)),
                next.pause(at(2000)),
                next.resume(at(3000)),
                next.stop(at(5000)),
                next.legEnded(at(6000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("node").onlyDelivered();

        // Then
        Heard.of(call, at(1000), at(2000))
                .then(at(3000), at(5000))
                .assertIn(site.leg("node").file(delivered));
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.STOPPED);
        assertThat(site.leg("node").lifecycle(4))
                .extracting(RecordingLifecycle::getEvent)
                .containsExactly(
                        LifecycleEvent.STARTED, LifecycleEvent.PAUSED, LifecycleEvent.RESUMED, LifecycleEvent.STOPPED);
        assertThat(site.leg("node").results(5))
                .hasSize(5)
                .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
    }

    @Test
    @DisplayName("You can specify [...] a comma-separated list of SIP URIs to send recordings to multiple recorders in"
            + " parallel.")
    void severalRecorders_getTheSameBytes() {
        // Given
        Commands next = Commands.of("parallel");
        TestCall call = TestCall.of(
                "parallel",
                START,
                2,
                next.command(START, startTo("recordings", "second-recorder")),
                next.legEnded(at(2000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("parallel").onlyDelivered();

        // Then
        assertThat(delivered.getDestinations())
                .hasSize(2)
                .allMatch(DestinationOutcome::getDelivered)
                .extracting(outcome -> outcome.getLocation().getBucket())
                .containsExactly("recordings", "second-recorder");
        try (StoredObjects objects = site.objects()) {
            byte[] first = objects.bytes(uri(delivered.getDestinations().get(0)));
            Heard.of(call, START, at(2000)).assertIn(first);
            assertThat(objects.bytes(uri(delivered.getDestinations().get(1)))).isEqualTo(first);
        }
    }

    private static String uri(DestinationOutcome outcome) {
        return "s3://" + outcome.getLocation().getBucket() + "/"
                + outcome.getLocation().getKey();
    }

    @Test
    @DisplayName("The recording is considered successful if at least one dialog is accepted.")
    void oneRecorderOfThree_suffices() {
        // Given
        Commands next = Commands.of("one-of-three");
        TestCall call = TestCall.of(
                "one-of-three",
                START,
                2,
                next.command(START, startTo("there-is-none", "recordings", "nor-here")),
                next.legEnded(at(2000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("one-of-three").onlyDelivered();

        // Then
        assertThat(delivered.getUri()).startsWith("s3://recordings/");
        assertThat(delivered.getDestinations())
                .extracting(DestinationOutcome::getDelivered)
                .containsExactly(false, true, false);
        assertThat(delivered.getDestinations().get(0).getDetail()).contains("there-is-none");
        assertThat(delivered.getDestinations().get(1).getDetail()).isNull();
        assertThat(delivered.getDestinations().get(2).getDetail()).contains("nor-here");
        Heard.of(call, START, at(2000)).assertIn(site.leg("one-of-three").file(delivered));
        assertThat(site.leg("one-of-three").results(2))
                .hasSize(2)
                .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
    }

    @Test
    @DisplayName("The recording is considered successful if at least one dialog is accepted: none is")
    void noRecorderAtAll_refusesTheStart() {
        // Given
        Commands next = Commands.of("none-of-two");
        TestCall call = TestCall.of(
                "none-of-two",
                START,
                2,
                next.command(START, startTo("there-is-none", "nor-here")),
                next.legEnded(at(2000)));

        // When
        site.publish(call);
        List<CommandResult> results = site.leg("none-of-two").results(2);

        // Then
        assertThat(results)
                .extracting(CommandResult::getErrorType)
                .containsExactly(ErrorType.NoAccessToDestination, null);
    }

    @Test
    @DisplayName(
            "Cannot start recording when recording is already started: The Flow triggered start twice without a stop"
                    + " in between.")
    void startTwiceWithoutAStop_isRefused() {
        // Given
        Commands next = Commands.of("without-stop");
        TestCall call =
                TestCall.of("without-stop", START, 3, next.start(START), next.start(at(1000)), next.legEnded(at(3000)));

        // When
        site.publish(call);
        byte[] file = site.leg("without-stop").onlyFile();
        List<CommandResult> results = site.leg("without-stop").results(3);

        // Then
        Heard.of(call, START, at(3000)).assertIn(file);
        assertThat(results)
                .extracting(CommandResult::getErrorType)
                .containsExactly(null, ErrorType.RecordingAlreadyInProgress, null);
    }

    @Test
    @DisplayName("Ensure start is called only once per session, or send a stop before calling start again.")
    void stopBeforeStartAgain_makesTwoRecordings() {
        // Given
        Commands next = Commands.of("again");
        TestCall call = TestCall.of(
                "again",
                START,
                4,
                next.start(START),
                next.stop(at(1000)),
                next.start(at(1000)),
                next.legEnded(at(4000)));

        // When
        site.publish(call);
        List<RecordingDelivered> delivered = site.leg("again").delivered(2);

        // Then
        assertThat(delivered).hasSize(2);
        for (RecordingDelivered event : delivered) {
            boolean first = event.getUri().endsWith("_again.wav");
            Heard.of(call, first ? START : at(1000), first ? at(1000) : at(4000))
                    .assertIn(site.leg("again").file(event));
        }
        assertThat(site.leg("again").keys("recordings"))
                .hasSize(2)
                .anyMatch(key -> key.endsWith("_again.wav"))
                .anyMatch(key -> key.endsWith("_again_2.wav"));
    }

    @Test
    @DisplayName("A duplicate start request was sent to the SBC for a call that is already being recorded.")
    void duplicateStartRequest_isDiscarded() {
        // Given
        Commands next = Commands.of("duplicate");
        Command start = next.start(START);
        TestCall call = TestCall.of("duplicate", START, 2, start, start, start, next.legEnded(at(2000)));

        // When
        site.publish(call);
        byte[] file = site.leg("duplicate").onlyFile();
        List<CommandResult> results = site.leg("duplicate").results(2);

        // Then
        Heard.of(call, START, at(2000)).assertIn(file);
        assertThat(results).allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
        assertThat(site.leg("duplicate").billed(1)).hasSize(1);
    }

    @Test
    @DisplayName(
            "startCallRecording request is missing X-Srs-Url header: The Call Recording Server field was left empty, or"
                    + " a CognigyScript expression evaluated to empty.")
    void startWithoutADestination_isRefusedByName() {
        // Given
        Commands none = Commands.of("no-server");
        Commands empty = Commands.of("empty-server");
        Command without = none.command(START, startTo());
        Command blank = empty.command(START, startTo(""));

        // When
        site.publish(without, blank);

        // Then
        assertInvalid(site.leg("no-server").results(1), "`destinations`");
        assertInvalid(site.leg("empty-server").results(1), "`bucket`");
    }

    private static void assertInvalid(List<CommandResult> results, String parameter) {
        assertThat(results).singleElement().satisfies(refused -> {
            assertThat(refused.getErrorType()).isEqualTo(ErrorType.InvalidActionParameter);
            assertThat(refused.getErrorMessage()).contains(parameter);
        });
    }

    @Test
    @DisplayName(
            "Voice Gateway forwards the value of this parameter to the SRS, allowing you to correlate recordings. This"
                    + " parameter is optional.")
    void callRecordingId_isWithTheObjectAndTheEvent() {
        // Given
        Commands next = Commands.of("correlated");
        Action.StartRecording start = new Action.StartRecording(
                TrackSelection.BOTH,
                List.of(new Destination("recordings", null), new Destination("second-recorder", null)),
                null,
                null,
                Map.of("call-recording-id", "session 4711/ä"));
        TestCall call = TestCall.of("correlated", START, 1, next.command(START, start), next.legEnded(at(1000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("correlated").onlyDelivered();

        // Then
        assertThat(delivered.getMetadata()).containsExactly(Map.entry("call-recording-id", "session 4711/ä"));
        try (StoredObjects objects = site.objects()) {
            for (DestinationOutcome outcome : delivered.getDestinations()) {
                assertThat(objects.metadata(uri(outcome)))
                        .containsEntry("call-recording-id", "session%204711%2F%C3%A4")
                        .containsEntry("recording-id", delivered.getRecordingId());
            }
        }
    }

    @Test
    @DisplayName("A recorded call counts as one active session. [...] Those streams don't count against Voice Gateway"
            + " quotas, even when multiple SRS instances receive the audio.")
    void severalRecorders_areBilledOnce() {
        // Given
        Commands next = Commands.of("quota");
        TestCall call = TestCall.of(
                "quota",
                START,
                1,
                next.command(START, startTo("recordings", "second-recorder")),
                next.legEnded(at(1000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("quota").onlyDelivered();

        // Then
        assertThat(delivered.getDestinations()).hasSize(2).allMatch(DestinationOutcome::getDelivered);
        assertThat(site.leg("quota").billed(1))
                .singleElement()
                .satisfies(bill -> assertThat(bill.getObjectUri()).isEqualTo(delivered.getUri()));
    }

    @Test
    @DisplayName("SRS receives the request but no audio arrives.")
    void noAudio_givesASilentFileThatSaysSo() {
        // Given
        Commands next = Commands.of("no-audio");
        TestCall silent = new TestCall("no-audio", List.of(next.start(START), next.legEnded(at(3000))), Map.of());

        // When
        site.publish(silent);
        RecordingDelivered delivered = site.leg("no-audio").onlyDelivered();

        // Then
        assertThat(delivered.getMediaMissing()).isTrue();
        Heard.of(silent).thenSilence(3000).assertIn(site.leg("no-audio").file(delivered));
    }

    @Test
    void transfer_changesNothing() {
        // Given
        Commands next = Commands.of("moved");
        TestCall call =
                TestCall.of("moved", START, 3, next.start(START), next.transferred(at(1000)), next.legEnded(at(3000)));

        // When
        site.publish(call);
        byte[] file = site.leg("moved").onlyFile();

        // Then
        Heard.of(call, START, at(3000)).assertIn(file);
    }
}
