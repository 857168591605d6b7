package io.tonearm.media.seeded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class SeededRunsTest {

    private static final List<Long> ran = new ArrayList<>();

    @Seeded(runs = 3)
    void run_getsItsSeedAndARandomMadeOfIt(Random random, long seed, TestInfo info) {
        ran.add(seed);

        assertThat(random.nextLong()).isEqualTo(new Random(seed).nextLong());
        assertThat(info.getDisplayName()).contains("seed=" + seed);
    }

    @AfterAll
    static void everySeed_isRunOnce() {
        assertThat(ran).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void sameTest_hasTheSameSeedsInEveryBuild() {
        assertThat(SeededRuns.seeds("a#b", 5, "", "").toArray())
                .hasSize(5)
                .doesNotHaveDuplicates()
                .isEqualTo(SeededRuns.seeds("a#b", 5, "", "").toArray());
    }

    @Test
    void otherTest_hasOtherSeeds() {
        assertThat(SeededRuns.seeds("a#b", 5, "", "").toArray())
                .isNotEqualTo(SeededRuns.seeds("a#c", 5, "", "").toArray());
    }

    @Test
    void moreSeeds_beginWithTheFirst() {
        assertThat(SeededRuns.seeds("a#b", 5, "", "50").limit(5).toArray())
                .isEqualTo(SeededRuns.seeds("a#b", 5, "", "").toArray());
    }

    @Test
    void oneSeed_isTheOnlyRun() {
        assertThat(SeededRuns.seeds("a#b", 5, "-42", "50").toArray()).containsExactly(-42);
    }

    @Test
    void noRuns_isRefused() {
        assertThatThrownBy(() -> SeededRuns.seeds("a#b", 5, "", "0")).isInstanceOf(IllegalArgumentException.class);
    }
}
