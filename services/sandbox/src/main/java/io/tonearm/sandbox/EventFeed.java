package io.tonearm.sandbox;

import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.recorder.Topics;
import io.tonearm.schemas.EventSerdes;
import io.tonearm.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all events of a recorder, committed ones only, without a consumer group. Order holds within a partition. Not
 * thread-safe.
 */
final class EventFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
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

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Deserializer<? extends SpecificRecord>> deserializers;

    private EventFeed(Cluster cluster) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(cluster.config());
        Topics topics = cluster.topics();
        EventSerdes serdes = new EventSerdes(cluster.config());
        deserializers = Map.of(
                topics.results(), serdes.deserializer(CommandResult.class),
                topics.lifecycle(), serdes.deserializer(RecordingLifecycle.class),
                topics.delivered(), serdes.deserializer(RecordingDelivered.class),
                topics.undelivered(), serdes.deserializer(RecordingUndelivered.class),
                topics.billing(), serdes.deserializer(RecordingBilled.class));
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads what is published from now on. */
    static EventFeed fromNow(Cluster cluster) {
        EventFeed feed = new EventFeed(cluster);
        List<TopicPartition> partitions = feed.assignAll(cluster.topics());
        feed.consumer.endOffsets(partitions).forEach(feed.consumer::seek);
        return feed;
    }

    /** Reads everything that is still kept. */
    static EventFeed fromBeginning(Cluster cluster) {
        EventFeed feed = new EventFeed(cluster);
        feed.consumer.seekToBeginning(feed.assignAll(cluster.topics()));
        return feed;
    }

    private List<TopicPartition> assignAll(Topics topics) {
        List<TopicPartition> partitions = topics.events().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }

    /** The next events, waiting for them at most so long; a record that is none is passed over with a warning. */
    List<SpecificRecord> poll(Duration atMost) {
        List<SpecificRecord> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            SpecificRecord event = event(record);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    private @Nullable SpecificRecord event(ConsumerRecord<byte[], byte[]> record) {
        Deserializer<? extends SpecificRecord> deserializer = deserializers.get(record.topic());
        try {
            return deserializer == null ? null : deserializer.deserialize(record.topic(), record.value());
        } catch (UndecodableRecordException e) {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", e.reason())
                    .log("record is no event");
            return null;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
