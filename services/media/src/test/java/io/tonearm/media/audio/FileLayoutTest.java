package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.FileLayout.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLayoutTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final RecordingClock CLOCK = new RecordingClock(START, 8000);
    private static final PauseInterval PAUSE = new PauseInterval(START + 2_000_000, START + 5_000_000);

    private static FileLayout layout(PauseFill fill, PauseTones tones, PauseInterval... pauses) {
        return FileLayout.of(CLOCK, START + 10_000_000, List.of(pauses), fill, tones);
    }

    @Test
    void recordingWithoutPause_isOneStretch() {
        FileLayout layout = layout(PauseFill.OMIT, PauseTones.DEFAULT);

        assertThat(layout.stretches()).containsExactly(new Stretch(null, 0, 0, 80_000, 80_000));
        assertThat(layout.samples()).isEqualTo(80_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void silencedPause_keepsItsLengthWithTonesOrWithout(boolean tones) {
        FileLayout layout = layout(PauseFill.SILENCE, tones ? PauseTones.DEFAULT : null, PAUSE);

        assertThat(layout.stretches())
                .containsExactly(
                        new Stretch(null, 0, 0, 16_000, 16_000),
                        new Stretch(PAUSE, 16_000, 16_000, 24_000, 24_000),
                        new Stretch(null, 40_000, 40_000, 40_000, 40_000));
        assertThat(layout.samples()).isEqualTo(80_000);
    }

    @Test
    void omittedPause_closesUp() {
        FileLayout layout = layout(PauseFill.OMIT, null, PAUSE);

        assertThat(layout.stretches())
                .containsExactly(
                        new Stretch(null, 0, 0, 16_000, 16_000),
                        new Stretch(PAUSE, 16_000, 16_000, 0, 24_000),
                        new Stretch(null, 40_000, 16_000, 40_000, 40_000));
        assertThat(layout.samples()).isEqualTo(56_000);
    }

    @Test
    void omittedPauseWithTones_isAsLongAsBothTones() {
        FileLayout layout = layout(PauseFill.OMIT, PauseTones.DEFAULT, PAUSE);

        assertThat(layout.stretches().get(1)).isEqualTo(new Stretch(PAUSE, 16_000, 16_000, 3200, 24_000));
        assertThat(layout.samples()).isEqualTo(59_200);
    }

    @Test
    void omittedPauseShorterThanBothTones_keepsItsLength() {
        PauseInterval brief = new PauseInterval(START + 2_000_000, START + 2_100_000);

        assertThat(layout(PauseFill.OMIT, PauseTones.DEFAULT, brief).samples()).isEqualTo(80_000);
    }

    @Test
    void pauseThatEndsWithTheRecording_leavesAnEmptyStretchBehind() {
        PauseInterval last = new PauseInterval(START + 9_000_000, START + 10_000_000);

        assertThat(layout(PauseFill.OMIT, null, last).stretches())
                .endsWith(new Stretch(last, 72_000, 72_000, 0, 8000), new Stretch(null, 80_000, 72_000, 0, 0));
    }

    @Test
    void pausesThatTouch_areTwoStretches() {
        PauseInterval next = new PauseInterval(START + 5_000_000, START + 6_000_000);

        assertThat(layout(PauseFill.SILENCE, null, PAUSE, next).stretches())
                .contains(new Stretch(null, 40_000, 40_000, 0, 0), new Stretch(next, 40_000, 40_000, 8000, 8000));
    }

    @Test
    void pauseBetweenTwoSamples_isCutAtTheSampleThatSounds() {
        PauseInterval pause = new PauseInterval(START + 2_000_124, START + 2_000_126);

        assertThat(layout(PauseFill.SILENCE, null, pause).stretches().get(1))
                .isEqualTo(new Stretch(pause, 16_000, 16_000, 1, 1));
    }

    @Test
    void pauseShorterThanASample_hasNoSamples() {
        PauseInterval pause = new PauseInterval(START + 2_000_010, START + 2_000_020);

        assertThat(layout(PauseFill.SILENCE, PauseTones.DEFAULT, pause).samples())
                .isEqualTo(80_000);
    }

    @Test
    void recordingOfNoLength_hasNoSamples() {
        assertThat(FileLayout.of(CLOCK, START, List.of(), PauseFill.SILENCE, null)
                        .samples())
                .isZero();
    }
}
