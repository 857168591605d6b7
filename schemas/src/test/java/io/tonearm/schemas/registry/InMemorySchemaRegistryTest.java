package io.tonearm.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InMemorySchemaRegistryTest {

    private static final Schema FIRST =
            SchemaBuilder.record("Event").fields().requiredString("a").endRecord();
    private static final Schema WIDER = SchemaBuilder.record("Event")
            .fields()
            .requiredString("a")
            .nullableString("b", "")
            .endRecord();
    private static final Schema REQUIRED = SchemaBuilder.record("Event")
            .fields()
            .requiredString("a")
            .requiredString("c")
            .endRecord();
    private static final Schema EMPTY = SchemaBuilder.record("Event").fields().endRecord();

    /** A journal in a list that can be made to fail. */
    private static final class ListJournal implements SchemaJournal {
        private final List<RegisteredSchema> entries = new ArrayList<>();
        private boolean fails;

        @Override
        public List<RegisteredSchema> replay() {
            List<RegisteredSchema> anyOrder = new ArrayList<>(entries);
            Collections.reverse(anyOrder);
            return anyOrder;
        }

        @Override
        public void append(RegisteredSchema version) {
            if (fails) {
                throw new RegistryUnavailableException("journal is full");
            }
            entries.add(version);
        }
    }

    private final ListJournal journal = new ListJournal();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry(journal);

    @Test
    void sameSchema_hasOneIdUnderAllSubjects() {
        int id = registry.register("one", FIRST);

        assertThat(registry.register("one", new Schema.Parser().parse(FIRST.toString())))
                .isEqualTo(id);
        assertThat(registry.register("two", FIRST)).isEqualTo(id);
        assertThat(registry.register("one", WIDER)).isNotEqualTo(id);
        assertThat(registry.versionNumbers("one")).containsExactly(1, 2);
        assertThat(registry.lookup("two", FIRST)).isEqualTo(new RegisteredSchema("two", 1, id, FIRST.toString()));
        assertThat(journal.entries).hasSize(3);
    }

    @Test
    void restart_keepsIdsAndVersions() {
        // Given
        int first = registry.register("one", FIRST);
        int wider = registry.register("one", WIDER);

        // When
        InMemorySchemaRegistry restarted = new InMemorySchemaRegistry(journal);

        // Then
        assertThat(restarted.schema(first)).isEqualTo(FIRST);
        assertThat(restarted.register("one", WIDER)).isEqualTo(wider);
        assertThat(restarted.latest("one").version()).isEqualTo(2);
        assertThat(restarted.register("two", EMPTY)).isEqualTo(wider + 1);
    }

    @Test
    void journalFails_nothingIsRegistered() {
        // Given
        journal.fails = true;

        // When
        assertThatThrownBy(() -> registry.register("one", FIRST)).isInstanceOf(RegistryUnavailableException.class);

        // Then
        assertThat(registry.subjects()).isEmpty();
        journal.fails = false;
        assertThat(registry.register("one", FIRST)).isEqualTo(1);
    }

    @Test
    void unknownNames_areRefusedWithTheirCode() {
        registry.register("one", FIRST);

        assertThat(code(() -> registry.latest("none"))).isEqualTo(RegistryRefusedException.SUBJECT_NOT_FOUND);
        assertThat(code(() -> registry.version("one", 2))).isEqualTo(RegistryRefusedException.VERSION_NOT_FOUND);
        assertThat(code(() -> registry.lookup("one", WIDER))).isEqualTo(RegistryRefusedException.SCHEMA_NOT_FOUND);
        assertThat(code(() -> registry.schema(2))).isEqualTo(RegistryRefusedException.SCHEMA_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, true, true, true",
        "BACKWARD, true, false, true",
        "BACKWARD_TRANSITIVE, true, false, true",
        "FORWARD, true, true, false",
        "FORWARD_TRANSITIVE, true, true, false",
        "FULL, true, false, false",
        "FULL_TRANSITIVE, true, false, false"
    })
    void level_decidesWhatMayFollow(Compatibility level, boolean optional, boolean added, boolean removed) {
        registry.requireCompatibility(null, level);
        registry.register("one", FIRST);
        RegisteredSchema latest = registry.latest("one");

        assertThat(registry.isCompatible("one", WIDER, latest)).isEqualTo(optional);
        assertThat(registry.isCompatible("one", REQUIRED, latest)).isEqualTo(added);
        assertThat(registry.isCompatible("one", EMPTY, latest)).isEqualTo(removed);
    }

    @Test
    void transitiveLevel_looksAtAllVersions() {
        registry.register("one", FIRST);
        registry.requireCompatibility("one", Compatibility.NONE);
        registry.register("one", EMPTY);

        registry.requireCompatibility("one", Compatibility.FULL_TRANSITIVE);
        Schema another =
                SchemaBuilder.record("Event").fields().optionalString("a").endRecord();
        assertThat(code(() -> registry.register("one", another)))
                .isEqualTo(RegistryRefusedException.INCOMPATIBLE_SCHEMA);
        registry.requireCompatibility("one", Compatibility.FULL);
        assertThat(registry.register("one", another)).isEqualTo(3);
    }

    private static int code(Runnable refused) {
        try {
            refused.run();
        } catch (RegistryRefusedException e) {
            return e.errorCode();
        }
        throw new AssertionError("expected a refusal");
    }
}
