package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.seeded.Seeded;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingClockTest {

    private static final long START = 1_800_000_000_123_456L;

    @ParameterizedTest
    @CsvSource({
        "8000, 0, 0",
        "8000, 124, 0",
        "8000, 125, 1",
        "8000, 999999, 7999",
        "8000, 1000000, 8000",
        "44100, 22, 0",
        "44100, 23, 1",
        "44100, 1000000, 44100",
        "8000, -1, -1",
        "8000, -125, -1",
        "8000, -126, -2",
        "8000, -1000000, -8000",
    })
    void time_isTheSampleThatIsSounding(int sampleRate, long elapsedMicros, long position) {
        assertThat(new RecordingClock(START, sampleRate).positionAt(START + elapsedMicros))
                .isEqualTo(position);
    }

    @Test
    void yearsOfRecording_areExactToTheSample() {
        RecordingClock clock = new RecordingClock(START, 44_100);
        long hundredYearsSeconds = 100L * 365 * 24 * 3600;

        assertThat(clock.positionAt(START + hundredYearsSeconds * 1_000_000)).isEqualTo(hundredYearsSeconds * 44_100);
        assertThat(clock.positionAt(START + hundredYearsSeconds * 1_000_000 - 1))
                .isEqualTo(hundredYearsSeconds * 44_100 - 1);
    }

    @ParameterizedTest
    @CsvSource({"8000, 1, 125", "44100, 1, 22", "44100, 44100, 1000000", "8000, -1, -125", "44100, -1, -23"})
    void samples_lastTheirMicrosRoundedDown(int sampleRate, long samples, long micros) {
        assertThat(new RecordingClock(START, sampleRate).microsOf(samples)).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -8000, 768_001})
    void sampleRateOutOfRange_isRefused(int sampleRate) {
        assertThatThrownBy(() -> new RecordingClock(START, sampleRate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampleRate=" + sampleRate);
    }

    @Seeded(runs = 500)
    void anyTime_isRoundedAsExactArithmeticDoes(Random random) {
        int sampleRate = random.nextInt(1, 768_001);
        long elapsedMicros = random.nextLong() >> random.nextInt(8, 60);
        RecordingClock clock = new RecordingClock(START, sampleRate);

        BigInteger[] exact = BigInteger.valueOf(elapsedMicros)
                .multiply(BigInteger.valueOf(sampleRate))
                .divideAndRemainder(BigInteger.valueOf(1_000_000));
        long floor = exact[0].longValueExact() - (exact[1].signum() < 0 ? 1 : 0);

        assertThat(clock.positionAt(START + elapsedMicros)).isEqualTo(floor);
    }
}
