package io.tonearm.devkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tonearm.schemas.registry.RegisteredSchema;
import io.tonearm.schemas.registry.RegistryUnavailableException;
import io.tonearm.schemas.registry.SchemaJournal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Schema versions in the compacted topic {@value #TOPIC}: one record per version, in the form of Confluent's registry,
 * so that ids live as long as the broker's records.
 *
 * <p>One journal may write at a time. Not safe for use by several threads: its registry calls it one call at a time.
 */
final class KafkaSchemaJournal implements SchemaJournal, AutoCloseable {

    static final String TOPIC = "_schemas";

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int LONGEST_WAIT_MS = 20_000;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(LONGEST_WAIT_MS);
    private static final Duration LONGEST_POLL = Duration.ofMillis(200);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> clientSettings;
    private final KafkaProducer<String, String> producer;
    private boolean inDoubt;

    private KafkaSchemaJournal(Map<String, Object> clientSettings) {
        this.clientSettings = clientSettings;
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put("acks", "all");
        settings.put("max.block.ms", LONGEST_WAIT_MS);
        settings.put("delivery.timeout.ms", LONGEST_WAIT_MS);
        settings.put("request.timeout.ms", LONGEST_WAIT_MS / 2);
        settings.put("linger.ms", 0);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /**
     * Opens the journal, making its topic where it is missing.
     *
     * @throws RegistryUnavailableException where the broker does not answer
     */
    static KafkaSchemaJournal open(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "client.id", "schema-journal");
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(topic)).all().get(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new RegistryUnavailableException("expected to create a topic, topic=" + TOPIC, e);
            }
        } catch (TimeoutException e) {
            throw new RegistryUnavailableException("expected an answer of the broker, topic=" + TOPIC, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return new KafkaSchemaJournal(settings);
    }

    @Override
    public List<RegisteredSchema> replay() {
        Map<String, RegisteredSchema> versions = new LinkedHashMap<>();
        long deadlineNanos = System.nanoTime() + LONGEST_WAIT.toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(clientSettings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION), LONGEST_WAIT).getOrDefault(PARTITION, 0L);
            while (consumer.position(PARTITION, LONGEST_WAIT) < end) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new RegistryUnavailableException(
                            "expected to read the journal to its end, topic=" + TOPIC + ", end=" + end);
                }
                consumer.poll(LONGEST_POLL).forEach(entry -> versions.put(entry.key(), decode(entry)));
            }
        } catch (KafkaException e) {
            throw e instanceof RegistryUnavailableException unavailable
                    ? unavailable
                    : new RegistryUnavailableException("expected to read the journal, topic=" + TOPIC, e);
        }
        return List.copyOf(versions.values());
    }

    /**
     * {@inheritDoc}
     *
     * <p>After a write whose outcome is not known nothing more is stored: the version may be there after all, and its id
     * must not be given to another schema. A new journal knows.
     */
    @Override
    public void append(RegisteredSchema version) {
        if (inDoubt) {
            throw new RegistryUnavailableException(
                    "expected to know what the journal holds: an earlier write had no outcome, restart the registry,"
                            + " topic=" + TOPIC);
        }
        inDoubt = true;
        try {
            producer.send(new ProducerRecord<>(TOPIC, 0, key(version), value(version)))
                    .get(2L * LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
            inDoubt = false;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new RegistryUnavailableException("expected to store a version, subject=" + version.subject(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailableException("expected not to be interrupted, topic=" + TOPIC, e);
    }

    private static String key(RegisteredSchema version) {
        return JSON.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", version.subject())
                .put("version", version.version())
                .put("magic", 1)
                .toString();
    }

    private static String value(RegisteredSchema version) {
        ObjectNode value = JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema())
                .put("deleted", false);
        return value.toString();
    }

    private static RegisteredSchema decode(ConsumerRecord<String, String> entry) {
        try {
            JsonNode value = JSON.readTree(entry.value());
            return new RegisteredSchema(
                    value.required("subject").asText(),
                    value.required("version").asInt(),
                    value.required("id").asInt(),
                    value.required("schema").asText());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "expected a schema version written by this journal, topic=" + TOPIC + ", offset=" + entry.offset(),
                    e);
        }
    }

    /** Releases the connections. A repeat changes nothing. */
    @Override
    public void close() {
        producer.close(LONGEST_WAIT);
    }
}
