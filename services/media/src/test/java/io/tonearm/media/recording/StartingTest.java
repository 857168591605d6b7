package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Starts that wait for what their destinations say, and what waits behind them. */
class StartingTest {

    private final TestedLeg leg = TestedLeg.with(RecordingPolicy.CHIME);
    private final Commands commands = leg.commands;

    @Test
    void start_asksItsDestinationsAndBeginsWhenTheyTakeIt() {
        Command start = commands.start(AT);

        assertThat(leg.apply(start)).isEqualTo("ask:1");
        assertThat(leg.state.phase()).isEqualTo(Phase.STARTING);
        assertThat(leg.state.pendingStart()).contains(start);

        assertThat(leg.resolve(start, true)).isEqualTo("1:ok STARTED@0");
        assertThat(leg.state.phase()).isEqualTo(Phase.RECORDING);
        assertThat(leg.state.early()).isEmpty();
        assertThat(leg.answer().recording()).isEqualTo(leg.last());
    }

    @Test
    void destinations_areAskedForTheObjectsThatTheRecordingWillHave() {
        List<Destination> destinations =
                List.of(new Destination("bucket-1", null), new Destination("bucket-2", "calls"));
        StorageRule storage = new StorageRule(Set.of(), "123456789012", null, null, false, null);
        leg.policy(Policies.chime().storage(storage).build());
        Command start = commands.command(
                AT, new Action.StartRecording(TrackSelection.BOTH, destinations, null, null, Map.of()));
        leg.apply(start);
        AccessCheck check = (AccessCheck) leg.effects.get(0);

        leg.resolve(start, true);

        assertThat(check.destinations()).isEqualTo(destinations);
        assertThat(check.storage()).isEqualTo(storage);
        assertThat(check.objects()).isEqualTo(leg.last().start().objects());
        assertThat(check.objects()).extracting(ObjectKey::bucket).containsExactly("bucket-1", "bucket-2");
        assertThat(check.objects().get(1).key()).startsWith("calls/");
    }

    @Test
    void deniedStart_failsAndItsAudioIsForgotten() {
        Command start = commands.start(AT);
        leg.apply(start);

        assertThat(leg.resolve(start, false)).isEqualTo("1:NO_ACCESS_TO_DESTINATION erase@0-");
        assertThat(leg.answer().refusal().message()).isEqualTo("Error while accessing destination");
        assertThat(leg.state).isEqualTo(CallLegState.IDLE);
        assertThat(leg.state.fateOf(AT + 1)).isEqualTo(Fate.AWAITS_START);
    }

    @Test
    void deniedStart_leavesTheAudioOfTheStartBehindIt() {
        Command first = commands.start(AT);
        Command second = commands.start(AT + 50);
        leg.apply(first, second);

        assertThat(leg.resolve(first, false)).isEqualTo("1:NO_ACCESS_TO_DESTINATION erase@0-50 ask:2");
        assertThat(leg.resolve(second, true)).isEqualTo("2:ok STARTED@50");
    }

    @Test
    void answerForAStartThatDoesNotWait_changesNothing() {
        Command start = commands.start(AT);
        leg.apply(start);
        CallLegState waiting = leg.state;

        assertThat(leg.resolve(commands.start(AT), true)).isEmpty();
        assertThat(leg.state).isEqualTo(waiting);
        leg.resolve(start, true);
        CallLegState recording = leg.state;

        assertThat(leg.resolve(start, false)).isEmpty();
        assertThat(leg.state).isEqualTo(recording);
    }

    @Test
    void commandsBehindAWaitingStart_areTakenInTheOrderOfTimeOnceItBegins() {
        Command start = commands.start(AT);
        leg.apply(start);

        assertThat(leg.apply(
                        commands.stop(AT + 90),
                        commands.resume(AT + 30),
                        commands.pause(AT + 20),
                        commands.attach(AT + 10, "key", "value"),
                        commands.pause(AT - 5)))
                .isEqualTo("erase@20-30 erase@-5-30");
        assertThat(leg.settle()).isEmpty();
        assertThat(leg.resolve(start, true))
                .isEqualTo("1:ok STARTED@0 6:RECORDING_NOT_STARTED 5:ok 4:ok PAUSED@20 erase@20- 3:ok RESUMED@30"
                        + " 2:ok STOPPED@90");
        assertThat(leg.last().metadata().words()).isEqualTo(Map.of("key", "value"));
    }

    @Test
    void commandsBehindADeniedStart_waitForAnother() {
        Command start = commands.start(AT);
        leg.apply(start, commands.pause(AT + 20), commands.stop(AT + 40));

        assertThat(leg.resolve(start, false)).isEqualTo("1:NO_ACCESS_TO_DESTINATION erase@0- erase@20-");
        assertThat(leg.settle()).isEqualTo("2:RECORDING_NOT_STARTED 3:RECORDING_NOT_STARTED");
    }

    @Test
    void startBehindOneThatBegins_isRefused() {
        Command first = commands.start(AT);
        leg.apply(first, commands.start(AT + 10), commands.recordAudio(AT + 20));

        assertThat(leg.resolve(first, true))
                .isEqualTo("1:ok STARTED@0 2:RECORDING_ALREADY_IN_PROGRESS 3:RECORDING_ALREADY_IN_PROGRESS");
    }

    @Test
    void startReadLaterWithAnEarlierTime_isDecidedFirst() {
        Command later = commands.start(AT + 50);
        Command earlier = commands.start(AT);
        assertThat(leg.apply(later, earlier)).isEqualTo("ask:1 ask:2");
        assertThat(leg.state.pendingStart()).contains(earlier);

        assertThat(leg.resolve(later, true)).isEmpty();
        assertThat(leg.resolve(earlier, false)).isEqualTo("2:NO_ACCESS_TO_DESTINATION erase@0-50 ask:1");
        assertThat(leg.resolve(later, true)).isEqualTo("1:ok STARTED@50");
    }

    @Test
    void startThatWaitsAlready_waitsOnceAndAsksOnce() {
        Command start = commands.start(AT);

        assertThat(leg.apply(start, start)).isEqualTo("ask:1");
        assertThat(leg.state.early()).containsExactly(start);
    }

    @Test
    void repeatOfACommandThatWaits_isNotAnsweredTwiceWhateverItSays() {
        Command start = commands.start(AT);
        leg.apply(start);

        assertThat(leg.apply(new Command("command-1", " ", "leg-1", "account-1", AT, start.action())))
                .isEmpty();
        assertThat(leg.resolve(start, true)).isEqualTo("1:ok STARTED@0");
    }

    @Test
    void check_asksAgainForTheStartThatWaits() {
        assertThat(Lifecycle.check(CallLegState.IDLE, RecordingPolicy.CHIME)).isEmpty();
        Command start = commands.start(AT);
        leg.apply(start);

        assertThat(Lifecycle.check(leg.state, RecordingPolicy.CHIME)).contains((AccessCheck) leg.effects.get(0));
        leg.resolve(start, true);
        assertThat(Lifecycle.check(leg.state, RecordingPolicy.CHIME)).isEmpty();
    }

    @Test
    void packetsWhileAStartWaits_areKeptFromItsTimeOnButNotInItsPauses() {
        leg.apply(commands.start(AT), commands.pause(AT + 20), commands.resume(AT + 30));

        assertThat(leg.state.fateOf(AT - 1)).isEqualTo(Fate.AWAITS_START);
        assertThat(leg.state.fateOf(AT)).isEqualTo(Fate.WANTED);
        assertThat(leg.state.fateOf(AT + 19)).isEqualTo(Fate.WANTED);
        assertThat(leg.state.fateOf(AT + 20)).isEqualTo(Fate.AWAITS_RESUME);
        assertThat(leg.state.fateOf(AT + 30)).isEqualTo(Fate.WANTED);
        assertThat(leg.state.isBeingRecorded()).isTrue();
        assertThat(leg.state.isNeeded(AT - 1)).isFalse();
        assertThat(leg.state.isNeeded(AT)).isTrue();
    }

    @Test
    void recordAudio_isAnsweredByItsDelivery() {
        Command audio = commands.recordAudio(AT);
        leg.apply(audio);
        assertThat(leg.resolve(audio, true)).isEqualTo("STARTED@0");
        assertThat(leg.apply(audio)).isEmpty();
        assertThat(leg.granted(commands.stop(AT + 50))).isEqualTo("2:ok STOPPED@50");
        assertThat(leg.advance(Progress.DELIVERING)).isEmpty();
        assertThat(leg.apply(audio)).isEmpty();

        assertThat(leg.advance(Progress.DELIVERED)).isEqualTo("1:ok");

        assertThat(leg.answer().command()).isEqualTo(audio);
        assertThat(leg.answer().recording()).isEqualTo(leg.last());
    }

    @Test
    void recordAudioThatIsNotDelivered_failsAsAmazonSaysIt() {
        leg.granted(commands.recordAudio(AT), commands.stop(AT + 50));
        leg.advance(Progress.DELIVERING);

        assertThat(leg.advance(Progress.UNDELIVERED)).isEqualTo("1:INVALID_ACTION_PARAMETER");
        assertThat(leg.answer().refusal().message())
                .isEqualTo("Error occurred while uploading recording to S3 bucket.");
    }

    @Test
    void callRecording_isNotAnsweredByItsDelivery() {
        leg.granted(commands.start(AT), commands.stop(AT + 50));

        assertThat(leg.advance(Progress.DELIVERING) + leg.advance(Progress.DELIVERED))
                .isEmpty();
    }

    @Test
    void objectOfARecordAudioWithoutPrefix_liesInTheRootOfItsBucket() {
        leg.granted(commands.recordAudio(AT));

        assertThat(leg.last().start().objects())
                .containsExactly(new ObjectKey("recordings", "2027-01-15-08-00-00-000_call-1_leg-1.wav"));
    }

    @Test
    void oncePerLeg_countsCallRecordingsOnly() {
        leg.granted(commands.recordAudio(AT), commands.stop(AT + 10));
        assertThat(leg.granted(commands.start(AT + 20))).isEqualTo("3:ok STARTED@20");
        leg.granted(commands.stop(AT + 30));
        assertThat(leg.granted(commands.start(AT + 40))).isEqualTo("5:RECORDING_ALREADY_ENDED");

        assertThat(leg.granted(commands.recordAudio(AT + 50))).isEqualTo("STARTED@50");

        assertThat(leg.last().start().number()).isEqualTo(3);
        leg.granted(commands.stop(AT + 60));
        assertThat(leg.granted(commands.start(AT + 70))).isEqualTo("8:RECORDING_ALREADY_ENDED");
    }

    @Test
    void deniedStart_doesNotCount() {
        Command start = commands.start(AT);
        leg.apply(start);
        leg.resolve(start, false);

        assertThat(leg.granted(commands.start(AT + 10))).isEqualTo("2:ok STARTED@10");
    }
}
