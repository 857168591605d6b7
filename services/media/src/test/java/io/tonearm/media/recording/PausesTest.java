package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.PauseFill;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.recording.Recording.Marker;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What markers come to: {@code P10} is a pause at 10, {@code P10+5} one that may last 5, {@code R20} a resume. */
class PausesTest {

    private static Pauses pauses(String markers, Long longest, AtLongest atLongest) {
        TreeSet<Marker> set = new TreeSet<>();
        for (String word : markers.isEmpty() ? new String[0] : markers.split(" ", -1)) {
            String[] numbers = word.substring(1).split("\\+", -1);
            long at = AT + Long.parseLong(numbers[0]);
            boolean pause = word.startsWith("P");
            long until = numbers.length > 1 ? at + Long.parseLong(numbers[1]) : Long.MAX_VALUE;
            set.add(new Marker(at, pause, pause ? until : 0));
        }
        return Pauses.of(set, new PauseRule(PauseFill.SILENCE, false, longest, atLongest));
    }

    private static String text(Pauses pauses) {
        StringBuilder text = new StringBuilder();
        for (Pauses.Stretch stretch : pauses.stretches()) {
            text.append(stretch.fromMicros() - AT).append('-');
            text.append(stretch.toMicros() == Long.MAX_VALUE ? "" : stretch.toMicros() - AT);
            text.append(stretch.resumed() ? " " : "! ");
        }
        if (pauses.stopMicros() < Long.MAX_VALUE) {
            text.append("stop ").append(pauses.stopMicros() - AT);
        }
        return text.toString().trim();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "R10, ''",
        "P10, 10-!",
        "P10+5, 10-15!",
        "P10+5 R12, 10-12",
        "P10+5 R15, 10-15!",
        "P10+5 R14, 10-14",
        "P10+5 R20, 10-15!",
        "P10+5 P12+5, 10-17!",
        "P10+5 P12+1, 10-15!",
        "P10+5 P12, 10-!",
        "P10 P12+5, 10-!",
        "P10+5 P15+5, 10-15! 15-20!",
        "P10+5 P14+5, 10-19!",
        "P10+5 P30, 10-15! 30-!",
        "P10+5 P12+9 R13 P14+2, 10-13 14-16!",
        "P10+5 P10+7, 10-17!",
        "R10 P10+5, 10-15!",
    })
    void pause_holdsUntilAResumeOrTheLongestOfItsCommandsTimes(String markers, String text) {
        assertThat(text(pauses(markers, null, AtLongest.RESUME))).isEqualTo(text);
        assertThat(text(pauses(markers, null, AtLongest.STOP))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "P10, 10-30!",
        "P10+5, 10-15!",
        "P10+50, 10-30!",
        "P10+20, 10-30!",
        "P10 P25, 10-30!",
        "P10 P30, 10-30! 30-50!",
        "P10 R29, 10-29",
        "P10 R30, 10-30!",
        "P10 R31 P40, 10-30! 40-60!",
        "P10+5 P14+50, 10-30!",
    })
    void pause_isEndedByThePolicysLimit(String markers, String text) {
        assertThat(text(pauses(markers, 20L, AtLongest.RESUME))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "P10, 10-30! stop 30",
        "P10+5, 10-15!",
        "P10+20, 10-30! stop 30",
        "P10+21, 10-30! stop 30",
        "P10+19, 10-29!",
        "P10 R29, 10-29",
        "P10 R30, 10-30! stop 30",
        "P10 P35 R36, 10-30! stop 30",
        "P10 R20 P40, 10-20 40-60! stop 60",
    })
    void pauseAsLongAsThePolicyAllows_endsTheRecordingWhereThePolicySaysSo(String markers, String text) {
        assertThat(text(pauses(markers, 20L, AtLongest.STOP))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "14, true", "15, false", "19, false", "20, true", "29, true", "30, false"})
    void pauses_containWhatLiesInOneOfThem(long micros, boolean contained) {
        assertThat(pauses("P10+5 P20 R30", null, AtLongest.RESUME).contain(AT + micros))
                .isEqualTo(contained);
    }
}
