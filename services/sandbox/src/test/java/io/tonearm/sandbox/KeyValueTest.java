package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class KeyValueTest {

    @ParameterizedTest
    @CsvSource({"order=4711, order, 4711", "a=b=c, a, b=c", "a=, a, ''", "'a b= c ', 'a b', ' c '"})
    void pair_isCutAtTheFirstEqualsSign(String text, String key, String value) {
        assertThat(new KeyValue.Text().convert(text)).isEqualTo(new KeyValue(key, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "order", "=4711"})
    void noPair_isRefused(String text) {
        assertThatThrownBy(() -> new KeyValue.Text().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void keyGivenTwice_isRefused() {
        assertThat(KeyValue.map(List.of(new KeyValue("a", "1"), new KeyValue("b", "2"))))
                .containsEntry("a", "1")
                .containsEntry("b", "2");
        assertThatThrownBy(() -> KeyValue.map(List.of(new KeyValue("a", "1"), new KeyValue("a", "1"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("key=a");
    }
}
