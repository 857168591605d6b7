package io.tonearm.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A record's bytes can't be decoded, now or later. Dead-letter the record and go on. Its message names no content of
 * the record.
 */
public final class UndecodableRecordException extends SerializationException {

    /** What is wrong with the bytes. */
    public enum Reason {
        /** The first byte is not 0: not the Confluent wire format. */
        BAD_MAGIC_BYTE,
        /** The bytes end too early. */
        TRUNCATED,
        /** The registry has no schema with the id. */
        UNKNOWN_SCHEMA_ID,
        /** The schema of the id can't be read as the event that it names, or is no Avro schema. */
        SCHEMA_MISMATCH,
        /** The schema of the id is none of our events, or another one than expected. */
        UNEXPECTED_TYPE,
        /** The bytes don't follow the schema of the id. */
        MALFORMED
    }

    private final Reason reason;

    /** Creates one; the cause may be null. */
    public UndecodableRecordException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns what is wrong. */
    public Reason reason() {
        return reason;
    }
}
