package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.audio.RecordingClock;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.testing.Policies;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillTest {

    private static RecordingPolicy policy(boolean pauseBilled, String price, int incrementSeconds) {
        return Policies.chime()
                .price(pauseBilled, price, "USD", incrementSeconds)
                .build();
    }

    private static RecordingSpan span(long micros, long pausedMicros) {
        List<PauseInterval> pauses = pausedMicros == 0 ? List.of() : List.of(new PauseInterval(0, pausedMicros));
        return new RecordingSpan(new RecordingClock(0, 8000), micros, pauses, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 60, 0.01, 0.000000, 0.000000",
        "1, 60, 0.01, 1.000000, 0.010000",
        "60000000, 60, 0.01, 1.000000, 0.010000",
        "60000001, 60, 0.01, 2.000000, 0.020000",
        "61000000, 6, 0.01, 1.100000, 0.011000",
        "1, 1, 0.6, 0.016667, 0.010000",
        "3600000000, 60, 0, 60.000000, 0.000000",
        "86400000000, 3600, 0.000001, 1440.000000, 0.001440",
    })
    void enabledTime_isRoundedUpToTheIncrementAndPriced(
            long micros, int incrementSeconds, String price, String minutes, String amount) {
        Bill bill = Bill.of(span(micros, 0), policy(true, price, incrementSeconds));

        assertThat(bill.billedMicros()).isEqualTo(micros);
        assertThat(bill.minutes()).isEqualTo(new BigDecimal(minutes));
        assertThat(bill.amount()).isEqualTo(new BigDecimal(amount));
        assertThat(bill.unitPrice().scale()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"true, 90000000, 2.000000", "false, 60000000, 1.000000"})
    void pauses_areBilledByPolicy(boolean billed, long billedMicros, String minutes) {
        Bill bill = Bill.of(span(90_000_000, 30_000_000), policy(billed, "1", 60));

        assertThat(bill.billedMicros()).isEqualTo(billedMicros);
        assertThat(bill.minutes()).isEqualTo(new BigDecimal(minutes));
        assertThat(bill.amount()).isEqualTo(new BigDecimal(minutes));
    }

    @ParameterizedTest
    @CsvSource({
        "7999, 2000000, 1000000, 0, USD, 60, value=7999",
        "48001, 2000000, 1000000, 0, USD, 60, value=48001",
        "8000, 99999, 1000000, 0, USD, 60, value=0.099999 s",
        "8000, 60000001, 1000000, 0, USD, 60, value=60.000001 s",
        "8000, 2000000, 0, 0, USD, 60, value=0 s",
        "8000, 2000000, 604800000001, 0, USD, 60, value=604800.000001 s",
        "8000, 2000000, 1000000, -0.01, USD, 60, value=-0.01",
        "8000, 2000000, 1000000, 0, usd, 60, value=usd",
        "8000, 2000000, 1000000, 0, USD, 0, value=0",
        "8000, 2000000, 1000000, 0, USD, 3601, value=3601",
    })
    void policyOutOfRange_isRefused(
            int sampleRate, long settle, long longest, String price, String currency, int increment, String message) {
        assertThatThrownBy(() -> Policies.chime()
                        .file(FileEncoding.PCM_16, sampleRate)
                        .settle(settle)
                        .longest(longest)
                        .price(true, price, currency, increment)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
