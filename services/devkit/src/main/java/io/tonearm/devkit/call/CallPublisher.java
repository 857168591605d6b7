package io.tonearm.devkit.call;

import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RtpFrames;
import io.tonearm.schemas.EventSerdes;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes calls to a recorder's input topics as an edge does: idempotent, acknowledged by all replicas, compressed, the
 * records of a leg in their order. At most 32 MiB wait for the broker; then publishing waits with them, at most ten
 * seconds. Used by one thread at a time.
 */
public final class CallPublisher implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final Map<String, Object> SETTINGS = Map.of(
            "acks",
            "all",
            "enable.idempotence",
            true,
            "compression.type",
            "lz4",
            "linger.ms",
            5,
            "batch.size",
            256 * 1024,
            "buffer.memory",
            32L << 20,
            "max.request.size",
            2 << 20,
            "max.block.ms",
            10_000,
            "request.timeout.ms",
            10_000,
            "delivery.timeout.ms",
            30_000);

    private final Producer<String, byte[]> producer;
    private final Serializer<RecordingCommand> commands;
    private final Serializer<RtpFrames> frames;
    private final String commandsTopic;
    private final String framesTopic;

    /**
     * Connects to a cluster.
     *
     * @param config the producer's and the serializers' properties; {@code bootstrap.servers} and {@code
     *     schema.registry.url} are needed
     * @param commandsTopic where commands go
     * @param framesTopic where packets go
     */
    public CallPublisher(Map<String, ?> config, String commandsTopic, String framesTopic) {
        EventSerdes serdes = new EventSerdes(config);
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(config);
        this.commands = serdes.serializer(RecordingCommand.class);
        this.frames = serdes.serializer(RtpFrames.class);
        this.commandsTopic = commandsTopic;
        this.framesTopic = framesTopic;
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Is told of each record that was handed to the producer. */
    @FunctionalInterface
    public interface Progress {

        /** Nobody is told. */
        Progress NONE = (record, packets, ofPackets) -> {};

        /**
         * The next record is on its way.
         *
         * @param record the record
         * @param packets how many RTP packets are on their way so far
         * @param ofPackets how many there are in all
         */
        void published(EdgeRecord record, long packets, long ofPackets);
    }

    /**
     * Publishes records in the given order, of one leg or of several, and waits until the broker has them all.
     *
     * <p>At real pace a record is due when its time is, counted from the earliest time of all.
     *
     * @throws KafkaException where the broker does not take them; some may be published
     */
    public void publish(List<EdgeRecord> records, Pace pace, Progress progress) throws InterruptedException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long ofPackets = records.stream().mapToLong(EdgeRecord::packets).sum();
        long beginMicros =
                records.stream().mapToLong(EdgeRecord::publishedAtMicros).min().orElse(0);
        long beganNanos = System.nanoTime();
        long packets = 0;
        for (EdgeRecord record : records) {
            pace.await(beganNanos, record.publishedAtMicros() - beginMicros);
            Future<?> unused = producer.send(producerRecord(record), (metadata, e) -> {
                if (e != null) {
                    failure.compareAndSet(null, e);
                }
            });
            throwIfAny(failure.get());
            packets += record.packets();
            progress.published(record, packets, ofPackets);
        }
        producer.flush();
        throwIfAny(failure.get());
    }

    /** Publishes several calls at once, their records in the order of time. */
    public void publishTogether(List<LegScript> scripts, Pace pace, Progress progress) throws InterruptedException {
        List<EdgeRecord> records = scripts.stream()
                .flatMap(script -> script.records().stream())
                .sorted(Comparator.comparingLong(EdgeRecord::publishedAtMicros))
                .toList();
        publish(records, pace, progress);
    }

    private static void throwIfAny(@Nullable Exception failure) {
        if (failure != null) {
            throw new KafkaException("expected the broker to take a record: " + failure.getMessage(), failure);
        }
    }

    private ProducerRecord<String, byte[]> producerRecord(EdgeRecord record) {
        if (record instanceof EdgeRecord.Command command) {
            byte[] value = commands.serialize(commandsTopic, command.event());
            return new ProducerRecord<>(commandsTopic, record.legId(), value);
        }
        RtpFrames event = ((EdgeRecord.Frames) record).event();
        return new ProducerRecord<>(framesTopic, record.legId(), frames.serialize(framesTopic, event));
    }

    /** Releases the connections, giving records under way up to ten seconds. A repeat changes nothing. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
