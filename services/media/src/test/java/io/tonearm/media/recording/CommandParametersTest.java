package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.Refusal.ErrorType;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a RecordAudio, a pause, a digit and of attached words, by the parameter's name. */
class CommandParametersTest {

    private final TestedLeg leg = TestedLeg.with(Policies.chime()
            .storage(new StorageRule(Set.of("recordings"), null, null, null, true, null))
            .build());

    private Refusal refusalOf(Action action) {
        leg.state = CallLegState.IDLE;
        leg.granted(leg.commands.command(AT, action));
        return leg.effects.get(leg.effects.size() - 1) instanceof Effect.Answer answer ? answer.refusal() : null;
    }

    private Refusal refusalOf(String bucket, String prefix) {
        return refusalOf(new Action.RecordAudio(
                TrackSelection.BOTH, new Destination(bucket, prefix), null, null, 200, List.of("#")));
    }

    private Refusal refusalOf(Integer duration, Integer silence, int threshold, List<String> terminators) {
        return refusalOf(new Action.RecordAudio(
                TrackSelection.BOTH, new Destination("recordings", null), duration, silence, threshold, terminators));
    }

    private static void assertNames(Refusal refusal, String parameter) {
        assertThat(refusal.type()).isEqualTo(ErrorType.INVALID_ACTION_PARAMETER);
        assertThat(refusal.message()).startsWith("`" + parameter + "` parameter value is invalid");
    }

    @ParameterizedTest
    @CsvSource({"NO,", "not-allowed,", "recordings, /", "recordings, a//b", "recordings, ''"})
    void destinationOfARecordAudio_isCheckedAsAWhole(String bucket, String prefix) {
        assertNames(refusalOf(bucket, prefix), "RecordingDestination");
    }

    @ParameterizedTest
    @CsvSource({"recordings,", "recordings, a/b"})
    void goodDestinationOfARecordAudio_isAccepted(String bucket, String prefix) {
        assertThat(refusalOf(bucket, prefix)).isNull();
        assertThat(leg.state.recordings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "-1, false", "-2147483648, false", "1, true", "2147483647, true", ", true"})
    void duration_isAboveNothing(Integer seconds, boolean accepted) {
        Refusal refusal = refusalOf(seconds, null, 200, List.of("#"));

        if (accepted) {
            assertThat(refusal).isNull();
        } else {
            assertNames(refusal, "DurationInSeconds");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "-1, false", "1, true", "1000, true", "1001, false", ", true"})
    void silenceDuration_isWithinItsRange(Integer seconds, boolean accepted) {
        Refusal refusal = refusalOf(null, seconds, 200, List.of("#"));

        if (accepted) {
            assertThat(refusal).isNull();
        } else {
            assertNames(refusal, "SilenceDurationInSeconds");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, false",
        "1, 1, true",
        "1000, 1, true",
        "1001, 1, false",
        "-5, 1, false",
        "0, , true",
        "5000, , true"
    })
    void silenceThreshold_isWithinItsRangeWhereSilenceEndsTheRecording(
            int threshold, Integer seconds, boolean accepted) {
        Refusal refusal = refusalOf(null, seconds, threshold, List.of("#"));

        if (accepted) {
            assertThat(refusal).isNull();
        } else {
            assertNames(refusal, "SilenceThreshold");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "", "12", " ", "#\n", "+"})
    void terminatorThatIsNone_isRefused(String terminator) {
        assertNames(refusalOf(null, null, 200, List.of("#", terminator)), "RecordingTerminators");
    }

    @Test
    void terminators_areOneToTwelve() {
        assertNames(refusalOf(null, null, 200, List.of()), "RecordingTerminators");
        assertNames(refusalOf(null, null, 200, Collections.nCopies(13, "#")), "RecordingTerminators");
        assertThat(refusalOf(null, null, 200, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#")))
                .isNull();
    }

    @Test
    void keyWithoutRoomForItsSidecar_isRefused() {
        Action longest = new Action.RecordAudio(
                TrackSelection.BOTH, new Destination("recordings", "p".repeat(979)), null, null, 200, List.of("#"));
        String room = "l".repeat(1024 - 979 - "/2027/01/15/2027-01-15-08-00-00-000_c_.wav".length());
        Command command = new Command("command-1", "c", room, "account-1", AT, longest);

        assertThat(leg.apply(command)).isEqualTo("1:INVALID_ACTION_PARAMETER");
        assertNames(leg.answer().refusal(), "RecordingDestination");
        leg.policy(RecordingPolicy.CHIME);
        assertThat(leg.apply(command)).isEqualTo("ask:1");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void longestPauseOfNothing_isRefused(long micros) {
        assertNames(refusalOf(new Action.PauseRecording(micros)), "longestPauseMillis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "E", "12", "ü", "# "})
    void digitThatIsNone_isRefused(String digit) {
        assertNames(refusalOf(new Action.DigitPressed(digit)), "digit");
    }

    @Test
    void everyDigitOfAKeypad_isAccepted() {
        leg.granted(leg.commands.start(AT));
        for (char digit : "0123456789*#ABCD".toCharArray()) {
            assertThat(leg.granted(leg.commands.digit(AT + 1, String.valueOf(digit))))
                    .endsWith(":ok");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 9, true", "1, 9, false", "2, 8, false", "0, 1000, false"})
    void metadataOfAStart_isLimitedByThePolicy(int mostEntries, int mostBytes, boolean accepted) {
        leg.policy(Policies.chime().metadata(mostEntries, mostBytes).build());
        Map<String, String> words = new TreeMap<>(Map.of("ab", "123", "c", "\u00fc1"));

        Refusal refusal = refusalOf(new Action.StartRecording(
                TrackSelection.BOTH, List.of(new Destination("recordings", null)), null, null, words));

        if (accepted) {
            assertThat(refusal).isNull();
        } else {
            assertNames(refusal, "metadata");
            assertThat(refusal.message()).contains(mostEntries + " entries and " + mostBytes + " bytes");
        }
    }

    @Test
    void noMetadata_isAcceptedWhereThePolicyAllowsNone() {
        leg.policy(Policies.chime().metadata(0, 0).build());

        assertThat(refusalOf(Commands.START)).isNull();
    }

    @Test
    void invalidCommand_isRefusedBeforeAnythingElse() {
        leg.granted(leg.commands.start(AT));
        CallLegState before = leg.state;

        assertThat(leg.granted(leg.commands.pause(AT + 10, 0))).isEqualTo("2:INVALID_ACTION_PARAMETER");
        assertThat(leg.state).isEqualTo(before);
    }
}
