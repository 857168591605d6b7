package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens without a command: by time, and by what lies in the media. */
class AutomaticEndsTest {

    private final TestedLeg leg = TestedLeg.with(Policies.chime()
            .restarting()
            .longest(1_000)
            .longestPause(50, AtLongest.RESUME)
            .build());
    private final Commands commands = leg.commands;

    private void stoppingPauses() {
        leg.policy(Policies.chime()
                .restarting()
                .longest(1_000)
                .longestPause(50, AtLongest.STOP)
                .build());
    }

    private Command recordAudio(long at, Integer durationSeconds) {
        Action.RecordAudio plain = Commands.RECORD_AUDIO;
        return commands.command(
                at,
                new Action.RecordAudio(
                        plain.tracks(), plain.destination(), durationSeconds, null, 200, plain.terminators()));
    }

    @Test
    void timeOfALegThatIsNotRecorded_passesWithoutEffect() {
        assertThat(leg.pass(5_000)).isEmpty();
        assertThat(leg.state).isEqualTo(CallLegState.IDLE);
    }

    @Test
    void longestRecording_endsWhenItsTimeHasCome() {
        leg.granted(commands.start(AT));

        assertThat(leg.last().nextTurnMicros()).isEqualTo(AT + 1_000);
        assertThat(leg.pass(999)).isEmpty();
        assertThat(leg.pass(1_000)).isEqualTo("STOPPED@1000");
        assertThat(leg.last().end()).isEqualTo(End.of(AT + 1_000, EndReason.DURATION_REACHED));
        assertThat(leg.state.phase()).isEqualTo(Phase.FINISHING);
        assertThat(leg.pass(2_000)).isEmpty();
    }

    @Test
    void durationOfARecordAudio_isItsOwnUpToThePolicys() {
        leg.policy(Policies.chime().longest(5_000_000).build());
        leg.granted(recordAudio(AT, 3));
        assertThat(leg.last().naturalEnd()).isEqualTo(End.of(AT + 3_000_000, EndReason.DURATION_REACHED));

        TestedLeg other = TestedLeg.with(Policies.chime().longest(5_000_000).build());
        other.granted(recordAudio(AT, 6));
        assertThat(other.last().naturalEnd()).isEqualTo(End.of(AT + 5_000_000, EndReason.DURATION_REACHED));
    }

    @Test
    void longestDuration_doesNotOverflow() {
        leg.policy(RecordingPolicy.CHIME);
        leg.granted(recordAudio(AT, Integer.MAX_VALUE));

        assertThat(leg.last().nextTurnMicros()).isEqualTo(AT + RecordingPolicy.CHIME.longestMicros());
    }

    @Test
    void commandBehindTheNaturalEnd_findsTheRecordingEnded() {
        leg.granted(commands.start(AT));

        assertThat(leg.granted(commands.stop(AT + 1_001))).isEqualTo("STOPPED@1000 2:RECORDING_NOT_STARTED");
    }

    @Test
    void commandAtTheNaturalEnd_isStillInTime() {
        leg.granted(commands.start(AT));

        assertThat(leg.granted(commands.stop(AT + 1_000))).isEqualTo("2:ok STOPPED@1000");
        assertThat(leg.last().end().reason()).isEqualTo(EndReason.STOPPED);
    }

    @Test
    void startBehindTheNaturalEnd_begins() {
        leg.granted(commands.start(AT));

        assertThat(leg.granted(commands.start(AT + 1_001))).isEqualTo("STOPPED@1000 2:ok STARTED@1001");
    }

    @Test
    void longestPause_resumesByItselfOnce() {
        leg.granted(commands.start(AT), commands.pause(AT + 10), commands.pause(AT + 70, 5));

        assertThat(leg.last().nextTurnMicros()).isEqualTo(AT + 75);
        assertThat(leg.pass(74)).isEmpty();
        assertThat(leg.pass(75)).isEqualTo("RESUMED@75");
        assertThat(leg.last().nextTurnMicros()).isEqualTo(AT + 1_000);
        assertThat(leg.pass(80)).isEmpty();
        leg.granted(commands.pause(AT + 90, 5));
        assertThat(leg.pass(95)).isEqualTo("RESUMED@95");
        assertThat(leg.last().end()).isNull();
    }

    @Test
    void severalTurns_areToldTogetherInOrder() {
        leg.granted(commands.start(AT), commands.pause(AT + 20, 5), commands.pause(AT + 10, 5));

        assertThat(leg.pass(2_000)).isEqualTo("RESUMED@15 RESUMED@25 STOPPED@1000");
    }

    @Test
    void resumesByThemselves_areToldBeforeTheCommandThatFollows() {
        leg.granted(commands.start(AT), commands.pause(AT + 10));

        assertThat(leg.granted(commands.attach(AT + 60, "key", "value"))).isEqualTo("3:ok");
        assertThat(leg.granted(commands.attach(AT + 61, "key", "value"))).isEqualTo("RESUMED@60 4:ok");
        assertThat(leg.granted(commands.resume(AT + 62))).isEqualTo("5:ok");
    }

    @Test
    void longestPause_stopsWhereThePolicySaysSo() {
        stoppingPauses();
        leg.granted(commands.start(AT), commands.pause(AT + 10));

        assertThat(leg.pass(59)).isEmpty();
        assertThat(leg.pass(60)).isEqualTo("STOPPED@60");
        assertThat(leg.last().end()).isEqualTo(End.of(AT + 60, EndReason.PAUSE_EXPIRED));
        assertThat(leg.last().span().pausedMicros()).isEqualTo(50);
    }

    @Test
    void longestPauseUpToTheLongestRecording_endsByDuration() {
        stoppingPauses();
        leg.granted(commands.start(AT), commands.pause(AT + 950));

        assertThat(leg.pass(1_000)).isEqualTo("STOPPED@1000");
        assertThat(leg.last().end().reason()).isEqualTo(EndReason.DURATION_REACHED);
    }

    @Test
    void pauseShorterByItsCommandThanThePolicyAllows_resumes() {
        stoppingPauses();
        leg.granted(commands.start(AT), commands.pause(AT + 10, 49));

        assertThat(leg.pass(100)).isEqualTo("RESUMED@59");
        assertThat(leg.state.phase()).isEqualTo(Phase.RECORDING);
    }

    @Test
    void pauseReadLateThatLastedTooLong_movesTheEndForward() {
        stoppingPauses();
        leg.granted(commands.start(AT), commands.stop(AT + 200));

        assertThat(leg.granted(commands.pause(AT + 10))).startsWith("3:ok PAUSED@10");
        assertThat(leg.last().end()).isEqualTo(End.of(AT + 60, EndReason.PAUSE_EXPIRED));
    }

    @Test
    void stopBehindAPauseThatLastedTooLong_countsOnceALateResumeShortensIt() {
        stoppingPauses();
        leg.granted(commands.start(AT), commands.pause(AT + 10));

        assertThat(leg.granted(commands.stop(AT + 200))).isEqualTo("3:ok STOPPED@60");
        assertThat(leg.last().end()).isEqualTo(End.of(AT + 60, EndReason.PAUSE_EXPIRED));

        leg.granted(commands.resume(AT + 15));
        assertThat(leg.last().end()).isEqualTo(End.of(AT + 200, EndReason.STOPPED));
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENCE_REACHED", "TERMINATOR_PRESSED", "NO_MEDIA"})
    void endInTheMedia_endsTheRecording(EndReason reason) {
        leg.granted(commands.start(AT));

        assertThat(leg.finish(30, reason)).isEqualTo("STOPPED@30");
        assertThat(leg.last().end()).isEqualTo(End.of(AT + 30, reason));
        assertThat(leg.last().progress()).isEqualTo(Progress.FINISHING);
    }

    @Test
    void endInTheMediaFoundLate_changesTheEndWithoutAnotherWord() {
        leg.granted(commands.start(AT), commands.stop(AT + 50));

        assertThat(leg.finish(30, EndReason.NO_MEDIA)).isEmpty();
        assertThat(leg.last().end()).isEqualTo(End.of(AT + 30, EndReason.NO_MEDIA));
    }

    @Test
    void endInTheMediaBehindTheEndThatIsKnown_changesNothing() {
        leg.granted(commands.start(AT), commands.stop(AT + 50));
        CallLegState before = leg.state;

        assertThat(leg.finish(50, EndReason.NO_MEDIA) + leg.finish(80, EndReason.NO_MEDIA))
                .isEmpty();
        assertThat(leg.state).isEqualTo(before);
    }

    @Test
    void endInTheMediaBehindTheNaturalEnd_isTheNaturalEnd() {
        leg.granted(commands.start(AT));

        assertThat(leg.finish(1_001, EndReason.NO_MEDIA)).isEqualTo("STOPPED@1000");
        assertThat(leg.last().end().reason()).isEqualTo(EndReason.DURATION_REACHED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Progress.class,
            names = {"DELIVERING", "DELIVERED", "UNDELIVERED"})
    void endInTheMediaOfACompleteRecording_changesNothing(Progress progress) {
        leg.granted(commands.start(AT), commands.stop(AT + 50));
        leg.advance(progress);
        CallLegState before = leg.state;

        assertThat(leg.finish(30, EndReason.NO_MEDIA)).isEmpty();
        assertThat(leg.state).isEqualTo(before);
    }

    @Test
    void endOfARecordingThatTheLegDoesNotHave_changesNothing() {
        Outcome outcome = Lifecycle.finish(leg.state, "other", End.of(AT, EndReason.NO_MEDIA), RecordingPolicy.CHIME);

        assertThat(outcome).isEqualTo(new Outcome(CallLegState.IDLE, List.of()));
    }

    @Test
    void naturalEnd_letsAStartThatWaitedBegin() {
        leg.policy(Policies.chime().restarting().longest(1_000).build());
        leg.granted(commands.recordAudio(AT));
        Command start = commands.start(AT + 1_000);
        assertThat(leg.apply(start)).isEmpty();

        assertThat(leg.pass(1_000)).isEqualTo("STOPPED@1000 ask:2");
        assertThat(leg.resolve(start, true)).isEqualTo("2:ok STARTED@1000");
    }
}
