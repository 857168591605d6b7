package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

    private static final long START = 1_800_000_000_000_000L;

    /** A recording with pauses (P) and resumes (R) at micros behind its start, such as {@code P10 R20}. */
    private static Recording recording(String markers) {
        Commands commands = Commands.of("leg-1");
        Outcome outcome = GrantedStarts.apply(CallLegState.IDLE, commands.start(START), RecordingPolicy.CHIME);
        for (String marker : markers.isEmpty() ? new String[0] : markers.split(" ", -1)) {
            long at = START + Long.parseLong(marker.substring(1));
            Command command = marker.startsWith("P") ? commands.pause(at) : commands.resume(at);
            outcome = GrantedStarts.apply(outcome.state(), command, RecordingPolicy.CHIME);
        }
        return outcome.state().last();
    }

    private static String text(List<PauseInterval> pauses) {
        StringBuilder text = new StringBuilder();
        for (PauseInterval pause : pauses) {
            text.append(pause.fromMicros() - START)
                    .append('-')
                    .append(pause.toMicros() - START)
                    .append(' ');
        }
        return text.toString().trim();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "P10 R20, 10-20",
        "R20 P10, 10-20",
        "P10 P15 R20, 10-20",
        "P10 R20 R30, 10-20",
        "R5 P10 R20, 10-20",
        "P10, 10-100",
        "P10 R20 P30, 10-20 30-100",
        "P10 R20 P20 R30, 10-20 20-30",
        "P10 R10, 10-100",
        "R10 P10, 10-100",
        "P0 R1, 0-1",
        "P10 R30 R20, 10-20",
        "P10 R30 R15 P20, 10-15 20-30",
        "P100, ''",
        "P99, 99-100",
        "P10 R100, 10-100",
        "P10 R101, 10-100",
        "P120 R130, ''",
    })
    void markers_foldToPausesInTheOrderOfTime(String markers, String pauses) {
        assertThat(text(recording(markers).pauses(START + 100))).isEqualTo(pauses);
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "19, true", "20, false", "29, false", "30, true", "1000, true"})
    void recording_isPausedFromThePauseUntilTheResume(long micros, boolean paused) {
        Recording recording = recording("P10 R20 P30");

        assertThat(recording.isPausedAt(START + micros)).isEqualTo(paused);
        assertThat(recording.wants(START + micros)).isEqualTo(!paused);
    }

    @Test
    void recording_wantsNothingFromBeforeItsStart() {
        assertThat(recording("").wants(START - 1)).isFalse();
        assertThat(recording("").wants(START)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10, false", "19, false", "20, true", "30, true", "40, true"})
    void pause_isOpenWhereNoResumeIsKnownBehind(long micros, boolean open) {
        assertThat(recording("P10 R20 P30").isPauseOpenAfter(START + micros)).isEqualTo(open);
    }

    @Test
    void spanOfARecordingThatGoesOn_isRefused() {
        assertThatThrownBy(() -> recording("P10").span()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void markers_cannotBeChangedFromOutside() {
        Recording recording = recording("P10");

        assertThatThrownBy(() -> recording.markers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void recordingId_followsFromLegAndCommand() {
        assertThat(recording("").recordingId())
                .isEqualTo(recording("P10").recordingId())
                .hasSize(36);
    }
}
