package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.seeded.Seeded;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PacketCountTest {

    private final PacketCount count = new PacketCount();

    @Test
    void nothingPublished_isThere() {
        assertThat(count.covers(0)).isTrue();
        assertThat(count.covers(1)).isFalse();
    }

    @Test
    void recordsInOrder_areThere() {
        count.add(0, 50);
        count.add(50, 50);

        assertThat(count.covers(100)).isTrue();
        assertThat(count.covers(101)).isFalse();
    }

    @Test
    void gap_isNot() {
        count.add(0, 50);
        count.add(51, 50);

        assertThat(count.covers(50)).isTrue();
        assertThat(count.covers(101)).isFalse();

        count.add(50, 1);
        assertThat(count.covers(101)).isTrue();
    }

    @Test
    void missingBeginning_isNot() {
        count.add(1, 100);

        assertThat(count.covers(1)).isFalse();
    }

    @Seeded(runs = 40)
    void anyOrderWithRepeatsAndOverlaps_coversWhatWasRead(Random random) {
        BitSet read = new BitSet();
        for (int i = 0; i < 60; i++) {
            int first = random.nextInt(200);
            int packets = random.nextInt(20);
            count.add(first, packets);
            read.set(first, first + packets);

            int missing = read.nextClearBit(0);
            assertThat(count.covers(missing)).isTrue();
            assertThat(count.covers(missing + 1)).isFalse();
        }
    }

    @Test
    void moreGapsThanAreKept_neverComplete() {
        for (int i = 0; i < 1_500; i++) {
            count.add(2L * i, 1);
        }
        for (int i = 0; i < 1_500; i++) {
            count.add(2L * i + 1, 1);
        }

        assertThat(count.covers(1_000)).isTrue();
        assertThat(count.covers(3_000)).isFalse();
    }

    @Test
    void numbersThatCannotBe_areNoReasonToComplete() {
        count.add(Long.MAX_VALUE, 10);

        assertThat(count.covers(1)).isFalse();
        count.add(0, 10);
        assertThat(count.covers(10)).isTrue();
        assertThat(count.covers(11)).isFalse();
    }
}
