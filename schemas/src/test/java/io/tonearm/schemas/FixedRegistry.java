package io.tonearm.schemas;

import io.tonearm.schemas.registry.RegisteredSchema;
import io.tonearm.schemas.registry.SchemaRegistry;
import org.apache.avro.Schema;

/** Gives every schema the same id. */
record FixedRegistry(int id, Schema schema) implements SchemaRegistry {

    @Override
    public int register(String subject, Schema any) {
        return id;
    }

    @Override
    public RegisteredSchema lookup(String subject, Schema any) {
        return latest(subject);
    }

    @Override
    public Schema schema(int any) {
        return schema;
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return new RegisteredSchema(subject, 1, id, schema.toString());
    }
}
