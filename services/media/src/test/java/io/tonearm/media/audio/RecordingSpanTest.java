package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingSpanTest {

    private static final RecordingClock CLOCK = new RecordingClock(1000, 8000);

    private static RecordingSpan span(long endMicros, PauseInterval... pauses) {
        return new RecordingSpan(CLOCK, endMicros, List.of(pauses), 2_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "999, false",
        "1000, true",
        "1099, true",
        "1100, false",
        "1199, false",
        "1200, true",
        "1999, true",
        "2000, false"
    })
    void captureTime_belongsFromStartToEndOutsideOfPauses(long micros, boolean belongs) {
        assertThat(span(2000, new PauseInterval(1100, 1200)).contains(micros)).isEqualTo(belongs);
    }

    @Test
    void times_areThoseOfTheSpan() {
        RecordingSpan span = span(2000, new PauseInterval(1000, 1100), new PauseInterval(1900, 2000));

        assertThat(span.enabledMicros()).isEqualTo(1000);
        assertThat(span.pausedMicros()).isEqualTo(200);
    }

    @Test
    void endBeforeStart_isRefused() {
        assertThat(span(1000).enabledMicros()).isZero();
        assertThatThrownBy(() -> span(999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endMicros=999");
    }

    @Test
    void pauseOutsideOrOutOfOrder_isRefused() {
        assertThatThrownBy(() -> span(2000, new PauseInterval(999, 1100))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> span(2000, new PauseInterval(1900, 2001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> span(2000, new PauseInterval(1500, 1600), new PauseInterval(1599, 1700)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 60_000_001})
    void settleTimeOutOfRange_isRefused(long settleMicros) {
        assertThatThrownBy(() -> new RecordingSpan(CLOCK, 2000, List.of(), settleMicros))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("settleMicros=" + settleMicros);
    }

    @Test
    void pause_endsAfterItBegins() {
        assertThat(new PauseInterval(5, 6).lengthMicros()).isEqualTo(1);
        assertThatThrownBy(() -> new PauseInterval(5, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
