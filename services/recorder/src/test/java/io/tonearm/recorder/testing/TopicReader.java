package io.tonearm.recorder.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from its beginning with a plain consumer, committed records only. Not thread-safe.
 *
 * @param <T> what its values are
 */
public final class TopicReader<T> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], T> consumer;
    private final List<TopicPartition> partitions;
    private final String topic;
    private final List<T> values = new ArrayList<>();

    /** Begins at the beginning; the topic exists. */
    public TopicReader(String bootstrapServers, String topic, Deserializer<T> type) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                type);
        this.topic = topic;
        partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The values of the first so many records, or of more where there are. */
    public List<T> await(int count) {
        Await.until(count + " records of " + topic, () -> {
            poll();
            return values.size() >= count;
        });
        return List.copyOf(values);
    }

    /** The first value that is like this, once there is one. */
    public T awaitFirst(String what, Predicate<T> like) {
        Await.until(what + " in " + topic, () -> {
            poll();
            return values.stream().anyMatch(like);
        });
        return values.stream().filter(like).findFirst().orElseThrow();
    }

    private void poll() {
        for (ConsumerRecord<byte[], T> record : consumer.poll(POLL)) {
            @Nullable T value = record.value();
            if (value != null) {
                values.add(value);
            }
        }
    }

    /** The values of all records there are at this moment. */
    public List<T> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Await.until("end of " + topic, () -> {
            poll();
            return partitions.stream()
                    .allMatch(partition -> consumer.position(partition) >= Objects.requireNonNull(ends.get(partition)));
        });
        return List.copyOf(values);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
