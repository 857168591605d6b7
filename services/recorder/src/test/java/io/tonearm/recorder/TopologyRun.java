package io.tonearm.recorder;

import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.events.RtpFrames;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.recorder.leg.DeliveryLimits;
import io.tonearm.recorder.leg.LegWork;
import io.tonearm.recorder.testing.Events;
import io.tonearm.recorder.testing.HeldObjectStore;
import io.tonearm.recorder.testing.SettableProgress;
import io.tonearm.schemas.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The recorder's topology without brokers: records in, records out, a clock that stands still unless told otherwise. Not
 * thread-safe.
 */
final class TopologyRun implements AutoCloseable {

    static final long RETENTION_MILLIS = 3_600_000;
    static final DeliveryLimits LIMITS = new DeliveryLimits(2, 500, 4_000, 60_000, 10_000);

    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
    private static final Duration ROUND = Duration.ofMillis(50);
    private static final int MOST_STEPS = 2_400;

    final Topics topics = new Topics("recording.");
    final HeldObjectStore objects = new HeldObjectStore();
    final SettableProgress progress = new SettableProgress();
    final EventSerdes serdes;

    private final TopologyTestDriver driver;
    private final Map<String, List<TestRecord<byte[], byte[]>>> read = new HashMap<>();
    private Instant now = START;

    private TopologyRun(Path folder, RecordingPolicy policy) {
        serdes = new EventSerdes(Map.of("schema.registry.url", "mock://" + folder.getFileName()));
        LegWork work = new LegWork(
                topics.inputs(),
                serdes.deserializer(RecordingCommand.class),
                serdes.deserializer(RtpFrames.class),
                serdes.deserializer(io.tonearm.events.RecordingPolicy.class),
                policy,
                progress,
                objects,
                LIMITS,
                folder.resolve("spool"),
                RETENTION_MILLIS);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "recorder");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        driver = new TopologyTestDriver(RecorderTopology.of(topics, serdes, work), properties, START);
    }

    static TopologyRun in(Path folder) {
        return new TopologyRun(folder, RecordingPolicy.CHIME);
    }

    static TopologyRun in(Path folder, RecordingPolicy policy) {
        return new TopologyRun(folder, policy);
    }

    long nowMillis() {
        return now.toEpochMilli();
    }

    /** Publishes commands and has them processed. */
    void command(Command... commands) {
        for (Command command : commands) {
            publish(topics.commands(), command.legId(), Events.command(command));
        }
    }

    /** Publishes frames in one record, not counted by the edge. */
    void frames(String legId, Track track, List<RtpFrame> frames) {
        frames(legId, track, frames, -1);
    }

    void frames(String legId, Track track, List<RtpFrame> frames, long firstPacketIndex) {
        publish(topics.frames(), legId, Events.frames(track, frames, firstPacketIndex));
    }

    /** Publishes frames whose edge says whose leg they are of. */
    void frames(LegOwner owner, String legId, Track track, List<RtpFrame> frames) {
        publish(topics.frames(), legId, Events.frames(owner, track, frames));
    }

    /** Publishes a policy. */
    void policy(io.tonearm.events.RecordingPolicy policy) {
        publish(topics.policies(), policy.getAccountId(), policy);
    }

    /** Publishes an event. */
    <T extends SpecificRecord> void publish(String topic, String key, T event) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) event.getClass();
        publishRaw(topic, bytes(key), serdes.serializer(type).serialize(topic, event));
    }

    /** Publishes bytes. */
    void publishRaw(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, now));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets one round of the recorder's clock pass. */
    void round() {
        pass(ROUND);
    }

    /** Lets time pass, in rounds of the recorder's clock or, where it is long, in at most some thousand steps. */
    void pass(Duration time) {
        long stepMillis = Math.max(ROUND.toMillis(), time.toMillis() / MOST_STEPS);
        for (long left = time.toMillis(); left > 0; left -= stepMillis) {
            Duration step = Duration.ofMillis(Math.min(stepMillis, left));
            now = now.plus(step);
            driver.advanceWallClockTime(step);
        }
    }

    /** Lets time pass in rounds, all that was published being processed at once. */
    void live(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= ROUND.toMillis()) {
            progress.processedUntil(now.plus(ROUND).toEpochMilli());
            round();
        }
    }

    /** Says that all there is has been processed, and that nothing came for a while. */
    void settle() {
        pass(Duration.ofSeconds(3));
        progress.processedUntil(nowMillis());
        round();
        round();
    }

    List<CommandResult> results() {
        return events(topics.results(), CommandResult.class);
    }

    /** The answers as one line each. */
    List<String> answers() {
        return results().stream()
                .map(result -> result.getCommandId() + " " + result.getStatus()
                        + (result.getErrorType() == null ? "" : " " + result.getErrorType()))
                .toList();
    }

    List<RecordingLifecycle> lifecycle() {
        return events(topics.lifecycle(), RecordingLifecycle.class);
    }

    List<RecordingDelivered> delivered() {
        return events(topics.delivered(), RecordingDelivered.class);
    }

    List<RecordingUndelivered> undelivered() {
        return events(topics.undelivered(), RecordingUndelivered.class);
    }

    List<RecordingBilled> billed() {
        return events(topics.billing(), RecordingBilled.class);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return records(topics.deadLetters());
    }

    static @Nullable String header(TestRecord<byte[], byte[]> letter, String name) {
        Headers headers = letter.headers();
        return headers.lastHeader(name) == null
                ? null
                : new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private <T extends SpecificRecord> List<T> events(String topic, Class<T> type) {
        Deserializer<T> values = serdes.deserializer(type);
        return records(topic).stream()
                .map(record -> values.deserialize(topic, record.value()))
                .toList();
    }

    /** Keys of what was written to a topic. */
    List<String> keys(String topic) {
        return records(topic).stream()
                .map(record -> new StringDeserializer().deserialize(topic, record.key()))
                .toList();
    }

    /** All that was written to a topic so far. */
    List<TestRecord<byte[], byte[]>> records(String topic) {
        List<TestRecord<byte[], byte[]>> records = read.computeIfAbsent(topic, key -> new ArrayList<>());
        if (driver.producedTopicNames().contains(topic)) {
            records.addAll(driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList());
        }
        return records;
    }

    /** Values of all records that the recorder wrote to any topic, changelogs included. */
    List<byte[]> everythingWritten() {
        List<byte[]> values = new ArrayList<>();
        for (String topic : driver.producedTopicNames()) {
            records(topic).forEach(record -> {
                if (record.value() != null) {
                    values.add(record.value());
                }
            });
        }
        return values;
    }

    /** Values of all entries of all stores. */
    List<byte[]> everythingStored() {
        List<byte[]> values = new ArrayList<>();
        for (String store : driver.getAllStateStores().keySet()) {
            values.addAll(stored(store));
        }
        return values;
    }

    /** Values of all entries of a store. */
    List<byte[]> stored(String name) {
        KeyValueStore<Object, byte[]> store = driver.getKeyValueStore(name);
        List<byte[]> values = new ArrayList<>();
        try (KeyValueIterator<Object, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> values.add(entry.value));
        }
        return values;
    }

    /** Puts a chunk into the audio store behind the recorder's back. */
    KeyValueStore<Bytes, byte[]> audio() {
        return driver.getKeyValueStore("audio");
    }

    /** Sum of a counter over its life. */
    double counted(String name) {
        return driver.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name + "-total"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }
}
