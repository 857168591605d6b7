package io.tonearm.recorder.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what was set aside, from the beginning, committed records only. Not thread-safe. */
public final class DeadLetterReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<DeadLetter> letters = new ArrayList<>();

    /**
     * One of them.
     *
     * @param key as received; empty for none
     * @param valueBytes how many there are of the value; -1 where it was withheld or there was none
     * @param headers by their names without the prefix
     */
    public record DeadLetter(String key, int valueBytes, Map<String, String> headers) {

        /** Why, for machines. */
        public String reason() {
            return headers.getOrDefault("reason", "");
        }

        /** Why, for people. */
        public String detail() {
            return headers.getOrDefault("detail", "");
        }
    }

    /** Begins at the beginning; the topic exists. */
    public DeadLetterReader(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Those of a key, once there are so many. */
    public List<DeadLetter> await(String key, int count) {
        Await.until(count + " dead letters of key " + key, () -> {
            consumer.poll(POLL).forEach(record -> letters.add(letter(record)));
            return of(key).size() >= count;
        });
        return of(key);
    }

    private List<DeadLetter> of(String key) {
        return letters.stream().filter(letter -> letter.key().equals(key)).toList();
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(
                        header.key().replace("tonearm.", ""), new String(header.value(), StandardCharsets.UTF_8)));
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return new DeadLetter(key, record.value() == null ? -1 : record.value().length, headers);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
