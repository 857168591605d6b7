package io.tonearm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.events.TrackSelection;
import org.apache.avro.LogicalTypes;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

final class EventClassesTest {

    @Test
    void eventClasses_areTrustedWithoutASerde() {
        assertThat(LogicalTypes.getCustomRegisteredTypes()).containsKey(EventClasses.LOGICAL_TYPE);
        assertThatCode(() -> ClassSecurityValidator.validate(TrackSelection.class))
                .doesNotThrowAnyException();
    }

    @Test
    void otherClasses_areNotTrusted() {
        assertThatThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> ClassSecurityValidator.validate(EventClasses.class))
                .isInstanceOf(SecurityException.class);
    }
}
