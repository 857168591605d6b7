package io.tonearm.recorder;

import io.tonearm.devkit.EmbeddedInfrastructure;
import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.RtpFrames;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.profile.FieldSetting;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.recorder.testing.Await;
import io.tonearm.recorder.testing.DeadLetterReader;
import io.tonearm.recorder.testing.Events;
import io.tonearm.recorder.testing.StoredObjects;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TestCall.Batch;
import io.tonearm.recorder.testing.TopicReader;
import io.tonearm.schemas.EventSerdes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** One recorder's surroundings: its settings, an edge that publishes, readers of its events, its bucket. Not thread-safe. */
final class Site implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;

    private final EmbeddedInfrastructure servers;
    private final String name;
    private final Path state;
    private final Map<String, String> properties = new HashMap<>();
    private final EventSerdes serdes;
    private final Serializer<RecordingCommand> commandBytes;
    private final Serializer<RtpFrames> frameBytes;
    private final Serializer<RecordingPolicy> policyBytes;
    private final List<Future<RecordMetadata>> unconfirmed = new ArrayList<>();
    private @Nullable Recorder started;
    private final KafkaProducer<String, byte[]> edge;
    private final Admin admin;

    private Site(EmbeddedInfrastructure servers, String name, Path state, URI s3) {
        this.servers = servers;
        this.name = name;
        this.state = state;
        properties.putAll(Map.ofEntries(
                Map.entry("bootstrap.servers", servers.broker().bootstrapServers()),
                Map.entry("schema.registry.url", servers.registry().url().toString()),
                Map.entry("application.id", name),
                Map.entry("state.dir", state.toString()),
                Map.entry("topic.prefix", name + "."),
                Map.entry("topic.partitions", Integer.toString(PARTITIONS)),
                Map.entry("topic.replication.factor", "1"),
                Map.entry("settle.time.ms", "30000"),
                Map.entry("s3.endpoint", s3.toString()),
                Map.entry("s3.path.style", "true"),
                Map.entry("s3.access.key", servers.objectStore().accessKey()),
                Map.entry("s3.secret.key", servers.objectStore().secretKey())));
        serdes = new EventSerdes(properties);
        commandBytes = serdes.serializer(RecordingCommand.class);
        frameBytes = serdes.serializer(RtpFrames.class);
        policyBytes = serdes.serializer(RecordingPolicy.class);
        edge = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
        TopicSetup.ensure(admin, topics(), PARTITIONS, (short) 1);
    }

    static Site create(EmbeddedInfrastructure servers, String name, Path state, URI s3) {
        servers.objectStore().createBucket("recordings");
        return new Site(servers, name, state, s3);
    }

    Site with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /** The file that a call must become here. */
    byte[] expectedFile(TestCall call) {
        return call.expectedFile(new RecorderConfig(properties).policy());
    }

    String bootstrapServers() {
        return servers.broker().bootstrapServers();
    }

    Topics topics() {
        return new Topics(name + ".");
    }

    Path stateFolder() {
        return state;
    }

    Admin admin() {
        return admin;
    }

    /** A recorder that works. */
    Recorder startRecorder() {
        Recorder recorder = Recorder.start(new RecorderConfig(properties));
        started = recorder;
        try {
            if (!recorder.awaitRunning(START)) {
                throw new AssertionError("recorder must run", recorder.failure());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return recorder;
    }

    void publish(Command... commands) {
        for (Command command : commands) {
            String topic = topics().commands();
            send(topic, command.legId(), bytes(topic, Events.command(command)));
        }
    }

    /** Publishes a command under any key, be it the leg's or not. */
    void publish(String key, Command command) {
        send(topics().commands(), key, bytes(topics().commands(), Events.command(command)));
    }

    void publish(String legId, Batch batch) {
        publish(legId, batch, null);
    }

    /** The same where the edge says whose leg it is. */
    void publish(String legId, Batch batch, @Nullable LegOwner owner) {
        RtpFrames frames = Events.frames(batch.track(), batch.frames(), batch.firstPacketIndex(), owner);
        send(topics().frames(), legId, bytes(topics().frames(), frames));
    }

    /** Publishes packets of a track in counted records of 200 ms. */
    void publish(String legId, Track track, List<RtpFrame> frames) {
        for (int from = 0; from < frames.size(); from += 10) {
            publish(legId, new Batch(track, from, frames.subList(from, Math.min(frames.size(), from + 10))));
        }
    }

    /** Publishes a command as an edge wrote it. */
    void publish(RecordingCommand command) {
        String topic = topics().commands();
        send(topic, command.getLegId(), bytes(topic, command));
    }

    /** Publishes a whole call as an edge does: start, packets, the other commands at their time. */
    void publish(TestCall call) {
        publish(call, null);
    }

    /** The same where the edge says whose leg it is. */
    void publish(TestCall call, @Nullable LegOwner owner) {
        List<Command> commands = call.commands();
        int next = 0;
        for (Batch batch : call.batches(10)) {
            while (next < commands.size() - 1
                    && commands.get(next).issuedAtMicros()
                            <= batch.frames().get(0).capturedAtMicros()) {
                publish(commands.get(next++));
            }
            publish(call.legId(), batch, owner);
        }
        publish(commands.subList(next, commands.size()).toArray(Command[]::new));
    }

    /** Publishes an account's policy and returns once the recorder that was started last goes by it. */
    void policy(RecordingPolicy policy) {
        byte[] bytes = bytes(policy);
        send(topics().policies(), policy.getAccountId(), bytes);
        flush();
        Recorder recorder = Objects.requireNonNull(started, "a recorder must be at work");
        Await.until("policy in force", () -> Arrays.equals(bytes, recorder.policyInForce(policy.getAccountId())));
    }

    /**
     * Publishes the rules of a system that Tonearm stands in for, for the account of the commands in tests.
     *
     * @param settings fields and values that differ, such as {@code pricePerMinute} and {@code 0.02}
     */
    void policy(PolicyProfile profile, String... settings) {
        policyOf(Commands.ACCOUNT, profile, settings);
    }

    /** The same for another account. */
    void policyOf(String accountId, PolicyProfile profile, String... settings) {
        List<FieldSetting> changes = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            changes.add(new FieldSetting(settings[i], settings[i + 1]));
        }
        policy(profile.form().with(changes).policyOf(accountId));
    }

    /** Ends an account's policy and returns once the recorder goes by the default for it. */
    void removePolicy(String accountId) {
        send(topics().policies(), accountId, null);
        flush();
        Recorder recorder = Objects.requireNonNull(started, "a recorder must be at work");
        Await.until("no policy in force", () -> recorder.policyInForce(accountId) == null);
    }

    /** A policy's bytes. */
    byte[] bytes(RecordingPolicy policy) {
        return policyBytes.serialize(topics().policies(), policy);
    }

    /** Publishes any bytes. */
    void send(String topic, String key, byte @Nullable [] event) {
        unconfirmed.add(edge.send(new ProducerRecord<>(topic, key, event)));
    }

    /** An event's bytes. */
    byte[] bytes(String topic, RecordingCommand command) {
        return commandBytes.serialize(topic, command);
    }

    /** An event's bytes. */
    byte[] bytes(String topic, RtpFrames frames) {
        return frameBytes.serialize(topic, frames);
    }

    /** Returns once all that was published has reached the broker. */
    void flush() {
        edge.flush();
        for (Future<RecordMetadata> sent : unconfirmed) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw new AssertionError("an edge must be able to publish", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        unconfirmed.clear();
    }

    <T extends SpecificRecord> TopicReader<T> reader(String topic, Class<T> type) {
        return new TopicReader<>(bootstrapServers(), topic, serdes.deserializer(type));
    }

    /** What the recorder says of one leg. */
    LegEvents leg(String legId) {
        return new LegEvents(this, legId);
    }

    /** What it set aside. */
    DeadLetterReader deadLetters() {
        return new DeadLetterReader(bootstrapServers(), topics().deadLetters());
    }

    /** What S3 has. */
    StoredObjects objects() {
        return new StoredObjects(
                URI.create(Objects.requireNonNull(properties.get("s3.endpoint"))),
                servers.objectStore().accessKey(),
                servers.objectStore().secretKey());
    }

    TopicReader<RecordingDelivered> delivered() {
        return reader(topics().delivered(), RecordingDelivered.class);
    }

    TopicReader<RecordingBilled> billed() {
        return reader(topics().billing(), RecordingBilled.class);
    }

    /** Waits until so many recordings are delivered. */
    Map<String, RecordingDelivered> awaitDelivered(int count) {
        try (TopicReader<RecordingDelivered> reader = delivered()) {
            return byLeg(reader.await(count));
        }
    }

    /** Waits for the result of a command. */
    CommandResult awaitResult(Command command) {
        return awaitResult(command.legId(), command.commandId());
    }

    /** Waits for the result of a command. */
    CommandResult awaitResult(String legId, String commandId) {
        try (TopicReader<CommandResult> reader = reader(topics().results(), CommandResult.class)) {
            return reader.awaitFirst(
                    "result of " + commandId + " of " + legId,
                    result -> result.getLegId().equals(legId)
                            && result.getCommandId().equals(commandId));
        }
    }

    /** Waits until a recording of a leg is delivered. */
    RecordingDelivered awaitDelivered(String legId) {
        try (TopicReader<RecordingDelivered> reader = delivered()) {
            return reader.awaitFirst(legId, event -> event.getLegId().equals(legId));
        }
    }

    private static Map<String, RecordingDelivered> byLeg(List<RecordingDelivered> events) {
        Map<String, RecordingDelivered> byLeg = new LinkedHashMap<>();
        events.forEach(event -> byLeg.put(event.getLegId(), event));
        return byLeg;
    }

    /** How many records of an input the recorder has read and committed. */
    long committed(String topic) {
        try {
            return admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The object that an event tells of. */
    byte[] object(RecordingDelivered delivered) {
        return object(delivered.getUri());
    }

    /** The object of an URI. */
    byte[] object(String uri) {
        try {
            return Files.readAllBytes(file(uri));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the object of an URI is. */
    Path file(String uri) {
        URI object = URI.create(uri);
        return servers.objectStore()
                .bucketFolder(object.getHost())
                .resolve(object.getPath().substring(1));
    }

    @Override
    public void close() {
        edge.close();
        admin.close();
    }
}
