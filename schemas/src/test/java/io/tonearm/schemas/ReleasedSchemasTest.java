package io.tonearm.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.PauseFill;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleasedSchemasTest {

    private static final List<Schema> CURRENT =
            SampleEvents.all().stream().map(event -> event.getSchema()).toList();
    private static final ReleasedSchemas COMMITTED = new ReleasedSchemas(Path.of("released"));

    @TempDir
    private Path folder;

    private ReleasedSchemas released;

    @BeforeEach
    void release() throws IOException {
        released = new ReleasedSchemas(folder);
        released.writeNext(CURRENT);
    }

    @Test
    void currentSchemas_areTheNewestReleaseAndReadAllOthers() throws IOException {
        List<String> problems = problems(COMMITTED, CURRENT);
        if (Boolean.getBoolean(ReleasedSchemas.RELEASE_FLAG)) {
            assertThat(problems).as("incompatible schemas are not released").noneMatch(each -> each.contains("break"));
            COMMITTED.writeNext(CURRENT);
            assertThat(problems(COMMITTED, CURRENT)).isEmpty();
            throw new AssertionError(
                    "the release is written: commit schemas/released and build again without the flag");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void unchangedSchema_hasNoProblem() {
        assertThat(problems(released, CURRENT)).isEmpty();
    }

    @Test
    void fieldWithoutDefault_isIncompatible() {
        Schema changed = TestSchemas.with(
                RecordingLifecycle.SCHEMA$, new Schema.Field("note", Schema.create(Schema.Type.STRING), "Added."));

        assertThat(released.problems(changed)).hasSize(2).first().asString().contains("RecordingLifecycle", "break");
    }

    @Test
    void removedFieldWithoutDefault_isIncompatible() {
        Schema changed = TestSchemas.without(RecordingLifecycle.SCHEMA$, "recordingId");

        assertThat(released.problems(changed)).hasSize(2);
    }

    @Test
    void changedDecimalScale_isNotTheNewestRelease() {
        Schema cents = LogicalTypes.decimal(20, 2).addToSchema(Schema.create(Schema.Type.BYTES));

        assertThat(released.problems(TestSchemas.retyped(RecordingBilled.SCHEMA$, "amount", cents)))
                .singleElement()
                .asString()
                .contains("RecordingBilled", "newest released", ReleasedSchemas.RELEASE_FLAG);
    }

    @Test
    void timestampWithoutItsUnit_isNotTheNewestRelease() {
        Schema plain = Schema.create(Schema.Type.LONG);

        assertThat(released.problems(TestSchemas.retyped(RecordingBilled.SCHEMA$, "billedAt", plain)))
                .singleElement()
                .asString()
                .contains("newest released");
    }

    @Test
    void changedDefaultOfAnEnum_isNotTheNewestRelease() {
        Schema omit = Schema.createEnum(
                "PauseFill", "", PauseFill.SCHEMA$.getNamespace(), PauseFill.SCHEMA$.getEnumSymbols(), "OMIT");

        assertThat(released.problems(TestSchemas.retyped(RecordingPolicy.SCHEMA$, "pauseFill", omit)))
                .singleElement()
                .asString()
                .contains("newest released");
    }

    @Test
    void compatibleChange_mustBeReleased() throws IOException {
        // Given
        Schema changed = TestSchemas.withField(RecordingLifecycle.SCHEMA$, "note");
        assertThat(released.problems(changed)).singleElement().asString().contains("newest released");

        // When
        released.writeNext(List.of(changed, RecordingBilled.SCHEMA$));

        // Then
        assertThat(released.problems(changed)).isEmpty();
        assertThat(released.problems(RecordingLifecycle.SCHEMA$))
                .singleElement()
                .asString()
                .contains("newest released");
        try (var files = Files.list(folder.resolve("v2"))) {
            assertThat(files).containsExactly(folder.resolve("v2").resolve("RecordingLifecycle.avsc"));
        }
    }

    @Test
    void changedDoc_needsNoRelease() {
        Schema lifecycle = RecordingLifecycle.SCHEMA$;
        Schema changed = Schema.createRecord(
                lifecycle.getName(),
                "Another sentence.",
                lifecycle.getNamespace(),
                false,
                TestSchemas.without(lifecycle, "").getFields().stream()
                        .map(field -> new Schema.Field(field.name(), field.schema(), "Another.", field.defaultVal()))
                        .toList());

        assertThat(released.problems(changed)).isEmpty();
    }

    private static List<String> problems(ReleasedSchemas released, List<Schema> schemas) {
        return schemas.stream()
                .flatMap(each -> released.problems(each).stream())
                .toList();
    }
}
