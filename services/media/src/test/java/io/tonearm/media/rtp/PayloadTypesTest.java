package io.tonearm.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTypesTest {

    @ParameterizedTest
    @CsvSource({
        "0, PCMU, 8000, 1",
        "3, GSM, 8000, 1",
        "4, G723, 8000, 1",
        "8, PCMA, 8000, 1",
        "9, G722, 8000, 1",
        "10, L16, 44100, 2",
        "11, L16, 44100, 1",
        "13, CN, 8000, 1",
        "15, G728, 8000, 1",
        "18, G729, 8000, 1",
    })
    void staticAssignment_isThatOfRfc3551(int number, String name, int clockRate, int channels) {
        assertThat(PayloadTypes.STATIC.formatOf(number)).isEqualTo(new PayloadFormat(name, clockRate, channels));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 72, 96, 101, 127})
    void numberThatNobodyAssigned_meansNothing(int number) {
        assertThat(PayloadTypes.STATIC.formatOf(number)).isNull();
    }

    @Test
    void negotiation_goesBeforeTheStaticAssignment() {
        PayloadFormat opus = new PayloadFormat("opus", 48_000, 2);
        Map<Integer, PayloadFormat> negotiated = new HashMap<>(Map.of(0, opus, 96, opus));
        PayloadTypes types = PayloadTypes.of(negotiated);
        negotiated.clear();

        assertThat(types.formatOf(0)).isEqualTo(opus);
        assertThat(types.formatOf(96)).isEqualTo(opus);
        assertThat(types.formatOf(8)).isEqualTo(new PayloadFormat("PCMA", 8000, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 128})
    void numberBeyond127_isRefused(int number) {
        Map<Integer, PayloadFormat> negotiated = Map.of(number, new PayloadFormat("PCMU", 8000, 1));

        assertThatThrownBy(() -> PayloadTypes.of(negotiated))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payloadType=" + number);
    }

    @Test
    void name_isComparedWithoutRegardToCase() {
        assertThat(new PayloadFormat("Telephone-Event", 8000, 1).is(PayloadFormat.TELEPHONE_EVENT))
                .isTrue();
        assertThat(new PayloadFormat("PCMU", 8000, 1).is("PCMA")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"' ', 8000, 1", "PCMU, 0, 1", "PCMU, 1000001, 1", "PCMU, 8000, 0", "PCMU, 8000, 256"})
    void formatOutOfRange_isRefused(String name, int clockRate, int channels) {
        assertThatThrownBy(() -> new PayloadFormat(name, clockRate, channels))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameOfMoreThan64Characters_isRefused() {
        assertThat(new PayloadFormat("a".repeat(64), 1, 1).encodingName()).hasSize(64);
        assertThatThrownBy(() -> new PayloadFormat("a".repeat(65), 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
