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
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Deserializer<? extends SpecificRecord>> deserializers;

    private EventFeed(Cluster cluster) {
        Topics topics = cluster.topics();
        EventSerdes serdes = new EventSerdes(cluster.config());
        deserializers = Map.of(
                topics.results(), serdes.deserializer(CommandResult.class),
                topics.lifecycle(), serdes.deserializer(RecordingLifecycle.class),
                topics.delivered(), serdes.deserializer(RecordingDelivered.class),
                topics.undelivered(), serdes.deserializer(RecordingUndelivered.class),
                topics.billing(), serdes.deserializer(RecordingBilled.class));
        consumer = CommittedRecords.consumer(cluster);
    }

    /** Reads what is published from now on. */
    static EventFeed fromNow(Cluster cluster) {
        EventFeed feed = new EventFeed(cluster);
        List<TopicPartition> partitions =
                CommittedRecords.assign(feed.consumer, cluster.topics().events());
        feed.consumer.endOffsets(partitions).forEach(feed.consumer::seek);
        return feed;
    }

    /** Reads everything that is still kept. */
    static EventFeed fromBeginning(Cluster cluster) {
        EventFeed feed = new EventFeed(cluster);
        feed.consumer.seekToBeginning(
                CommittedRecords.assign(feed.consumer, cluster.topics().events()));
        return feed;
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
