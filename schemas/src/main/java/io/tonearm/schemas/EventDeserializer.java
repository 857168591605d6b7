package io.tonearm.schemas;

import io.tonearm.schemas.UndecodableRecordException.Reason;
import io.tonearm.schemas.registry.RegistryUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event class with any deserializer of the Confluent wire format, and tells its failures apart as ours does: a
 * failure of the registry or of the way to it never counts as the record's. As safe for use by several threads as that
 * deserializer.
 */
final class EventDeserializer<T> implements Deserializer<T> {

    /** Simple name of the exception that Confluent's client throws for an answer other than yes. */
    private static final String REST_EXCEPTION = "RestClientException";

    private static final String UNKNOWN_ID = "error code: 40403";

    private final Class<T> type;
    private final Deserializer<?> any;

    EventDeserializer(Class<T> type, Deserializer<?> any) {
        this.type = type;
        this.any = any;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] framed) {
        return event(framed, bytes -> any.deserialize(topic, bytes));
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] framed) {
        return event(framed, bytes -> any.deserialize(topic, headers, bytes));
    }

    @Override
    public void close() {
        any.close();
    }

    private interface Decoding {
        @Nullable
        Object decode(byte[] framed);
    }

    private @Nullable T event(byte @Nullable [] framed, Decoding decoding) {
        if (framed == null) {
            return null;
        }
        int id = WireFormat.schemaId(framed);
        Object value;
        try {
            value = decoding.decode(framed);
        } catch (RuntimeException e) {
            throw any instanceof AvroDeserializer ? e : classified(id, e);
        }
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw new UndecodableRecordException(
                Reason.UNEXPECTED_TYPE,
                "expected a record of another class, expected=" + type.getName() + ", class="
                        + (value == null ? null : value.getClass().getName()) + ", id=" + id,
                null);
    }

    private static RuntimeException classified(int id, RuntimeException failure) {
        List<Throwable> chain = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .toList();
        if (chain.stream().anyMatch(EventDeserializer::saysUnknownId)) {
            return undecodable(Reason.UNKNOWN_SCHEMA_ID, id, failure);
        }
        if (chain.stream().anyMatch(EventDeserializer::isOfTheWorld)) {
            return new RegistryUnavailableException("expected an answer from the schema registry, id=" + id, failure);
        }
        if (failure instanceof KafkaException && !(failure instanceof SerializationException)) {
            return failure;
        }
        boolean truncated = chain.stream().anyMatch(EOFException.class::isInstance);
        return undecodable(truncated ? Reason.TRUNCATED : Reason.MALFORMED, id, failure);
    }

    private static UndecodableRecordException undecodable(Reason reason, int id, RuntimeException failure) {
        return new UndecodableRecordException(
                reason, "expected a record that can be decoded, id=" + id + ", reason=" + reason, failure);
    }

    private static boolean saysUnknownId(Throwable cause) {
        return isRestException(cause) && String.valueOf(cause.getMessage()).endsWith(UNKNOWN_ID);
    }

    private static boolean isOfTheWorld(Throwable cause) {
        boolean fromAvro =
                cause instanceof EOFException || cause.getClass().getName().startsWith("org.apache.avro.");
        return isRestException(cause) || (cause instanceof IOException && !fromAvro);
    }

    private static boolean isRestException(Throwable cause) {
        return cause.getClass().getSimpleName().equals(REST_EXCEPTION);
    }
}
