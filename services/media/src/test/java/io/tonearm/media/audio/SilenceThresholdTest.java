package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceThresholdTest {

    @ParameterizedTest
    @CsvSource({"1, -60", "100, -45", "200, -30", "1000, -15"})
    void referenceValue_isItsSoundPressureBelowFullScale(int value, double levelDbfs) {
        assertThat(new SilenceThreshold(value).levelDbfs()).isEqualTo(levelDbfs);
    }

    @ParameterizedTest
    @CsvSource({"34, -55", "67, -50", "110, -43.5", "150, -37.5", "280, -28.5", "600, -22.5", "999, -15.01875"})
    void valueBetween_isOnAStraightLineInDecibels(int value, double levelDbfs) {
        assertThat(new SilenceThreshold(value).levelDbfs()).isCloseTo(levelDbfs, within(1e-9));
    }

    @Test
    void higherValue_isLouderThroughout() {
        for (int value = 2; value <= 1000; value++) {
            assertThat(new SilenceThreshold(value).levelDbfs())
                    .isGreaterThan(new SilenceThreshold(value - 1).levelDbfs());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void valueOutOfRange_isRefused(int value) {
        assertThatThrownBy(() -> new SilenceThreshold(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value=" + value);
    }
}
