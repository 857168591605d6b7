package io.tonearm.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;

/** Other versions of a record's schema. */
final class TestSchemas {

    private TestSchemas() {}

    /** The schema and one string more, at its end, with an empty default. */
    static Schema withField(Schema schema, String name) {
        Schema added = Schema.create(Schema.Type.STRING);
        return with(schema, new Schema.Field(name, added, "Added.", ""));
    }

    static Schema with(Schema schema, Schema.Field field) {
        List<Schema.Field> fields = copies(schema, each -> each.schema());
        fields.add(field);
        return record(schema, fields);
    }

    static Schema without(Schema schema, String name) {
        List<Schema.Field> fields = copies(schema, each -> each.schema());
        fields.removeIf(field -> field.name().equals(name));
        return record(schema, fields);
    }

    static Schema retyped(Schema schema, String name, Schema type) {
        return record(schema, copies(schema, each -> each.name().equals(name) ? type : each.schema()));
    }

    private static List<Schema.Field> copies(Schema schema, Function<Schema.Field, Schema> type) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields()
                .forEach(field -> fields.add(new Schema.Field(
                        field.name(), type.apply(field), field.doc(), field.defaultVal(), field.order())));
        return fields;
    }

    private static Schema record(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
