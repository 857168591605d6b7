package io.tonearm.sandbox;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.schemas.EventSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes policies and waits until the recorder goes by them. Immutable.
 *
 * @param cluster where to
 * @param patience how long to wait for the recorder
 */
record PolicyPublisher(Cluster cluster, Duration patience) {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Map<String, Object> SETTINGS = Map.of(
            "acks",
            "all",
            "enable.idempotence",
            true,
            "max.block.ms",
            10_000,
            "request.timeout.ms",
            10_000,
            "delivery.timeout.ms",
            30_000);

    /**
     * Publishes a policy and waits.
     *
     * @param policy null takes the account's policy away
     * @throws SandboxException where the recorder refuses it or does not answer; it is published all the same
     */
    void publishAndAwait(String accountId, @Nullable RecordingPolicy policy) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster)) {
            List<TopicPartition> partitions = CommittedRecords.assign(
                    consumer,
                    List.of(cluster.topics().policiesInForce(), cluster.topics().deadLetters()));
            consumer.endOffsets(partitions).forEach(consumer::seek);
            await(consumer, new PolicyVerdict(cluster, publish(accountId, policy), accountId, policy));
        }
    }

    /**
     * Publishes a policy.
     *
     * @param policy null takes the account's policy away
     * @return where it is
     */
    RecordMetadata publish(String accountId, @Nullable RecordingPolicy policy) throws InterruptedException {
        String topic = cluster.topics().policies();
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(cluster.config());
        Serializer<RecordingPolicy> serializer = new EventSerdes(cluster.config()).serializer(RecordingPolicy.class);
        byte[] value = policy == null ? null : serializer.serialize(topic, policy);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(topic, accountId, value)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("expected the broker to take a policy: " + e.getMessage(), e);
        }
    }

    private void await(KafkaConsumer<byte[], byte[]> consumer, PolicyVerdict verdict) {
        long beganNanos = System.nanoTime();
        while (System.nanoTime() - beganNanos < patience.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (verdict.isInForceBy(record)) {
                    return;
                }
                String cause = verdict.refusalBy(record);
                if (cause != null) {
                    throw new SandboxException("the recorder refuses the policy and keeps to the one before: " + cause);
                }
            }
        }
        throw new SandboxException(
                "the policy is published, but no recorder has put it in force in time: check that one"
                        + " runs on the cluster, it will; or wait longer with --timeout, seconds="
                        + patience.toSeconds());
    }
}
