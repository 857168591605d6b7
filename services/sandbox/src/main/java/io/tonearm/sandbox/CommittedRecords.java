package io.tonearm.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of topics without a consumer group. Order holds within a partition. Stateless. */
final class CommittedRecords {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30);
    private static final Map<String, Object> SETTINGS = Map.of(
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "default.api.timeout.ms",
            10_000,
            "request.timeout.ms",
            5_000,
            "fetch.max.wait.ms",
            100,
            "fetch.max.bytes",
            4 << 20);

    private CommittedRecords() {}

    /** Is told how far reading is. */
    @FunctionalInterface
    interface Progress {

        /** Nobody is told. */
        Progress NONE = (offsets, ofOffsets) -> {};

        /** So many offsets are behind, of so many. */
        void read(long offsets, long ofOffsets);
    }

    /** A consumer of the cluster's records; nothing is assigned to it yet. */
    static KafkaConsumer<byte[], byte[]> consumer(Cluster cluster) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(cluster.config());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Assigns all partitions of the topics; returns them. */
    static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }

    /**
     * Reads topics from their beginning to where they end at the time of the call.
     *
     * @throws SandboxException where nothing comes for 30 seconds
     */
    static void readAll(
            Cluster cluster, List<String> topics, Progress progress, Consumer<ConsumerRecord<byte[], byte[]>> taking) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster)) {
            List<TopicPartition> partitions = assign(consumer, topics);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            begins.forEach(consumer::seek);
            long begin = sum(begins);
            long all = sum(ends) - begin;
            long reached = 0;
            long reachedNanos = System.nanoTime();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < end(ends, new TopicPartition(record.topic(), record.partition()))) {
                        taking.accept(record);
                    }
                }
                long now = partitions.stream().mapToLong(consumer::position).sum() - begin;
                if (now != reached) {
                    reached = now;
                    reachedNanos = System.nanoTime();
                    progress.read(Math.min(reached, all), all);
                } else if (System.nanoTime() - reachedNanos > LONGEST_STANDSTILL.toNanos()) {
                    throw new SandboxException("the cluster has stopped answering: check that its brokers run, topics="
                            + topics + ", seconds=" + LONGEST_STANDSTILL.toSeconds());
                }
            }
        }
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
