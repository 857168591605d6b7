package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeliveryLimitsTest {

    @Test
    void backoff_doublesUpToItsMost() {
        DeliveryLimits limits = new DeliveryLimits(8, 500, 60_000, 1, 1);

        assertThat(limits.backoffMillis(1)).isEqualTo(500);
        assertThat(limits.backoffMillis(2)).isEqualTo(1_000);
        assertThat(limits.backoffMillis(7)).isEqualTo(32_000);
        assertThat(limits.backoffMillis(8)).isEqualTo(60_000);
        assertThat(limits.backoffMillis(1_000_000)).isEqualTo(60_000);
    }

    @Test
    void longestFirstWait_doesNotOverflow() {
        DeliveryLimits limits = new DeliveryLimits(8, 3_600_000, 3_600_000, 1, 1);

        for (int attempts = 1; attempts < 100; attempts++) {
            assertThat(limits.backoffMillis(attempts)).isEqualTo(3_600_000);
        }
    }
}
