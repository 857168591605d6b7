package io.tonearm.schemas.registry;

/**
 * One version of a subject.
 *
 * @param subject name under which versions are counted
 * @param version place in the subject's history, from 1
 * @param id the schema's id in the registry, from 1; the same schema under another subject has the same id
 * @param schema self-contained Avro JSON
 */
public record RegisteredSchema(String subject, int version, int id, String schema) {

    /** Checks the ranges. */
    public RegisteredSchema {
        if (version < 1 || id < 1) {
            throw new IllegalArgumentException("expected version and id from 1, version=" + version + ", id=" + id);
        }
    }
}
