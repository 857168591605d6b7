package io.tonearm.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry understood a request and said no. The same request would be refused again. */
public final class RegistryRefusedException extends SerializationException {

    /** The registry has no such subject. */
    public static final int SUBJECT_NOT_FOUND = 40401;

    /** The subject has no such version. */
    public static final int VERSION_NOT_FOUND = 40402;

    /** The registry has no such schema or id. */
    public static final int SCHEMA_NOT_FOUND = 40403;

    /** The schema is not compatible with the subject's versions. */
    public static final int INCOMPATIBLE_SCHEMA = 409;

    /** The text is not a schema that the registry takes. */
    public static final int INVALID_SCHEMA = 42201;

    private final int errorCode;

    /** Creates one with the registry's own error code. */
    public RegistryRefusedException(int errorCode, String message) {
        super(message + ", errorCode=" + errorCode);
        this.errorCode = errorCode;
    }

    /** Returns the registry's error code, such as {@link #SCHEMA_NOT_FOUND}. */
    public int errorCode() {
        return errorCode;
    }
}
