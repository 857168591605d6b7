package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Tape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTonesTest {

    private static final PauseTones TONES = PauseTones.DEFAULT;

    private static short[] overlaid(int count) {
        short[] samples = new short[count];
        TONES.overlay(count, 8000, 0, count, samples);
        return samples;
    }

    private static short[] tone(double frequencyHz, int count) {
        return Tone.samples(frequencyHz, count, -20, 40, 8000);
    }

    @Test
    void longPause_hasOneToneAtItsBeginningAndAnotherAtItsEnd() {
        Tape.of(8000).put(0, tone(440, 1600)).put(6400, tone(880, 1600)).assertEquals(overlaid(8000));
    }

    @ParameterizedTest
    @CsvSource({"3200, 1600", "3199, 1599", "2000, 1000", "101, 50", "3, 1", "2, 1"})
    void pauseShorterThanBothTones_givesEachHalf(int count, int each) {
        Tape.of(count)
                .put(0, tone(440, each))
                .put(count - each, tone(880, each))
                .assertEquals(overlaid(count));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void pauseOfLessThanTwoSamples_isSilent(int count) {
        assertThat(overlaid(count)).isEqualTo(new short[count]);
    }

    @Seeded(runs = 50)
    void stretchInPieces_soundsAsInOne(Random random) {
        int count = random.nextInt(1, 6000);
        short[] pieces = new short[count];
        int at = 0;
        while (at < count) {
            int wanted = Math.min(count - at, random.nextInt(1, 2500));
            short[] piece = new short[wanted];
            TONES.overlay(count, 8000, at, wanted, piece);
            System.arraycopy(piece, 0, pieces, at, wanted);
            at += wanted;
        }

        assertThat(Arrays.mismatch(pieces, overlaid(count))).isEqualTo(-1);
    }

    @Test
    void endOfAPauseOfWeeks_isReached() {
        long count = 8000L * 3600 * 24 * 30;
        short[] last = new short[2000];
        TONES.overlay(count, 8000, count - 2000, 2000, last);

        Tape.of(2000).put(400, tone(880, 1600)).assertEquals(last);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -20, 5",
        "1001, -20, 5",
        "200, 0.1, 5",
        "200, -60.1, 5",
        "200, NaN, 5",
        "200, -20, -1",
        "200, -20, 101"
    })
    void toneOutOfRange_isRefused(int lengthMillis, double levelDbfs, int fadeMillis) {
        assertThatThrownBy(() -> new PauseTones(440, 880, lengthMillis, levelDbfs, fadeMillis))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rangesEnds_areIncluded() {
        assertThat(new PauseTones(440, 880, 1, -60, 0).samples(8000)).isEqualTo(8);
        assertThat(new PauseTones(440, 880, 1000, 0, 100).samples(48_000)).isEqualTo(48_000);
    }
}
