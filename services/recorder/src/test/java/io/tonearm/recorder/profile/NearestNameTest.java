package io.tonearm.recorder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {

    private static final List<String> NAMES = List.of("pauseFill", "pauseTone", "pricePerMinute", "restart", "sidecar");

    @ParameterizedTest
    @CsvSource({
        "pauseFil, pauseFill",
        "pausefill, pauseFill",
        "pauseTune, pauseTone",
        "pricePerMinut, pricePerMinute",
        "pricePerHour, pricePerMinute",
        "retsart, restart",
        "sidecars, sidecar"
    })
    void misspeltName_isFound(String text, String meant) {
        assertThat(NearestName.of(text, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "colour", "restaurantBill"})
    void otherWord_isNoName(String text) {
        assertThat(NearestName.of(text, NAMES)).isEmpty();
    }

    @Test
    void endlessWord_isNoName() {
        assertThat(NearestName.of("restart".repeat(10_000), NAMES)).isEmpty();
    }
}
