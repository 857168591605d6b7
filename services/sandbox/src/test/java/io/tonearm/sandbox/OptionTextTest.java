package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.events.S3Destination;
import java.time.Duration;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Months, destinations and whole times as options have them. */
class OptionTextTest {

    @Test
    void month_isRead() {
        assertThat(new MonthText().convert("2026-11")).isEqualTo(YearMonth.of(2026, 11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026", "2026-13", "2026-00", "2026-1", "11-2026", "+12026-11", "2026-11-01", "November"})
    void noMonth_isRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> new MonthText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("2026-11");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://calls, calls,",
        "s3://calls/, calls,",
        "s3://calls/a, calls, a",
        "s3://calls/a/b/, calls, a/b",
        "s3://No_Bucket/a//b, No_Bucket, a//b"
    })
    void destination_isRead(String text, String bucket, String prefix) {
        assertThat(new DestinationText().convert(text)).isEqualTo(new S3Destination(bucket, prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "calls", "s3:/calls", "s3://", "s3:///a", "http://calls/a", "s3://calls/a b"})
    void noDestination_isRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> new DestinationText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("s3://bucket/prefix");
    }

    @Test
    void wholeTimes_areTaken() {
        assertThat(WholeTime.seconds("--duration", Duration.ofSeconds(90))).isEqualTo(90);
        assertThat(WholeTime.seconds("--duration", null)).isNull();
        assertThat(WholeTime.millis("--for", Duration.ofMillis(1_500))).isEqualTo(1_500);
        assertThat(WholeTime.millis("--for", null)).isNull();
    }

    @Test
    void partsOfAUnit_areRefused() {
        assertThatThrownBy(() -> WholeTime.seconds("--silence", Duration.ofMillis(2_500)))
                .isInstanceOf(UsageException.class)
                .hasMessage("--silence must be whole seconds, milliseconds=2500");
        assertThatThrownBy(() -> WholeTime.millis("--for", Duration.ofNanos(1_000)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--for must be whole milliseconds");
    }
}
