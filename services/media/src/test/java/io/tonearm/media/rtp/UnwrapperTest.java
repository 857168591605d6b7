package io.tonearm.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.seeded.Seeded;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnwrapperTest {

    @Test
    void firstValue_standsForItself() {
        assertThat(Unwrapper.ofSequenceNumbers().unwrap(65_535)).isEqualTo(65_535);
        assertThat(Unwrapper.ofTimestamps().unwrap(0xFFFF_FFFFL)).isEqualTo(0xFFFF_FFFFL);
    }

    @Test
    void sequenceNumberBehindTheWrap_goesOn() {
        Unwrapper unwrapper = Unwrapper.ofSequenceNumbers();

        assertThat(unwrapper.unwrap(65_534)).isEqualTo(65_534);
        assertThat(unwrapper.unwrap(1)).isEqualTo(65_537);
        assertThat(unwrapper.unwrap(65_535)).isEqualTo(65_535);
    }

    @Test
    void valueBeforeTheFirstAcrossTheWrap_isNegative() {
        Unwrapper unwrapper = Unwrapper.ofSequenceNumbers();

        assertThat(unwrapper.unwrap(1)).isEqualTo(1);
        assertThat(unwrapper.unwrap(65_535)).isEqualTo(-1);
    }

    @Test
    void halfTheRange_isTheFarthestBackAndOneLessTheFarthestAhead() {
        Unwrapper unwrapper = Unwrapper.ofSequenceNumbers();
        unwrapper.unwrap(0);

        assertThat(unwrapper.interpret(32_767)).isEqualTo(32_767);
        assertThat(unwrapper.interpret(32_768)).isEqualTo(-32_768);
    }

    @Test
    void timestampBehindTheWrap_goesOn() {
        Unwrapper unwrapper = Unwrapper.ofTimestamps();
        unwrapper.unwrap(0xFFFF_FFF0L);

        assertThat(unwrapper.unwrap(0x90)).isEqualTo(0x1_0000_0090L);
    }

    @Test
    void interpretedValue_isNotRemembered() {
        Unwrapper unwrapper = Unwrapper.ofSequenceNumbers();
        assertThat(unwrapper.interpret(60_000)).isEqualTo(60_000);
        unwrapper.unwrap(10);

        assertThat(unwrapper.interpret(20_000)).isEqualTo(20_000);
        assertThat(unwrapper.interpret(40_000)).isEqualTo(40_000 - 65_536);
    }

    @Test
    void valueOfTooManyBits_isRefused() {
        assertThatThrownBy(() -> Unwrapper.ofSequenceNumbers().unwrap(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value=65536");
        assertThatThrownBy(() -> Unwrapper.ofTimestamps().interpret(0x1_0000_0000L))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Unwrapper.ofTimestamps().unwrap(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Seeded(runs = 50)
    void counterOverManyWraps_comesBackWhole(Random random) {
        Unwrapper sequenceNumbers = Unwrapper.ofSequenceNumbers();
        Unwrapper timestamps = Unwrapper.ofTimestamps();
        long number = random.nextInt(65_536);
        long ticks = random.nextLong(1L << 32);

        for (int i = 0; i < 300; i++) {
            assertThat(sequenceNumbers.unwrap(number & 0xFFFF)).isEqualTo(number);
            assertThat(timestamps.unwrap(ticks & 0xFFFF_FFFFL)).isEqualTo(ticks);
            number += random.nextInt(-32_768, 32_768);
            ticks += random.nextLong(-(1L << 31), 1L << 31);
        }
    }
}
