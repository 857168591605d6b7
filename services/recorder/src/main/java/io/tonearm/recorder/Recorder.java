package io.tonearm.recorder;

import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.RtpFrames;
import io.tonearm.recorder.delivery.S3ObjectStore;
import io.tonearm.recorder.leg.LegWork;
import io.tonearm.recorder.policy.PolicyTable;
import io.tonearm.schemas.EventSerdes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running recorder. Start it once, close it once. Safe for use by several threads. */
public final class Recorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final Duration CLOSE = Duration.ofSeconds(30);
    private static final int ASK_MILLIS = 30_000;

    private final KafkaStreams streams;
    private final S3ObjectStore objects;
    private final KafkaInputProgress progress;
    private final FailureRule failures;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Recorder(RecorderConfig config, Admin admin) {
        Topics topics = config.topics();
        Path spool = config.stateFolder().resolve("spool");
        EventSerdes serdes = new EventSerdes(config.serdes());
        objects = config.s3().connect();
        progress = new KafkaInputProgress(admin, config.applicationId(), topics, InstantSource.system());
        LegWork work = new LegWork(
                topics.inputs(),
                serdes.deserializer(RecordingCommand.class),
                serdes.deserializer(RtpFrames.class),
                serdes.deserializer(RecordingPolicy.class),
                config.policy(),
                progress,
                objects,
                config.deliveryLimits(),
                spool,
                config.retentionMillis());
        streams = new KafkaStreams(RecorderTopology.of(topics, serdes, work), properties(config));
        clear(spool);
        failures = new FailureRule(InstantSource.system());
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) {
                running.countDown();
            } else if (now == State.ERROR || now == State.NOT_RUNNING) {
                stopped.countDown();
                running.countDown();
            }
        });
    }

    /**
     * Starts a recorder: creates the topics that are missing and begins to work.
     *
     * @throws KafkaException where the brokers cannot be reached or the topics not be created
     * @throws IllegalStateException where the topics that are there do not fit
     */
    public static Recorder start(RecorderConfig config) {
        Admin admin = Admin.create(clients(config));
        try {
            TopicSetup.ensure(admin, config.topics(), config.partitions(), config.replicationFactor());
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
        Recorder recorder = new Recorder(config, admin);
        recorder.streams.start();
        return recorder;
    }

    /** Deletes what a killed process left to be uploaded; it is rendered again. The state folder is ours by now. */
    private static void clear(Path spool) {
        if (!Files.isDirectory(spool)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spool, "*.wav")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.atWarn().addKeyValue("path", spool).setCause(e).log("spool folder could not be cleared");
        }
    }

    private static Properties clients(RecorderConfig config) {
        Properties properties = new Properties();
        properties.putAll(config.kafka());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MILLIS);
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_MILLIS / 2);
        return properties;
    }

    private static Properties properties(RecorderConfig config) {
        Map<String, Object> keys = new HashMap<>();
        keys.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        keys.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        keys.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        keys.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        keys.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        keys.putAll(config.kafka());
        keys.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        keys.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        keys.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
        keys.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        keys.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.replicationFactor());
        @Nullable String instance = config.instanceId();
        if (instance != null) {
            keys.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        }
        Properties properties = new Properties();
        properties.putAll(keys);
        return properties;
    }

    /**
     * Waits until the recorder works on its partitions.
     *
     * @return whether it does; false where the time was too short or it has stopped
     */
    public boolean awaitRunning(Duration atMost) throws InterruptedException {
        return running.await(atMost.toMillis(), TimeUnit.MILLISECONDS) && stopped.getCount() > 0;
    }

    /** The policy that counts for an account's starts from now on, as bytes of the topic; null where it has none. */
    byte @Nullable [] policyInForce(String accountId) {
        ReadOnlyKeyValueStore<String, byte[]> policies = streams.store(
                StoreQueryParameters.fromNameAndType(PolicyTable.STORE, QueryableStoreTypes.keyValueStore()));
        return policies.get(accountId);
    }

    /** Waits until the recorder has stopped, whether it was closed or failed. */
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /** What stopped the recorder; null while it works or where it was closed. */
    public @Nullable Throwable failure() {
        return failures.last();
    }

    /** Finishes what is begun in the stores, leaves the group, and gives uploads under way up; they begin again later. */
    @Override
    public void close() {
        boolean left = streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!left) {
            log.atWarn().addKeyValue("seconds", CLOSE.toSeconds()).log("recorder did not stop in time");
        }
        progress.close();
        objects.close();
    }
}
