package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import org.junit.jupiter.api.Test;

/** What waits for a RecordAudio to end, what waits too long, and whose it is. */
class WaitingTest {

    private final TestedLeg leg = TestedLeg.with(Policies.chime().restarting().build());
    private final Commands commands = leg.commands;

    @Test
    void startWhileARecordAudioGoesOn_waitsUntilItHasEndedBeforeIt() {
        leg.granted(commands.recordAudio(AT));
        Command start = commands.start(AT + 50);

        assertThat(leg.apply(start)).isEmpty();
        assertThat(leg.state.phase()).isEqualTo(Phase.RECORDING);
        assertThat(leg.finish(40, EndReason.TERMINATOR_PRESSED)).isEqualTo("STOPPED@40 ask:2");
        assertThat(leg.resolve(start, true)).isEqualTo("2:ok STARTED@50");
    }

    @Test
    void startWhileARecordAudioGoesOn_isRefusedOnceItIsClearThatItDoes() {
        leg.granted(commands.recordAudio(AT));
        leg.apply(commands.start(AT + 50), commands.digit(AT + 60, "1"), commands.legEnded(AT + 70));

        assertThat(leg.settle()).isEqualTo("2:RECORDING_ALREADY_IN_PROGRESS 3:ok 4:ok STOPPED@70");
    }

    @Test
    void startBehindTheEndOfARecordAudio_isRefusedWhereItLiesBeforeIt() {
        leg.granted(commands.recordAudio(AT));
        leg.apply(commands.start(AT + 50));

        assertThat(leg.finish(60, EndReason.SILENCE_REACHED)).isEqualTo("STOPPED@60 2:RECORDING_ALREADY_IN_PROGRESS");
    }

    @Test
    void stopBeforeAStartThatWaits_letsItBegin() {
        leg.granted(commands.recordAudio(AT));
        Command start = commands.start(AT + 50);
        leg.apply(start);

        assertThat(leg.apply(commands.stop(AT + 40))).isEqualTo("3:ok STOPPED@40 ask:2");
        assertThat(leg.resolve(start, true)).isEqualTo("2:ok STARTED@50");
        assertThat(leg.state.recordings()).hasSize(2);
    }

    @Test
    void commandBeforeAStartThatWaits_isTakenAndLeavesTheOthersWaiting() {
        leg.granted(commands.recordAudio(AT));
        assertThat(leg.apply(commands.start(AT + 50), commands.pause(AT + 60))).isEqualTo("erase@60-");

        assertThat(leg.apply(commands.attach(AT + 10, "key", "value"))).isEqualTo("4:ok");
        assertThat(leg.state.early()).hasSize(2);
    }

    @Test
    void packetsWhileAStartWaitsForARecordAudio_areKept() {
        leg.granted(commands.recordAudio(AT), commands.pause(AT + 10), commands.resume(AT + 20));
        leg.apply(commands.start(AT + 50), commands.pause(AT + 60));

        assertThat(leg.state.fateOf(AT + 15)).isEqualTo(Fate.PAUSED);
        assertThat(leg.state.fateOf(AT + 30)).isEqualTo(Fate.WANTED);
        assertThat(leg.state.fateOf(AT + 59)).isEqualTo(Fate.WANTED);
        assertThat(leg.state.fateOf(AT + 60)).isEqualTo(Fate.AWAITS_RESUME);
        assertThat(leg.state.isNeeded(AT + 55)).isTrue();
    }

    @Test
    void commandsBeyondTheMostThatWaitForAStart_areRefusedBySystem() {
        leg.apply(commands.start(AT));
        for (int i = 1; i < CallLegState.MOST_EARLY; i++) {
            assertThat(leg.apply(commands.resume(AT + i))).isEmpty();
        }

        assertThat(leg.apply(commands.resume(AT + 99))).isEqualTo("65:SYSTEM_EXCEPTION");
        assertThat(leg.state.early()).hasSize(CallLegState.MOST_EARLY);
    }

    @Test
    void startBeyondTheMostThatWait_isRefusedBySystem() {
        for (int i = 0; i < CallLegState.MOST_EARLY; i++) {
            leg.apply(commands.resume(AT + i));
        }

        assertThat(leg.apply(commands.start(AT + 99))).isEqualTo("65:SYSTEM_EXCEPTION");
    }

    @Test
    void pauseThatWaits_erasesWhatItHoldsAtOnce() {
        assertThat(leg.apply(commands.pause(AT + 10, 20))).isEqualTo("erase@10-30");
        assertThat(leg.apply(commands.resume(AT + 25))).isEmpty();
        assertThat(leg.apply(commands.pause(AT + 40))).isEqualTo("erase@40-");
        assertThat(leg.apply(commands.pause(AT + 15, 5))).isEqualTo("erase@15-25");
    }

    @Test
    void startOfAnotherAccount_waitsAndIsRefusedWhenTheFirstBegins() {
        Command start = commands.start(AT);
        leg.apply(start);
        Command foreign = new Command("command-9", "call-1", "leg-1", "account-2", AT + 10, Commands.START);

        assertThat(leg.apply(foreign)).isEmpty();
        assertThat(leg.resolve(start, true)).isEqualTo("1:ok STARTED@0 9:INVALID_ACTION_PARAMETER");
        assertThat(leg.answer().refusal().message()).startsWith("`accountId` ");
    }

    @Test
    void startOfAnotherAccount_mayBeginWhereTheFirstIsDenied() {
        Command start = commands.start(AT);
        Command other = new Command("command-9", "call-1", "leg-1", "account-2", AT + 10, Commands.START);
        leg.apply(start, other);

        assertThat(leg.resolve(start, false))
                .startsWith("1:NO_ACCESS_TO_DESTINATION")
                .endsWith("ask:9");
        assertThat(leg.resolve(other, true)).isEqualTo("9:ok STARTED@10");
        assertThat(leg.state.accountId()).isEqualTo("account-2");
    }

    @Test
    void startThatWaitsWhenTheLegTurnsOutToBeAnothers_isRefused() {
        Command start = commands.start(AT);
        leg.apply(start);

        leg.state = Lifecycle.claim(leg.state, new LegOwner("call-1", "account-2"));

        assertThat(leg.resolve(start, true)).startsWith("1:INVALID_ACTION_PARAMETER");
        assertThat(leg.answer().refusal().message()).startsWith("`accountId` ");
        assertThat(leg.state.recordings()).isEmpty();
    }

    @Test
    void firstWordAboutTheOwner_stands() {
        LegOwner first = new LegOwner("call-1", "account-1");
        leg.state = Lifecycle.claim(leg.state, first);
        leg.state = Lifecycle.claim(leg.state, new LegOwner("call-1", "account-2"));

        assertThat(leg.state.owner()).isEqualTo(first);
        assertThat(leg.state.accountId()).isEqualTo("account-1");
        assertThat(leg.apply(new Command("command-9", "call-1", "leg-1", "account-2", AT, Commands.START)))
                .isEqualTo("9:INVALID_ACTION_PARAMETER");
    }

    @Test
    void legThatAnAccountRecords_isNotClaimedByAnother() {
        leg.granted(commands.start(AT));

        assertThat(Lifecycle.claim(leg.state, new LegOwner("call-1", "account-2"))
                        .owner())
                .isNull();
        assertThat(Lifecycle.claim(leg.state, new LegOwner("call-1", "account-1"))
                        .owner())
                .isEqualTo(new LegOwner("call-1", "account-1"));
    }
}
