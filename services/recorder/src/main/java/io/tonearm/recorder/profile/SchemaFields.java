package io.tonearm.recorder.profile;

import java.util.List;
import org.apache.avro.Schema;

/** What a record's schema says of its fields. Stateless. */
final class SchemaFields {

    private SchemaFields() {}

    /** The names of the fields in order, without the account. */
    static List<String> names(Schema schema) {
        return schema.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !name.equals(PolicyForm.ACCOUNT))
                .toList();
    }

    /** What a value that is not null must be. */
    static Schema type(Schema schema) {
        if (!schema.isUnion()) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a union must have a type besides null, " + schema));
    }

    /** The sentence for a name that is no field, with the one that was probably meant. */
    static String unknown(Schema schema, String path, String name) {
        String problem = "`" + path + name + "` is no field of a policy: ";
        return NearestName.of(name, names(schema))
                .map(near -> problem + "did you mean `" + path + near + "`?")
                .orElseGet(() -> problem + "there are " + String.join(", ", names(schema)));
    }
}
