package io.tonearm.schemas.registry;

import org.apache.avro.Schema;

/**
 * Numbers schemas: every schema has one id, and every subject a list of schema versions, counted from 1.
 *
 * <p>All methods throw {@link RegistryUnavailableException} where the registry gave no answer that counts (try again
 * later) and {@link RegistryRefusedException} where it answered no (trying again changes nothing). Safe for use by
 * several threads.
 */
public interface SchemaRegistry {

    /**
     * Returns the schema's id, after adding it as the subject's newest version where the subject does not have it.
     * A repeat changes nothing.
     */
    int register(String subject, Schema schema);

    /** Returns the version of the subject that is this schema; it must have been registered. */
    RegisteredSchema lookup(String subject, Schema schema);

    /** Returns the schema with this id. */
    Schema schema(int id);

    /** Returns the subject's newest version. */
    RegisteredSchema latest(String subject);
}
