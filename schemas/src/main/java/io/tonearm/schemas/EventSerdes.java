package io.tonearm.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serializers and deserializers of event classes, of the kind that a configuration names: {@value #SERIALIZER} and
 * {@value #DESERIALIZER} are class names, by default those of {@link AvroSerializer} and {@link AvroDeserializer}.
 * Confluent's work as well where they are on the class path.
 *
 * <p>Whatever the class, a deserializer made here throws {@link UndecodableRecordException} for a record that is to be
 * dead-lettered, and only for that. Safe for use by several threads as far as the named classes are; ours are.
 */
public final class EventSerdes {

    /** Key of the serializer's class name. */
    public static final String SERIALIZER = "avro.serializer";

    /** Key of the deserializer's class name. */
    public static final String DESERIALIZER = "avro.deserializer";

    private final Map<String, Object> config;

    /** Creates a factory; the configuration is that of Confluent's serdes plus the two keys above. */
    public EventSerdes(Map<String, ?> config) {
        EventClasses.trust();
        this.config = new HashMap<>(config);
        this.config.putIfAbsent(SerdeConfig.SPECIFIC_READER, true);
    }

    /**
     * Returns a serializer for the values of one event class.
     *
     * @throws ConfigException where the configuration is not usable; the message names the key
     */
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecord> Serializer<T> serializer(Class<T> type) {
        Serializer<T> serializer = create(SERIALIZER, AvroSerializer.class.getName(), Serializer.class);
        serializer.configure(config, false);
        return serializer;
    }

    /**
     * Returns a deserializer for the values of one event class; a record of another class is undecodable.
     *
     * @throws ConfigException where the configuration is not usable; the message names the key
     */
    public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
        Deserializer<?> deserializer = create(DESERIALIZER, AvroDeserializer.class.getName(), Deserializer.class);
        deserializer.configure(config, false);
        return new EventDeserializer<>(type, deserializer);
    }

    /** Returns both for the values of one event class. */
    public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        return Serdes.serdeFrom(serializer(type), deserializer(type));
    }

    private <S> S create(String key, String ours, Class<S> kind) {
        String name = String.valueOf(config.getOrDefault(key, ours));
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Class<?> type = Class.forName(name, true, loader == null ? EventSerdes.class.getClassLoader() : loader);
            return kind.cast(type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new ConfigException(key, name, "expected a " + kind.getSimpleName() + " on the class path: " + e);
        }
    }
}
