package io.tonearm.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The schema registry gave no answer that counts: it was not reached, was too slow, failed, or did not accept the
 * credentials. Says nothing about the record: keep it and try again later; never drop or dead-letter it.
 *
 * <p>Means what Kafka's {@code RetriableException} means. It is a {@link SerializationException} instead because Kafka
 * expects serializers and deserializers to throw those.
 */
public final class RegistryUnavailableException extends SerializationException {

    /** Creates one with a cause. */
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates one without a cause. */
    public RegistryUnavailableException(String message) {
        super(message);
    }
}
