package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.recording.Recording.PressedDigit;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What attached words, digits and pauses of limited length do to the recording at their time. */
class ChangingTest {

    private final TestedLeg leg = TestedLeg.with(RecordingPolicy.CHIME);
    private final Commands commands = leg.commands;

    private Command startSaying(long at, Map<String, String> words) {
        return commands.command(
                at, new Action.StartRecording(TrackSelection.BOTH, Commands.START.destinations(), null, null, words));
    }

    @Test
    void attachedWords_joinThoseOfTheStart() {
        leg.granted(startSaying(AT, Map.of("agent", "ann", "queue", "sales")));

        assertThat(leg.granted(commands.attach(AT + 10, "agent", "bob"), commands.attach(AT + 20, "mood", "good")))
                .isEqualTo("2:ok 3:ok");
        assertThat(leg.last().metadata().words()).isEqualTo(Map.of("agent", "bob", "queue", "sales", "mood", "good"));
        assertThat(leg.answer().recording()).isEqualTo(leg.last());
    }

    @Test
    void ofTwoWordsForOneKey_theLaterSaidPrevailsWhateverIsReadFirst() {
        leg.granted(
                startSaying(AT, Map.of("key", "start")),
                commands.attach(AT + 20, "key", "later"),
                commands.attach(AT + 10, "key", "earlier"));

        assertThat(leg.last().metadata().words()).isEqualTo(Map.of("key", "later"));
    }

    @Test
    void ofTwoWordsSaidAtOnce_theOneOfTheLaterIdPrevailsWhateverIsReadFirst() {
        Command one = commands.attach(AT + 10, "key", "one");
        Command other = commands.attach(AT + 10, "key", "other");
        Command start = commands.start(AT);
        leg.granted(start, one, other);
        TestedLeg again = TestedLeg.with(RecordingPolicy.CHIME);
        again.granted(start, other, one);

        assertThat(leg.last().metadata()).isEqualTo(again.last().metadata());
        assertThat(leg.last().metadata().words()).isEqualTo(Map.of("key", "other"));
    }

    @Test
    void attachedWords_areLimitedTogetherWithThoseOfTheStart() {
        leg.policy(Policies.chime().metadata(2, 10).build());
        leg.granted(startSaying(AT, Map.of("a", "1")));

        assertThat(leg.granted(commands.attach(AT + 1, "b", "1234567"))).isEqualTo("2:ok");
        assertThat(leg.granted(commands.attach(AT + 2, "b", "12345678"))).isEqualTo("3:INVALID_ACTION_PARAMETER");
        assertThat(leg.answer().refusal().message())
                .isEqualTo("`metadata` parameter value is invalid: at most 2 entries and 10 bytes are kept");
        assertThat(leg.granted(commands.attach(AT + 3, "b", "1"))).isEqualTo("4:ok");
        assertThat(leg.granted(commands.attach(AT + 4, "c", ""))).isEqualTo("5:INVALID_ACTION_PARAMETER");
        assertThat(leg.last().metadata().words()).isEqualTo(Map.of("a", "1", "b", "1"));
    }

    @Test
    void attachedWordsOfAReservedKey_areRefused() {
        leg.granted(commands.start(AT));

        assertThat(leg.granted(commands.attach(AT + 1, "Call-Id", "x"))).isEqualTo("2:INVALID_ACTION_PARAMETER");
        assertThat(leg.last().metadata().words()).isEmpty();
    }

    @Test
    void attachedWordsReadLate_joinTheRecordingOfTheirTime() {
        leg.granted(commands.start(AT), commands.stop(AT + 50));

        assertThat(leg.granted(commands.attach(AT + 49, "key", "value"))).isEqualTo("3:ok");
        assertThat(leg.granted(commands.attach(AT + 50, "key", "late"))).isEqualTo("4:RECORDING_NOT_STARTED");
        assertThat(leg.last().metadata().words()).isEqualTo(Map.of("key", "value"));
    }

    @Test
    void digitOfACallRecording_isNotKept() {
        leg.granted(commands.start(AT));
        CallLegState before = leg.state;

        assertThat(leg.granted(commands.digit(AT + 1, "#"))).isEqualTo("2:ok");
        assertThat(leg.state).isEqualTo(before);
    }

    @Test
    void digitsOfARecordAudio_areKeptWhereTheyMayEndIt() {
        leg.granted(commands.recordAudio(AT));

        assertThat(leg.granted(commands.digit(AT + 5, "1"), commands.digit(AT + 7, "#"), commands.digit(AT + 6, "#")))
                .isEqualTo("2:ok 3:ok 4:ok");
        assertThat(leg.last().digits()).containsExactly(new PressedDigit(AT + 6, "#"), new PressedDigit(AT + 7, "#"));
    }

    @Test
    void digitsInAPause_areNotKept() {
        leg.granted(commands.recordAudio(AT), commands.pause(AT + 10), commands.resume(AT + 20));

        leg.granted(commands.digit(AT + 10, "#"), commands.digit(AT + 19, "#"), commands.digit(AT + 20, "#"));

        assertThat(leg.last().digits()).containsExactly(new PressedDigit(AT + 20, "#"));
    }

    @Test
    void pauseReadLate_takesTheDigitsInItAway() {
        leg.granted(commands.recordAudio(AT));
        leg.granted(commands.digit(AT + 9, "#"), commands.digit(AT + 10, "#"), commands.digit(AT + 15, "#"));

        leg.granted(commands.pause(AT + 10, 5));

        assertThat(leg.last().digits()).containsExactly(new PressedDigit(AT + 9, "#"), new PressedDigit(AT + 15, "#"));
    }

    @Test
    void digitsBeyondTheMost_areTheLatest() {
        leg.granted(commands.recordAudio(AT));
        for (int i = 20; i > 0; i--) {
            leg.granted(commands.digit(AT + i, "#"));
        }

        assertThat(leg.last().digits()).hasSize(Recording.MOST_DIGITS);
        assertThat(leg.last().digits().first()).isEqualTo(new PressedDigit(AT + 1, "#"));
        assertThat(leg.last().digits().last()).isEqualTo(new PressedDigit(AT + 16, "#"));
    }

    @Test
    void limitedPause_erasesAsFarAsItHolds() {
        leg.granted(commands.start(AT));

        assertThat(leg.granted(commands.pause(AT + 10, 20))).isEqualTo("2:ok PAUSED@10 erase@10-30");
        assertThat(leg.granted(commands.pause(AT + 15, 5))).isEqualTo("3:ok erase@15-30");
        assertThat(leg.granted(commands.pause(AT + 20, 20))).isEqualTo("4:ok erase@20-40");
        assertThat(leg.granted(commands.resume(AT + 35))).isEqualTo("5:ok RESUMED@35");
        assertThat(leg.last().pauses(AT + 90)).containsExactly(new PauseInterval(AT + 10, AT + 35));
    }

    @Test
    void pauseAsLongAsTimeItself_hasNoLimit() {
        leg.granted(commands.start(AT));

        assertThat(leg.granted(commands.pause(AT + 10, Long.MAX_VALUE))).isEqualTo("2:ok PAUSED@10 erase@10-");
        assertThat(leg.last().nextTurnMicros()).isEqualTo(AT + RecordingPolicy.CHIME.longestMicros());
    }

    @Test
    void pauseReadLate_neverErasesBeyondTheEnd() {
        leg.policy(Policies.chime().restarting().build());
        leg.granted(commands.start(AT), commands.stop(AT + 50), commands.start(AT + 50));

        assertThat(leg.granted(commands.pause(AT + 10, 100))).isEqualTo("4:ok PAUSED@10 erase@10-50");
        assertThat(leg.granted(commands.pause(AT + 49))).isEqualTo("5:ok erase@49-50");
        assertThat(leg.last().markers()).isEmpty();
    }

    @Test
    void resumeThatLetsALaterPauseLastLonger_erasesWhatThatGains() {
        leg.policy(Policies.chime().longestPause(50, AtLongest.RESUME).build());
        leg.granted(commands.start(AT), commands.pause(AT + 10), commands.pause(AT + 40));
        assertThat(leg.last().pauses(AT + 200)).containsExactly(new PauseInterval(AT + 10, AT + 60));

        String words = leg.granted(commands.resume(AT + 30));

        assertThat(leg.last().pauses(AT + 200))
                .containsExactly(new PauseInterval(AT + 10, AT + 30), new PauseInterval(AT + 40, AT + 90));
        assertThat(words).isEqualTo("4:ok RESUMED@30 PAUSED@40 erase@40-90");
    }

    @Test
    void pauseThatLetsALaterPauseLastLonger_erasesWhatThatGains() {
        leg.policy(Policies.chime().longestPause(50, AtLongest.RESUME).build());
        leg.granted(commands.start(AT), commands.pause(AT + 40), commands.pause(AT + 70));

        assertThat(leg.granted(commands.pause(AT + 10))).isEqualTo("4:ok PAUSED@10 PAUSED@70 erase@10-60 erase@70-120");
    }

    @Test
    void pauseReadAfterItsLimitHasPassed_isAnnouncedWithItsEnd() {
        leg.policy(Policies.chime().longestPause(50, AtLongest.RESUME).build());
        leg.granted(commands.start(AT), commands.pause(AT + 10, 20), commands.attach(AT + 100, "key", "value"));

        assertThat(leg.granted(commands.pause(AT + 40, 5))).isEqualTo("4:ok PAUSED@40 RESUMED@45 erase@40-45");
        assertThat(leg.granted(commands.pause(AT + 97, 5))).isEqualTo("5:ok PAUSED@97 erase@97-102");
    }

    @Test
    void pauseThatHoldsUntilTheEnd_isNotResumed() {
        leg.granted(commands.start(AT), commands.pause(AT + 10, 5));
        leg.pass(60);
        leg.granted(commands.stop(AT + 50));

        assertThat(leg.granted(commands.pause(AT + 40, 10))).isEqualTo("4:ok PAUSED@40 erase@40-50");
    }

    @Test
    void transferOfALegThatHasEnded_isTakenNoteOf() {
        leg.policy(Policies.chime().stopOnTransfer().build());
        leg.granted(commands.start(AT));

        assertThat(leg.granted(commands.transferred(AT + 10))).isEqualTo("2:ok STOPPED@10");
        assertThat(leg.last().end().reason()).isEqualTo(EndReason.LEG_TRANSFERRED);
        assertThat(leg.granted(commands.transferred(AT + 20))).isEqualTo("3:ok");
    }
}
