package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToneTest {

    @ParameterizedTest
    @CsvSource({"440, 0, 8000", "440, -20, 8000", "880, -20, 16000", "1000, -40, 48000"})
    void tone_hasItsLevelAndFrequency(double frequencyHz, double levelDbfs, int sampleRate) {
        short[] second = Tone.samples(frequencyHz, sampleRate, levelDbfs, 0, sampleRate);

        double fullScaleSine = Short.MAX_VALUE / Math.sqrt(2);
        assertThat(20 * Math.log10(rms(second) / fullScaleSine)).isCloseTo(levelDbfs, within(0.02));
        assertThat(risingZeroCrossings(second)).isCloseTo((int) frequencyHz, within(1));
    }

    @Test
    void fade_risesFromSilenceAlongHalfACosineAndFallsLikewise() {
        int fade = 400;
        short[] steady = Tone.samples(440, 2000, -6, 0, 8000);
        short[] faded = Tone.samples(440, 2000, -6, fade, 8000);

        assertThat(Arrays.copyOfRange(faded, fade, 2000 - fade))
                .isEqualTo(Arrays.copyOfRange(steady, fade, 2000 - fade));
        for (int i = 0; i < fade; i++) {
            double gain = Math.pow(Math.sin(Math.PI * i / fade / 2), 2);
            assertThat((double) faded[i]).isCloseTo(steady[i] * gain, within(1.0));
            assertThat((double) faded[1999 - i]).isCloseTo(steady[1999 - i] * gain, within(1.0));
        }
        assertThat(faded[0]).isZero();
        assertThat(faded[1999]).isZero();
    }

    @Test
    void toneShorterThanBothFades_hasFadesOfHalfItsLength() {
        assertThat(Tone.samples(1000, 100, -3, 5000, 8000)).isEqualTo(Tone.samples(1000, 100, -3, 50, 8000));
        assertThat(Tone.samples(1000, 1, -3, 40, 8000)).containsExactly((short) 0);
        assertThat(Tone.samples(1000, 0, -3, 40, 8000)).isEmpty();
    }

    @Test
    void tone_isTheSameOnEveryJvm() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(2 * 1600);
        for (short sample : Tone.samples(440, 1600, -20, 40, 8000)) {
            bytes.putShort(sample);
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("29ea2369f0e6079f55aefa7ba341ba470dc57ea344a0190c3292336cd0bff430");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8, -20, 0, frequencyHz=0.0",
        "4000, 8, -20, 0, frequencyHz=4000.0",
        "NaN, 8, -20, 0, frequencyHz=NaN",
        "440, -1, -20, 0, count=-1.0",
        "440, 8, 0.5, 0, levelDbfs=0.5",
        "440, 8, NaN, 0, levelDbfs=NaN",
        "440, 8, -20, -1, fadeSamples=-1.0",
    })
    void parameterOutOfRange_isRefusedByName(double frequencyHz, int count, double level, int fade, String named) {
        assertThatThrownBy(() -> Tone.samples(frequencyHz, count, level, fade, 8000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(", " + named);
    }

    private static double rms(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }

    private static int risingZeroCrossings(short[] samples) {
        int crossings = 0;
        for (int i = 1; i < samples.length; i++) {
            crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
        }
        return crossings;
    }
}
