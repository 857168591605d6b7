package io.tonearm.schemas;

import io.tonearm.schemas.UndecodableRecordException.Reason;
import io.tonearm.schemas.registry.RegistryRefusedException;
import io.tonearm.schemas.registry.SchemaRegistries;
import io.tonearm.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the Confluent wire format; Kafka creates it by class name and configures it with the keys of
 * Confluent's deserializer. {@code specific.avro.reader} is true unless configured: records are read into the event
 * class that their schema names.
 *
 * <p>Throws {@link UndecodableRecordException} where the bytes can't be decoded for good (dead-letter them) and
 * {@link io.tonearm.schemas.registry.RegistryUnavailableException} where the registry can't be reached (try again
 * later). Memory is bounded by the record's own size, whatever lengths it declares. Safe for use by several threads
 * once configured.
 *
 * @param <T> generated event class, or generic record
 */
public final class AvroDeserializer<T> implements Deserializer<T> {

    private final BoundedCache<Integer, RecordDecoding> decodings = new BoundedCache<>();
    private @Nullable SchemaRegistry registry;
    private @Nullable SerdeConfig config;

    /** Creates one for {@link #configure}. */
    public AvroDeserializer() {
        EventClasses.trust();
    }

    AvroDeserializer(SchemaRegistry registry) {
        this();
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        config = SerdeConfig.parse(configs, isKey);
        if (registry == null) {
            registry = SchemaRegistries.of(configs);
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Kafka's interface leaves the type to the user
    public @Nullable T deserialize(String topic, byte @Nullable [] framed) {
        if (framed == null) {
            return null;
        }
        int id = WireFormat.schemaId(framed);
        return (T) decodings.get(id, this::decodingFor).decode(framed);
    }

    private RecordDecoding decodingFor(int id) {
        if (registry == null || config == null) {
            throw new IllegalStateException("expected configure() before deserialize()");
        }
        try {
            return RecordDecoding.of(id, registry.schema(id), config.specificReader());
        } catch (RegistryRefusedException e) {
            Reason reason = e.errorCode() == RegistryRefusedException.SCHEMA_NOT_FOUND
                    ? Reason.UNKNOWN_SCHEMA_ID
                    : Reason.SCHEMA_MISMATCH;
            throw new UndecodableRecordException(reason, "expected the id of an Avro schema, id=" + id, e);
        }
    }
}
