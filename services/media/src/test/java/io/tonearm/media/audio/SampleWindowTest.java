package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Tape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleWindowTest {

    private final SampleWindow window = new SampleWindow(100_000);

    private static short[] run(int from, int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) (from + i);
        }
        return samples;
    }

    private short[] read(int count) {
        short[] samples = new short[count + 3];
        Arrays.fill(samples, (short) 7);
        window.read(samples, count);
        assertThat(Arrays.copyOfRange(samples, count, count + 3)).containsOnly((short) 7);
        return Arrays.copyOf(samples, count);
    }

    @Test
    void nothingWritten_isSilence() {
        assertThat(read(20_000)).containsOnly((short) 0);
        assertThat(window.begin()).isEqualTo(20_000);
    }

    @Test
    void samplesWrittenInAnyOrder_areReadInPlace() {
        window.write(15, run(15, 5), 5);
        window.write(5, run(5, 5), 5);

        Tape.of(22).put(5, run(5, 5)).put(15, run(15, 5)).assertEquals(read(22));
    }

    @Test
    void samplesBehindTheReader_areCutOff() {
        read(10);
        window.write(7, run(7, 5), 5);
        window.write(0, run(1, 9), 9);
        window.write(-50, run(1, 60), 60);

        Tape.of(5).put(0, run(10, 2)).assertEquals(read(5));
    }

    @Test
    void samplesBeyondTheLimit_areCutOff() {
        window.write(99_998, run(1, 5), 5);
        window.write(100_000, run(1, 5), 5);
        window.write(Long.MAX_VALUE / 2, run(1, 5), 5);

        Tape.of(100_010).put(99_998, run(1, 2)).assertEquals(read(100_010));
    }

    @Test
    void writtenStretches_areFoundAndCutToTheRange() {
        window.write(10, run(1, 10), 10);
        window.write(30, run(1, 10), 10);
        window.write(20, run(1, 5), 5);

        assertThat(window.firstCovered(0, 10)).isNull();
        assertThat(window.firstCovered(0, 50)).containsExactly(10, 25);
        assertThat(window.firstCovered(12, 14)).containsExactly(12, 14);
        assertThat(window.firstCovered(25, 50)).containsExactly(30, 40);
        assertThat(window.firstCovered(25, 30)).isNull();
        assertThat(window.firstCovered(40, 50)).isNull();
        assertThat(window.firstCovered(12, 12)).isNull();
    }

    @Seeded(runs = 100)
    void anyWritesAndReads_matchANaiveTape(Random random) {
        short[] expected = new short[60_000];
        boolean[] covered = new boolean[expected.length];
        int begin = 0;
        while (begin < 50_000) {
            for (int i = random.nextInt(20); i > 0; i--) {
                int at = begin + random.nextInt(-500, 6000);
                short[] samples = run(random.nextInt(1, 10_000), random.nextInt(1, 400));
                window.write(at, samples, samples.length);
                for (int k = 0; k < samples.length; k++) {
                    if (at + k >= begin) {
                        expected[at + k] = samples[k];
                        covered[at + k] = true;
                    }
                }
            }
            int count = random.nextInt(1, 3000);
            assertCovered(begin, begin + count, covered);
            short[] actual = read(count);
            assertThat(Arrays.mismatch(actual, Arrays.copyOfRange(expected, begin, begin + count)))
                    .isEqualTo(-1);
            begin += count;
        }
    }

    private void assertCovered(int from, int to, boolean[] covered) {
        int first = from;
        while (first < to && !covered[first]) {
            first++;
        }
        int last = first;
        while (last < to && covered[last]) {
            last++;
        }
        if (first == to) {
            assertThat(window.firstCovered(from, to)).isNull();
        } else {
            assertThat(window.firstCovered(from, to)).containsExactly(first, last);
        }
    }
}
