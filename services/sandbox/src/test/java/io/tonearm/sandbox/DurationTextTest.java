package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "3s, 3000000",
        "0s, 0",
        "1500ms, 1500000",
        "2.5s, 2500000",
        "0.000125s, 125",
        "1m30s, 90000000",
        "90m, 5400000000",
        "1h, 3600000000",
        "1h2m3s4ms, 3723004000",
        "1M30S, 90000000"
    })
    void time_isRead(String text, long micros) {
        assertThat(new DurationText().convert(text)).isEqualTo(Duration.ofNanos(micros * 1_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "3", "s", "-3s", "3 s", "30s1m", "1.5m", "3s3s", "3x", "PT3S", "1e3s", "0.0000001s"})
    void noTime_isRefusedWithExamples(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("1m30s");
    }

    @Test
    void times_areShown() {
        assertThat(DurationText.clock(65_250_400)).isEqualTo("1:05.250");
        assertThat(DurationText.minutes(65_999_999)).isEqualTo("1:05");
        assertThat(DurationText.seconds(5_484_000)).isEqualTo("5.484 s");
        assertThat(DurationText.seconds(20_000_000)).isEqualTo("20 s");
        assertThat(DurationText.seconds(0)).isEqualTo("0 s");
    }
}
