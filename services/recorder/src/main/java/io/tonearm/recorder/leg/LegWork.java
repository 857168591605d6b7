package io.tonearm.recorder.leg;

import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.RtpFrames;
import io.tonearm.recorder.delivery.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * All that the recorder's processors work with, and the stores they need. Safe for use by several threads.
 *
 * @param topics names of the input topics
 * @param commands reads values of the commands topic; throws only {@code UndecodableRecordException} for bad bytes
 * @param frames reads values of the frames topic, likewise
 * @param policies reads policies in force, likewise
 * @param policy the rules of accounts that have none of their own
 * @param progress how far the input is read
 * @param objects where recordings go
 * @param limits how hard deliveries are tried
 * @param spoolFolder where files wait for their upload
 * @param retentionMillis how long a leg is remembered after its last command
 */
public record LegWork(
        InputTopics topics,
        Deserializer<RecordingCommand> commands,
        Deserializer<RtpFrames> frames,
        Deserializer<RecordingPolicy> policies,
        io.tonearm.media.recording.RecordingPolicy policy,
        InputProgress progress,
        ObjectStore objects,
        DeliveryLimits limits,
        Path spoolFolder,
        long retentionMillis)
        implements ProcessorSupplier<byte[], byte[], Object, Object> {

    static final String LEGS = "legs";
    static final String AUDIO = "audio";
    static final String ANSWERS = "answers";

    /**
     * Names of the input topics.
     *
     * @param commands what was asked
     * @param frames what was said
     * @param deliveries the recorder's own notes of complete recordings
     */
    public record InputTopics(String commands, String frames, String deliveries) {}

    @Override
    public Processor<byte[], byte[], Object, Object> get() {
        return new LegProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(LEGS), Serdes.String(), Serdes.ByteArray())
                        .withLoggingEnabled(shortLived()),
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(AUDIO), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(shortLived()),
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(ANSWERS), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(shortLived()));
    }

    /** What is deleted from a store goes from its changelog within minutes too. */
    private static Map<String, String> shortLived() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofMinutes(1)),
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 * 1024 * 1024),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofMinutes(5)),
                TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(Duration.ofMinutes(5)));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
