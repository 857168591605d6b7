package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoudBlocksTest {

    private static boolean isLoud(int threshold, short... samples) {
        return new LoudBlocks(new SilenceThreshold(threshold)).isLoud(samples, 0, samples.length);
    }

    private static short[] constant(int sample) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) sample);
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 100, 170, 200, 777, 1000})
    void sine_isLoudWhereItsPeakIsAboveTheLevel(int threshold) {
        double levelDbfs = new SilenceThreshold(threshold).levelDbfs();

        assertThat(isLoud(threshold, Tone.samples(1000, 160, levelDbfs + 0.2, 0, 8000)))
                .isTrue();
        assertThat(isLoud(threshold, Tone.samples(1000, 160, levelDbfs - 0.2, 0, 8000)))
                .isFalse();
    }

    @ParameterizedTest
    // 32,767 / sqrt 2 is 23,169.77: at -60, -45, -30 and -15 dBFS that is 23.17, 130.29, 732.69 and 4,120.25
    @CsvSource({"1, 23", "100, 130", "200, 732", "1000, 4120"})
    void level_isRootMeanSquareAgainstAFullScaleSine(int threshold, int highestSilent) {
        assertThat(isLoud(threshold, constant(highestSilent))).isFalse();
        assertThat(isLoud(threshold, constant(-highestSilent))).isFalse();
        assertThat(isLoud(threshold, constant(highestSilent + 1))).isTrue();
        assertThat(isLoud(threshold, constant(-highestSilent - 1))).isTrue();
    }

    @Test
    void loudestSamplesOfTheLongestBlock_doNotOverflow() {
        short[] samples = new short[LoudBlocks.samplesPerBlock(768_000)];
        Arrays.fill(samples, Short.MIN_VALUE);

        assertThat(isLoud(1000, samples)).isTrue();
    }

    @Test
    void companding_leavesSilenceSilent() {
        assertThat(isLoud(1, constant(CompandingLaw.A_LAW.decode((byte) 0xD5)))).isFalse();
        assertThat(isLoud(1, constant(CompandingLaw.MU_LAW.decode((byte) 0xFF))))
                .isFalse();
    }

    @Test
    void onlyTheSamplesAskedFor_areHeard() {
        short[] samples = {32_767, 0, 0, 32_767};
        LoudBlocks blocks = new LoudBlocks(new SilenceThreshold(1000));

        assertThat(blocks.isLoud(samples, 1, 3)).isFalse();
        assertThat(blocks.isLoud(samples, 0, 3)).isTrue();
        assertThat(blocks.isLoud(samples, 1, 4)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"8000, 160", "44100, 882", "11025, 220", "50, 1", "49, 1", "1, 1", "768000, 15360"})
    void block_hasTheSamplesOf20Ms(int sampleRate, int samples) {
        assertThat(LoudBlocks.samplesPerBlock(sampleRate)).isEqualTo(samples);
    }
}
