package io.tonearm.media.rtp;

import static io.tonearm.media.rtp.ReceptionStatistics.Arrival.DUPLICATE;
import static io.tonearm.media.rtp.ReceptionStatistics.Arrival.NEXT;
import static io.tonearm.media.rtp.ReceptionStatistics.Arrival.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tonearm.media.rtp.ReceptionStatistics.Arrival;
import io.tonearm.media.seeded.Seeded;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {

    private final ReceptionStatistics statistics = new ReceptionStatistics();

    private List<Arrival> count(int... sequenceNumbers) {
        return IntStream.of(sequenceNumbers)
                .mapToObj(number -> statistics.count(number, 0))
                .toList();
    }

    @Test
    void packetsInOrder_areAllExpectedAndReceived() {
        assertThat(count(7, 8, 9)).containsExactly(NEXT, NEXT, NEXT);
        assertThat(statistics.expected()).isEqualTo(3);
        assertThat(statistics.received()).isEqualTo(3);
        assertThat(statistics.duplicated()).isZero();
        assertThat(statistics.reordered()).isZero();
    }

    @Test
    void skippedNumbers_areExpectedAcrossTheWrap() {
        count(65_533, 2);

        assertThat(statistics.expected()).isEqualTo(6);
        assertThat(statistics.received()).isEqualTo(2);
    }

    @Test
    void lowerNumberNotSeen_isReorderedAndNotLost() {
        assertThat(count(65_534, 0, 65_535)).containsExactly(NEXT, NEXT, REORDERED);
        assertThat(statistics.expected()).isEqualTo(3);
        assertThat(statistics.received()).isEqualTo(3);
        assertThat(statistics.reordered()).isEqualTo(1);
    }

    @Test
    void repeatedNumber_isADuplicate() {
        assertThat(count(5, 6, 6, 5, 7, 5)).containsExactly(NEXT, NEXT, DUPLICATE, DUPLICATE, NEXT, DUPLICATE);
        assertThat(statistics.received()).isEqualTo(3);
        assertThat(statistics.duplicated()).isEqualTo(3);
    }

    @Test
    void numberSeenOneWindowAgo_isForgotten() {
        count(10, 10 + 1024);

        assertThat(count(11, 11)).containsExactly(REORDERED, DUPLICATE);
        assertThat(count(10 + 2048, 10 + 1025)).containsExactly(NEXT, REORDERED);
    }

    @Test
    void numberAWindowBehind_countsAsDuplicate() {
        assertThat(count(2000, 2000 - 1023, 2000 - 1024)).containsExactly(NEXT, REORDERED, DUPLICATE);
    }

    @Test
    void longLoss_forgetsWhatWasSeenBefore() {
        IntStream.range(0, 1024).forEach(number -> count(number));
        count(20_000);

        assertThat(count(19_999, 19_500)).containsExactly(REORDERED, REORDERED);
        assertThat(statistics.expected()).isEqualTo(20_001);
    }

    @Test
    void jitter_followsRfc3550AppendixA8() {
        // transit 100, 116, 100, 164: |D| 16, 16, 64; J 1, 1 + 15/16, 1.9375 + 62.0625/16
        statistics.count(1, 100);
        statistics.count(2, 116);
        assertThat(statistics.jitterTicks()).isEqualTo(1.0);
        statistics.count(3, 100);
        assertThat(statistics.jitterTicks()).isEqualTo(1.9375);
        statistics.count(4, 164);
        assertThat(statistics.jitterTicks()).isCloseTo(5.81640625, within(1e-12));
    }

    @Test
    void transitThatWraps_isNoJitter() {
        statistics.count(1, 0xFFFF_FFFFL);
        statistics.count(2, 15);

        assertThat(statistics.jitterTicks()).isEqualTo(1.0);
    }

    @Test
    void duplicate_doesNotChangeJitter() {
        statistics.count(1, 0);
        statistics.count(1, 1_000_000);
        statistics.count(2, 0);

        assertThat(statistics.jitterTicks()).isZero();
    }

    @Test
    void packetsBehindAPause_areNeitherMissedNorJitter() {
        statistics.count(100, 0);
        statistics.rebase();
        statistics.count(9000, 1_000_000);
        statistics.count(9001, 1_000_000);

        assertThat(statistics.expected()).isEqualTo(3);
        assertThat(statistics.received()).isEqualTo(3);
        assertThat(statistics.jitterTicks()).isZero();
        assertThat(statistics.count(9000, 1_000_000)).isEqualTo(DUPLICATE);
    }

    @Test
    void numbersBehindAPause_areNotTakenForThoseBefore() {
        IntStream.range(0, 1024).forEach(number -> count(number));
        statistics.rebase();

        assertThat(count(5000, 4999, 4999)).containsExactly(NEXT, REORDERED, DUPLICATE);
    }

    @Seeded(runs = 100)
    void anyOrderWithinTheWindow_isCountedAsANaiveSetCounts(Random random) {
        Set<Long> seen = new HashSet<>();
        long first = random.nextLong(65_536);
        long highest = first;
        long duplicates = 0;
        long reordered = 0;
        for (int i = 0; i < 3000; i++) {
            long number = i == 0 ? first : highest + random.nextInt(-30, 12);
            Arrival arrival = statistics.count((int) (number & 0xFFFF), 0);
            boolean fresh = seen.add(number);
            duplicates += fresh ? 0 : 1;
            reordered += fresh && number < highest ? 1 : 0;
            assertThat(arrival).isEqualTo(!fresh ? DUPLICATE : number >= highest ? NEXT : REORDERED);
            highest = Math.max(highest, number);
        }
        assertThat(statistics.expected()).isEqualTo(highest - first + 1);
        assertThat(statistics.received()).isEqualTo(seen.size());
        assertThat(statistics.duplicated()).isEqualTo(duplicates);
        assertThat(statistics.reordered()).isEqualTo(reordered);
    }
}
