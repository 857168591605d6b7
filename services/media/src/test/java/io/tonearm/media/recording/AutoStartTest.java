package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import org.junit.jupiter.api.Test;

/** Recordings that the leg's first packet begins. */
class AutoStartTest {

    private static final long NO_PACKET = Long.MAX_VALUE - AT;

    private final TestedLeg leg =
            TestedLeg.with(Policies.chime().autoStartTo("auto-bucket").build());
    private final Commands commands = leg.commands;

    private void owned() {
        leg.state = Lifecycle.claim(leg.state, new LegOwner("call-7", "account-1"));
    }

    @Test
    void firstPacket_beginsARecordingThatNobodyAskedFor() {
        owned();

        assertThat(leg.startByItself(0)).isEqualTo("STARTED@0");

        RecordingStart start = leg.last().start();
        assertThat(start.commandId()).isNull();
        assertThat(start.callId()).isEqualTo("call-7");
        assertThat(start.accountId()).isEqualTo("account-1");
        assertThat(start.tracks()).isEqualTo(TrackSelection.BOTH);
        assertThat(start.audio()).isNull();
        assertThat(start.objects())
                .containsExactly(ObjectKey.of(new Destination("auto-bucket", null), AT, "call-7", "leg-1", 1));
        assertThat(leg.state.phase()).isEqualTo(Phase.RECORDING);
        assertThat(leg.state.callRecorded()).isTrue();
    }

    @Test
    void recordingsThatBeginByThemselves_areToldApartByTheirLegs() {
        owned();
        RecordingPolicy policy = Policies.chime().autoStartTo("auto-bucket").build();

        String one = Lifecycle.startByItself(leg.state, "leg-1", policy, AT)
                .state()
                .last()
                .recordingId();

        assertThat(Lifecycle.startByItself(leg.state, "leg-2", policy, AT)
                        .state()
                        .last()
                        .recordingId())
                .isNotEqualTo(one);
        assertThat(Lifecycle.startByItself(leg.state, "leg-1", policy, AT)
                        .state()
                        .last()
                        .recordingId())
                .isEqualTo(one);
    }

    @Test
    void commandsThatWait_areTakenByTheRecordingThatBeginsByItself() {
        owned();
        leg.apply(
                commands.pause(AT + 20),
                commands.resume(AT + 30),
                commands.stop(AT + 40),
                commands.attach(AT, "a", "1"));

        assertThat(leg.startByItself(0))
                .isEqualTo("STARTED@0 4:ok 1:ok PAUSED@20 erase@20- 2:ok RESUMED@30 3:ok STOPPED@40");
        assertThat(leg.state.early()).isEmpty();
    }

    @Test
    void pauseBeforeTheFirstPacket_isWhereTheRecordingBegins() {
        owned();
        leg.apply(commands.resume(AT + 5), commands.pause(AT + 10), commands.resume(AT + 30));

        assertThat(leg.startByItself(20))
                .isEqualTo("STARTED@10 1:RECORDING_NOT_STARTED 2:ok PAUSED@10 erase@10- 3:ok RESUMED@30");
        assertThat(leg.last().pauses(AT + 100)).containsExactly(new PauseInterval(AT + 10, AT + 30));
    }

    @Test
    void pauseWithoutAnyPacket_beginsTheRecording() {
        leg.apply(commands.pause(AT + 10));

        assertThat(leg.startByItself(NO_PACKET)).isEqualTo("STARTED@10 1:ok PAUSED@10 erase@10-");
        assertThat(leg.last().accountId()).isEqualTo(Commands.ACCOUNT);
    }

    @Test
    void legThatEndedBeforeItsFirstPacket_isNotRecorded() {
        owned();
        leg.apply(commands.legEnded(AT));

        assertThat(leg.startByItself(0)).isEmpty();
        assertThat(leg.startByItself(1)).isEmpty();
        assertThat(leg.startByItself(-1)).isEqualTo("STARTED@-1 1:ok STOPPED@0");
    }

    @Test
    void noPacketAndNoPause_beginsNothing() {
        owned();
        leg.apply(commands.resume(AT), commands.stop(AT + 5));

        assertThat(leg.startByItself(NO_PACKET)).isEmpty();
    }

    @Test
    void legOfNobody_isNotRecorded() {
        assertThat(leg.startByItself(0)).isEmpty();
    }

    @Test
    void policyWithoutAutoStart_beginsNothing() {
        owned();
        leg.policy(RecordingPolicy.CHIME);

        assertThat(leg.startByItself(0)).isEmpty();
    }

    @Test
    void legWithARecording_doesNotStartByItselfAgain() {
        owned();
        leg.startByItself(0);
        leg.granted(commands.stop(AT + 10));

        assertThat(leg.startByItself(20)).isEmpty();
    }

    @Test
    void startReadBeforeThePacketsThatWereEarlier_findsTheRecordingInProgress() {
        owned();

        assertThat(leg.apply(commands.start(AT + 10))).as("it waits").isEmpty();
        assertThat(leg.startByItself(0)).isEqualTo("STARTED@0 1:RECORDING_ALREADY_IN_PROGRESS");
    }

    @Test
    void startOfALegThatStartedByItself_findsItInProgress() {
        owned();
        leg.startByItself(0);

        assertThat(leg.granted(commands.start(AT + 10), commands.stop(AT + 20), commands.start(AT + 30)))
                .isEqualTo("1:RECORDING_ALREADY_IN_PROGRESS 2:ok STOPPED@20 3:RECORDING_ALREADY_ENDED");
    }

    @Test
    void commandsOfAnotherAccount_areRefusedWhenTheRecordingBegins() {
        leg.apply(new Command("command-9", "call-1", "leg-1", "account-2", AT + 10, new Action.ResumeRecording()));
        owned();

        assertThat(leg.startByItself(0)).isEqualTo("STARTED@0 9:INVALID_ACTION_PARAMETER");
    }
}
