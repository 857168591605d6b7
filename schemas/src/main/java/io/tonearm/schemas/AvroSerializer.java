package io.tonearm.schemas;

import io.tonearm.schemas.registry.RegisteredSchema;
import io.tonearm.schemas.registry.SchemaRegistries;
import io.tonearm.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the Confluent wire format; Kafka creates it by class name and configures it with the keys of
 * Confluent's serializer. The bytes are the same as Confluent's.
 *
 * <p>Throws {@link io.tonearm.schemas.registry.RegistryUnavailableException} where the registry can't be reached (write
 * the record again later), {@link io.tonearm.schemas.registry.RegistryRefusedException} where it does not take the
 * schema, and another {@link SerializationException} where the record lacks a value that its schema requires. Safe for
 * use by several threads once configured.
 *
 * @param <T> generated event class, or generic record
 */
public final class AvroSerializer<T> implements Serializer<T> {

    private record Target(String topic, Schema schema) {}

    private final BoundedCache<Target, RecordEncoding> encodings = new BoundedCache<>();
    private @Nullable SchemaRegistry registry;
    private @Nullable SerdeConfig config;
    private boolean isKey;

    /** Creates one for {@link #configure}. */
    public AvroSerializer() {
        EventClasses.trust();
    }

    AvroSerializer(SchemaRegistry registry) {
        this();
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        this.config = SerdeConfig.parse(configs, isKey);
        this.isKey = isKey;
        if (registry == null) {
            registry = SchemaRegistries.of(configs);
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof IndexedRecord record)) {
            throw new SerializationException(
                    "expected an Avro record, type=" + value.getClass().getName());
        }
        return encodings
                .get(new Target(topic, record.getSchema()), this::encodingFor)
                .encode(record);
    }

    private RecordEncoding encodingFor(Target target) {
        if (registry == null || config == null) {
            throw new IllegalStateException("expected configure() before serialize()");
        }
        Schema own = target.schema();
        String subject = config.naming().subject(target.topic(), isKey, own);
        if (config.useLatestVersion()) {
            RegisteredSchema latest = registry.latest(subject);
            return new RecordEncoding(latest.id(), own, new Schema.Parser().parse(latest.schema()));
        }
        int id = config.autoRegister()
                ? registry.register(subject, own)
                : registry.lookup(subject, own).id();
        return new RecordEncoding(id, own, own);
    }
}
