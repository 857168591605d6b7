package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.ActionType;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.LifecycleEvent;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.event.Times;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.recorder.testing.Accounts;
import io.tonearm.recorder.testing.Heard;
import io.tonearm.recorder.testing.TestCall;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Yellow.ai's page on call recording says, under the profile that stands in for it. */
final class YellowCallRecordingIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final LegOwner BOT = new LegOwner("call-1", Commands.ACCOUNT);
    private static final LegOwner BOT_WITHOUT_AGENTS = new LegOwner("call-1", "without-agents");

    private static Installation installation;
    private static Site site;
    private static Recorder recorder;

    @BeforeAll
    static void install() {
        installation = Installation.start();
        site = installation.site().with("settle.time.ms", "500");
        recorder = site.startRecorder();
        site.policy(PolicyProfile.YELLOW, "settleTimeMillis", "300", "autoStartDestination.bucket", "recordings");
        site.policyOf(
                BOT_WITHOUT_AGENTS.accountId(),
                PolicyProfile.YELLOW,
                "settleTimeMillis",
                "300",
                "autoStartDestination.bucket",
                "recordings",
                "onTransfer",
                "STOP");
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
    @DisplayName("By default, the call recording feature is enabled to record the conversation.")
    void callWithoutAnyCommand_isRecordedFromItsFirstPacket() {
        // Given
        Commands next = Commands.of("by-itself");
        TestCall call = TestCall.of("by-itself", START, 3, next.legEnded(at(3000)));

        // When
        site.publish(call, BOT);
        RecordingDelivered delivered = site.leg("by-itself").onlyDelivered();

        // Then
        Heard.of(call, START, at(3000)).assertIn(site.leg("by-itself").file(delivered));
        assertThat(delivered.getStartedAt()).isEqualTo(Times.instant(START));
        assertThat(delivered.getAccountId()).isEqualTo(BOT.accountId());
        assertThat(delivered.getCallId()).isEqualTo(BOT.callId());
        assertThat(site.leg("by-itself").results(1))
                .extracting(CommandResult::getAction)
                .containsExactly(ActionType.LEG_ENDED);
        assertThat(site.leg("by-itself").lifecycle(2))
                .extracting(RecordingLifecycle::getEvent)
                .containsExactly(LifecycleEvent.STARTED, LifecycleEvent.STOPPED);
        assertThat(site.leg("by-itself").billed(1)).hasSize(1);
    }

    @Test
    @DisplayName("By default, call recording is turned on by default for all the bots: a start changes nothing")
    void startOfACallThatIsRecordedAlready_isRefused() {
        // Given
        Commands next = Commands.of("started-too");
        TestCall call = TestCall.of("started-too", START, 3, next.legEnded(at(3000)));

        // When
        call.batches(10).forEach(batch -> site.publish("started-too", batch, BOT));
        site.leg("started-too").lifecycle(1);
        site.publish(next.start(at(1000)), call.end());
        byte[] file = site.leg("started-too").onlyFile();

        // Then
        Heard.of(call, START, at(3000)).assertIn(file);
        assertThat(site.leg("started-too").results(2))
                .extracting(CommandResult::getErrorType)
                .containsExactly(ErrorType.RecordingAlreadyInProgress, null);
    }

    @Test
    @DisplayName("a recording management feature that allows user to pause, resume or stop call recording during the"
            + " conversation")
    void pauseResumeAndStop_workOnARecordingThatBeganByItself() {
        // Given
        Commands next = Commands.of("managed");
        TestCall call = TestCall.of(
                "managed",
                START,
                5,
                next.pause(at(1000)),
                next.resume(at(2000)),
                next.stop(at(4000)),
                next.legEnded(at(5000)));

        // When
        site.publish(call, BOT);
        RecordingDelivered delivered = site.leg("managed").onlyDelivered();

        // Then
        Heard.of(call, START, at(1000))
                .then(at(2000), at(4000))
                .assertIn(site.leg("managed").file(delivered));
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.STOPPED);
        assertThat(site.leg("managed").results(4))
                .hasSize(4)
                .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
    }

    @Test
    @DisplayName(
            "Set the recording action to pause on that specific step. Set the recording action back to resume on the"
                    + " very next step following the sensitive step/s.")
    void severalSensitiveSteps_areLeftOutUntilTheResume() {
        // Given
        Commands next = Commands.of("steps");
        TestCall call = TestCall.of(
                "steps",
                START,
                6,
                next.pause(at(1000)),
                next.pause(at(2000)),
                next.pause(at(3000)),
                next.resume(at(4000)),
                next.legEnded(at(6000)));

        // When
        site.publish(call, BOT);
        RecordingDelivered delivered = site.leg("steps").onlyDelivered();

        // Then
        Heard.of(call, START, at(1000))
                .then(at(4000), at(6000))
                .assertIn(site.leg("steps").file(delivered));
        assertThat(delivered.getPauses()).hasSize(1);
        assertThat(site.leg("steps").billed(1))
                .singleElement()
                .satisfies(bill -> assertThat(bill.getBilledMicros()).isEqualTo(3_000_000));
    }

    @Test
    @DisplayName("Pausing the recording while the user provides the Aadhar number to the bot: at the very first step")
    void pauseBeforeTheFirstPacket_leavesTheBeginningOut() {
        // Given
        Commands next = Commands.of("aadhar");
        TestCall call =
                TestCall.of("aadhar", START, 4, next.pause(at(-500)), next.resume(at(2000)), next.legEnded(at(4000)));

        // When
        site.publish(call, BOT);
        byte[] file = site.leg("aadhar").onlyFile();

        // Then
        Heard.of(call, at(2000), at(4000)).assertIn(file);
        assertThat(site.leg("aadhar").results(3))
                .hasSize(3)
                .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
    }

    private static TestCall stoppedCall(String legId) {
        Commands next = Commands.of(legId);
        return TestCall.of(
                legId,
                START,
                5,
                next.stop(at(1000)),
                next.resume(at(2000)),
                next.start(at(3000)),
                next.legEnded(at(5000)));
    }

    @Test
    @DisplayName("Once you stop the recording for a call at any step, it can't be resumed again.")
    void stop_isFinal() {
        // Given
        TestCall call = stoppedCall("final");

        // When
        List<TestCall.Batch> batches = call.batches(10);
        batches.subList(0, 10).forEach(batch -> site.publish("final", batch, BOT));
        site.leg("final").lifecycle(1);
        site.publish(call.command(0), call.command(1), call.command(2));
        batches.subList(10, batches.size()).forEach(batch -> site.publish("final", batch, BOT));
        site.publish(call.end());
        byte[] file = site.leg("final").onlyFile();

        // Then
        Heard.of(call, START, at(1000)).assertIn(file);
        assertStopWasFinal("final");
    }

    @Test
    @DisplayName("Once you stop the recording for a call at any step, it can't be resumed again: read in one go")
    void stop_isFinalAlsoOutOfABacklog() {
        // Given
        TestCall call = stoppedCall("backlog");

        // When
        site.publish(call, BOT);
        byte[] file = site.leg("backlog").onlyFile();

        // Then
        Heard.of(call, START, at(1000)).assertIn(file);
        assertStopWasFinal("backlog");
    }

    private static void assertStopWasFinal(String legId) {
        assertThat(site.leg(legId).results(4))
                .extracting(CommandResult::getErrorType)
                .containsExactly(null, ErrorType.RecordingNotStarted, ErrorType.RecordingAlreadyEnded, null);
        assertThat(site.leg(legId).lifecycle(2)).hasSize(2);
        assertThat(site.leg(legId).keys("recordings")).hasSize(1);
    }

    @Test
    @DisplayName("Setting it to True will record the conversation with the agent")
    void transferToAnAgent_isRecorded() {
        // Given
        Commands next = Commands.of("with-agent");
        TestCall call = TestCall.of("with-agent", START, 4, next.transferred(at(2000)), next.legEnded(at(4000)));

        // When
        site.publish(call, BOT);
        RecordingDelivered delivered = site.leg("with-agent").onlyDelivered();

        // Then
        Heard.of(call, START, at(4000)).assertIn(site.leg("with-agent").file(delivered));
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.LEG_ENDED);
    }

    @Test
    @DisplayName("and vice-versa: set to False, the conversation with the agent is not recorded")
    void transferToAnAgentThatIsNotToBeRecorded_endsTheRecording() {
        // Given
        Commands next = Commands.of("without-agent");
        TestCall call = TestCall.of(
                "without-agent",
                START,
                4,
                Accounts.as(BOT_WITHOUT_AGENTS.accountId(), next.transferred(at(2000))),
                Accounts.as(BOT_WITHOUT_AGENTS.accountId(), next.legEnded(at(4000))));

        // When
        site.publish(call, BOT_WITHOUT_AGENTS);
        RecordingDelivered delivered = site.leg("without-agent").onlyDelivered();

        // Then
        Heard.of(call, START, at(2000)).assertIn(site.leg("without-agent").file(delivered));
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.LEG_TRANSFERRED);
    }

    @Test
    @DisplayName(
            "Recording action can only be set for the specific turn. If you set it to pause, all three, options below"
                    + " are not captured for the turn: Question asked by bot. Response from the user. The processing duration.")
    void pauseForATurn_leavesQuestionResponseAndProcessingOutAndEndsWithTheTurn() {
        // Given
        Commands next = Commands.of("turn");
        Command turn = next.pause(at(1000), 3_000_000);
        TestCall call = TestCall.of("turn", START, 6, turn, next.legEnded(at(6000)));

        // When
        site.publish(call, BOT);
        RecordingDelivered delivered = site.leg("turn").onlyDelivered();

        // Then
        Heard.of(call, START, at(1000))
                .then(at(4000), at(6000))
                .assertIn(site.leg("turn").file(delivered));
        assertThat(delivered.getPauses()).singleElement().satisfies(pause -> {
            assertThat(pause.getFrom()).isEqualTo(Times.instant(at(1000)));
            assertThat(pause.getTo()).isEqualTo(Times.instant(at(4000)));
        });
        assertThat(site.leg("turn").lifecycle(4))
                .extracting(RecordingLifecycle::getEvent)
                .containsExactlyInAnyOrder(
                        LifecycleEvent.STARTED, LifecycleEvent.PAUSED, LifecycleEvent.RESUMED, LifecycleEvent.STOPPED);
    }

    @Test
    @DisplayName("Recording action can only be set for the specific turn: the next turn sets its own")
    void pausesForTwoTurns_leaveTheTurnBetweenThemIn() {
        // Given
        Commands next = Commands.of("turns");
        TestCall call = TestCall.of(
                "turns",
                START,
                6,
                next.pause(at(1000), 1_000_000),
                next.pause(at(3000), 1_000_000),
                next.legEnded(at(6000)));

        // When
        site.publish(call, BOT);
        byte[] file = site.leg("turns").onlyFile();

        // Then
        Heard.of(call, START, at(1000))
                .then(at(2000), at(3000))
                .then(at(4000), at(6000))
                .assertIn(file);
    }

    @Test
    void commandsAndPacketsInAnyOrder_leaveOutTheSame() {
        // Given
        Commands early = Commands.of("ahead");
        Commands late = Commands.of("behind");
        TestCall ahead = TestCall.of("ahead", START, 4, early.pause(at(1000), 2_000_000), early.legEnded(at(4000)));
        TestCall behind = TestCall.of("behind", START, 4, late.pause(at(1000), 2_000_000), late.legEnded(at(4000)));

        // When
        site.publish(ahead.command(0));
        ahead.batches(10).forEach(batch -> site.publish("ahead", batch, BOT));
        site.publish(ahead.end());
        behind.batches(10).forEach(batch -> site.publish("behind", batch, BOT));
        site.publish(behind.command(0), behind.end());
        byte[] first = site.leg("ahead").onlyFile();
        byte[] second = site.leg("behind").onlyFile();

        // Then
        Heard.of(ahead, START, at(1000)).then(at(3000), at(4000)).assertIn(first);
        Heard.of(behind, START, at(1000)).then(at(3000), at(4000)).assertIn(second);
    }
}
