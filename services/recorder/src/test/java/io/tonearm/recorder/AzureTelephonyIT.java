package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.event.Times;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.recorder.testing.Heard;
import io.tonearm.recorder.testing.TestCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the page of Azure's telephony channel says of recording, under the profile that stands in for it. */
final class AzureTelephonyIT {

    private static final long START = 1_795_165_200_000_000L;

    private static Installation installation;
    private static Site site;
    private static Recorder recorder;

    @BeforeAll
    static void install() {
        installation = Installation.start();
        site = installation.site().with("settle.time.ms", "300");
        recorder = site.startRecorder();
        site.policy(PolicyProfile.AZURE, "settleTimeMillis", "300");
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

    @Test
    @DisplayName("StartRecording starts recording the conversation.")
    void start_beginsTheFile() {
        // Given
        Commands next = Commands.of("begun");
        TestCall call = TestCall.of("begun", START, 4, next.start(at(1000)), next.legEnded(at(4000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("begun").onlyDelivered();

        // Then
        Heard.of(call, at(1000), at(4000)).assertIn(site.leg("begun").file(delivered));
        assertThat(delivered.getStartedAt()).isEqualTo(Times.instant(at(1000)));
    }

    @Test
    @DisplayName("StopRecording stops recording the conversation.")
    void stop_endsTheFile() {
        // Given
        Commands next = Commands.of("stopped");
        TestCall call =
                TestCall.of("stopped", START, 4, next.start(START), next.stop(at(2000)), next.legEnded(at(4000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("stopped").onlyDelivered();

        // Then
        Heard.of(call, START, at(2000)).assertIn(site.leg("stopped").file(delivered));
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.STOPPED);
    }

    @Test
    @DisplayName("ResumeRecording resumes recording the conversation, appending the new section of the recording to the"
            + " previously started recording for this conversation.")
    void resume_appendsTheNewSection() {
        // Given
        Commands next = Commands.of("resumed");
        TestCall call = TestCall.of(
                "resumed",
                START,
                5,
                next.start(START),
                next.pause(at(1000)),
                next.resume(at(3000)),
                next.legEnded(at(5000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("resumed").onlyDelivered();

        // Then
        Heard.of(call, START, at(1000))
                .then(at(3000), at(5000))
                .assertIn(site.leg("resumed").file(delivered));
        assertThat(delivered.getDurationMicros()).isEqualTo(3_000_000);
        assertThat(delivered.getPausedMicros()).isEqualTo(2_000_000);
    }

    @Test
    @DisplayName("If a recording for a single conversation is paused and resumed again, the recordings are appended in"
            + " storage.")
    void severalPauses_leaveOneObject() {
        // Given
        Commands next = Commands.of("appended");
        TestCall call = TestCall.of(
                "appended",
                START,
                6,
                next.start(START),
                next.pause(at(1000)),
                next.resume(at(2000)),
                next.pause(at(3000)),
                next.resume(at(4000)),
                next.stop(at(5000)),
                next.legEnded(at(6000)));

        // When
        site.publish(call);
        byte[] file = site.leg("appended").onlyFile();

        // Then
        Heard.of(call, START, at(1000))
                .then(at(2000), at(3000))
                .then(at(4000), at(5000))
                .assertIn(file);
        assertThat(site.leg("appended").keys("recordings")).hasSize(1);
    }

    @Test
    @DisplayName("If StopRecording is never called, the recording is stopped when the bot ends the conversation.")
    void stopNeverCalled_endsWithTheConversation() {
        // Given
        Commands next = Commands.of("hung-up");
        TestCall call = TestCall.of("hung-up", START, 3, next.start(START), next.legEnded(at(2000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("hung-up").onlyDelivered();

        // Then
        Heard.of(call, START, at(2000)).assertIn(site.leg("hung-up").file(delivered));
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.LEG_ENDED);
    }

    @Test
    @DisplayName("If a recording is started for a conversation, another recording for the same conversation cannot be"
            + " started. In such case, Telephony channel returns an error indicating that the \"Recording is already in"
            + " progress\".")
    void secondStart_isRefusedAndTheFirstGoesOn() {
        // Given
        Commands next = Commands.of("twice");
        TestCall call = TestCall.of(
                "twice",
                START,
                5,
                next.start(START),
                next.start(at(1000)),
                next.pause(at(2000)),
                next.start(at(2500)),
                next.resume(at(3000)),
                next.legEnded(at(4000)));

        // When
        site.publish(call);
        byte[] file = site.leg("twice").onlyFile();
        List<CommandResult> results = site.leg("twice").results(6);

        // Then
        Heard.of(call, START, at(2000)).then(at(3000), at(4000)).assertIn(file);
        assertThat(results).hasSize(6);
        assertThat(results.stream().filter(result -> result.getStatus() == CommandStatus.FAILED))
                .hasSize(2)
                .allSatisfy(refused -> {
                    assertThat(refused.getCommandId()).isIn("command-2", "command-4");
                    assertThat(refused.getErrorType()).isEqualTo(ErrorType.RecordingAlreadyInProgress);
                    assertThat(refused.getErrorMessage()).isEqualTo("Recording is already in progress");
                });
    }

    @Test
    @DisplayName("If StopRecording is called and there is no recording in progress, Telephony channel returns an error"
            + " indicating that the \"Recording has not started\".")
    void stopWithoutARecording_isRefused() {
        // Given
        Commands next = Commands.of("unstarted");
        Command stop = next.stop(at(500));

        // When
        site.publish(stop);
        List<CommandResult> results = site.leg("unstarted").results(1);

        // Then
        assertThat(results).singleElement().satisfies(AzureTelephonyIT::assertNotStarted);
        assertThat(site.leg("unstarted").keys("recordings")).isEmpty();
    }

    private static void assertNotStarted(CommandResult refused) {
        assertThat(refused.getStatus()).isEqualTo(CommandStatus.FAILED);
        assertThat(refused.getErrorType()).isEqualTo(ErrorType.RecordingNotStarted);
        assertThat(refused.getErrorMessage()).isEqualTo("Recording has not started");
    }

    @Test
    @DisplayName("If StopRecording is called and there is no recording in progress: a second time")
    void stopAfterAStop_isRefused() {
        // Given
        Commands next = Commands.of("stopped-twice");
        TestCall call = TestCall.of(
                "stopped-twice",
                START,
                4,
                next.start(START),
                next.stop(at(1000)),
                next.stop(at(2000)),
                next.pause(at(2500)),
                next.resume(at(3000)),
                next.legEnded(at(4000)));

        // When
        site.publish(call);
        byte[] file = site.leg("stopped-twice").onlyFile();
        List<CommandResult> results = site.leg("stopped-twice").results(6);

        // Then
        Heard.of(call, START, at(1000)).assertIn(file);
        assertThat(results).hasSize(6);
        assertThat(results.subList(2, 5)).allSatisfy(AzureTelephonyIT::assertNotStarted);
    }

    @Test
    @DisplayName(
            "If a recording for a single conversation is stopped and started again, the recordings appear as multiple"
                    + " recording sessions in the storage.")
    void startAfterAStop_makesAnotherObject() {
        // Given
        Commands next = Commands.of("sessions");
        TestCall call = TestCall.of(
                "sessions",
                START,
                6,
                next.start(START),
                next.stop(at(1000)),
                next.start(at(2000)),
                next.stop(at(3000)),
                next.start(at(4000)),
                next.legEnded(at(6000)));

        // When
        site.publish(call);
        List<RecordingDelivered> delivered = site.leg("sessions").delivered(3);

        // Then
        assertThat(delivered)
                .hasSize(3)
                .extracting(RecordingDelivered::getRecordingId)
                .doesNotHaveDuplicates();
        Heard.of(call, START, at(1000)).assertIn(fileNamed(delivered, "_sessions.wav"));
        Heard.of(call, at(2000), at(3000)).assertIn(fileNamed(delivered, "_sessions_2.wav"));
        Heard.of(call, at(4000), at(6000)).assertIn(fileNamed(delivered, "_sessions_3.wav"));
        assertThat(site.leg("sessions").keys("recordings")).hasSize(3);
        assertThat(site.leg("sessions").billed(3))
                .hasSize(3)
                .extracting(RecordingBilled::getIdempotencyKey)
                .doesNotHaveDuplicates();
    }

    private static byte[] fileNamed(List<RecordingDelivered> delivered, String ending) {
        return delivered.stream()
                .filter(event -> event.getUri().endsWith(ending))
                .map(event -> site.leg(event.getLegId()).file(event))
                .findFirst()
                .orElseThrow(() -> new AssertionError("an object must be named so, ending=" + ending));
    }

    @Test
    @DisplayName("Azure billing for Call Recording will begin in April, at a rate of $0.01/minute of recorded content.")
    void pausedMinutes_areNotBilled() {
        // Given
        Commands next = Commands.of("billed");
        TestCall call = TestCall.of(
                "billed",
                START,
                2,
                next.start(START),
                next.pause(at(60_000)),
                next.resume(at(240_000)),
                next.legEnded(at(330_000)));

        // When
        site.publish(call);
        List<RecordingBilled> billed = site.leg("billed").billed(1);

        // Then
        assertThat(billed).singleElement().satisfies(bill -> {
            assertThat(bill.getBilledMicros()).isEqualTo(150_000_000);
            assertThat(bill.getBillableMinutes()).isEqualByComparingTo("3");
            assertThat(bill.getUnitPrice()).isEqualByComparingTo("0.01");
            assertThat(bill.getAmount()).isEqualByComparingTo(new BigDecimal("0.03"));
            assertThat(bill.getCurrency()).isEqualTo("USD");
        });
        Heard.of(call, START, at(2000))
                .thenSilence(148_000)
                .assertIn(site.leg("billed").onlyFile());
    }

    @Test
    @DisplayName("Recording has failed, but your call will continue.")
    void startThatFails_isAnsweredAndALaterOneRecords() {
        // Given
        Commands next = Commands.of("denied");
        Action.StartRecording nowhere = new Action.StartRecording(
                TrackSelection.BOTH, List.of(new Destination("there-is-none", null)), null, null, Map.of());
        TestCall call = TestCall.of(
                "denied", START, 3, next.command(START, nowhere), next.start(at(1000)), next.legEnded(at(3000)));

        // When
        site.publish(call);
        byte[] file = site.leg("denied").onlyFile();
        List<CommandResult> results = site.leg("denied").results(3);

        // Then
        assertThat(results)
                .extracting(CommandResult::getErrorType)
                .containsExactly(ErrorType.NoAccessToDestination, null, null);
        Heard.of(call, at(1000), at(3000)).assertIn(file);
    }

    @Test
    @DisplayName("Also stopped on transfer to an external number (the page as later corrected)")
    void transfer_endsTheRecording() {
        // Given
        Commands next = Commands.of("transferred");
        TestCall call = TestCall.of(
                "transferred", START, 4, next.start(START), next.transferred(at(2000)), next.legEnded(at(4000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("transferred").onlyDelivered();

        // Then
        Heard.of(call, START, at(2000)).assertIn(site.leg("transferred").file(delivered));
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.LEG_TRANSFERRED);
        assertThat(site.leg("transferred").results(3))
                .hasSize(3)
                .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
    }

    @Test
    @DisplayName("Pause without recording: \"Recording has not started\" (the page as later corrected)")
    void pauseWithoutARecording_isRefused() {
        // Given
        Commands next = Commands.of("unpaused");
        Command pause = next.pause(at(500));
        Command resume = next.resume(at(600));

        // When
        site.publish(pause, resume);
        List<CommandResult> results = site.leg("unpaused").results(2);

        // Then
        assertThat(results).hasSize(2).allSatisfy(AzureTelephonyIT::assertNotStarted);
    }

    @Test
    void repeatedStart_getsItsFirstAnswerAgain() {
        // Given
        Commands next = Commands.of("repeated");
        Command start = next.start(START);
        TestCall call = TestCall.of("repeated", START, 2, start, start, next.legEnded(at(2000)));

        // When
        site.publish(call);
        byte[] file = site.leg("repeated").onlyFile();
        site.publish(start);
        List<CommandResult> results = site.leg("repeated").results(3);

        // Then
        Heard.of(call, START, at(2000)).assertIn(file);
        List<CommandResult> echoes = results.stream()
                .filter(result -> result.getCommandId().equals(start.commandId()))
                .toList();
        assertThat(echoes).isNotEmpty().allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
        assertThat(echoes)
                .extracting(CommandResult::getRecordingId)
                .containsOnly(echoes.get(0).getRecordingId());
    }
}
