package io.tonearm.schemas.registry;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a subject must be able to read each other's records, as Confluent names the levels. Logical types
 * do not count: Avro compares what is on the wire.
 */
public enum Compatibility {
    /** Anything goes. */
    NONE(null),
    /** The new version reads the newest one's records. */
    BACKWARD(new SchemaValidatorBuilder().canReadStrategy().validateLatest()),
    /** The new version reads the records of all. */
    BACKWARD_TRANSITIVE(new SchemaValidatorBuilder().canReadStrategy().validateAll()),
    /** The newest version reads the new one's records. */
    FORWARD(new SchemaValidatorBuilder().canBeReadStrategy().validateLatest()),
    /** All versions read the new one's records. */
    FORWARD_TRANSITIVE(new SchemaValidatorBuilder().canBeReadStrategy().validateAll()),
    /** The new version and the newest one read each other's records. */
    FULL(new SchemaValidatorBuilder().mutualReadStrategy().validateLatest()),
    /** The new version and every older one read each other's records. */
    FULL_TRANSITIVE(new SchemaValidatorBuilder().mutualReadStrategy().validateAll());

    @SuppressWarnings("ImmutableEnumChecker") // Avro's validators hold no state
    private final @Nullable SchemaValidator validator;

    Compatibility(@Nullable SchemaValidator validator) {
        this.validator = validator;
    }

    boolean allows(Schema candidate, List<Schema> newestFirst) {
        if (validator == null) {
            return true;
        }
        try {
            validator.validate(candidate, newestFirst);
            return true;
        } catch (SchemaValidationException e) {
            return false;
        }
    }
}
