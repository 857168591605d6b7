package io.tonearm.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

final class SchemaDocsTest {

    private final Set<String> seen = new TreeSet<>();
    private final Set<String> undocumented = new TreeSet<>();

    @Test
    void everyTypeAndField_hasADoc() {
        SampleEvents.all().forEach(event -> visit(event.getSchema()));

        assertThat(seen)
                .contains(
                        "io.tonearm.events.RtpFrame", "io.tonearm.events.DigitPressed", "io.tonearm.events.EndReason");
        assertThat(undocumented).isEmpty();
    }

    private void visit(Schema schema) {
        switch (schema.getType()) {
            case ARRAY -> visit(schema.getElementType());
            case MAP -> visit(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::visit);
            case ENUM, FIXED -> {
                seen.add(schema.getFullName());
                check(schema.getFullName(), schema.getDoc());
            }
            case RECORD -> visitRecord(schema);
            default -> {}
        }
    }

    private void visitRecord(Schema schema) {
        if (!seen.add(schema.getFullName())) {
            return;
        }
        check(schema.getFullName(), schema.getDoc());
        for (Schema.Field field : schema.getFields()) {
            check(schema.getFullName() + "." + field.name(), field.doc());
            visit(field.schema());
        }
    }

    private void check(String name, String doc) {
        if (doc == null || !doc.endsWith(".")) {
            undocumented.add(name);
        }
    }
}
