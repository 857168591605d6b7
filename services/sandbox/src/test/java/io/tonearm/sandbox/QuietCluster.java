package io.tonearm.sandbox;

import io.tonearm.devkit.EmbeddedBroker;
import io.tonearm.events.RecordingCommand;
import io.tonearm.recorder.Topics;
import io.tonearm.schemas.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker with the topics of a recorder and no recorder: the tests write what one would. Safe for use by several threads. */
final class QuietCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PARTITIONS = 3;

    private final EmbeddedBroker broker;
    private final Cluster cluster;
    private final KafkaProducer<String, byte[]> producer;

    private QuietCluster(EmbeddedBroker broker, Cluster cluster) {
        this.broker = broker;
        this.cluster = cluster;
        this.producer = producer(cluster, Map.of());
    }

    static QuietCluster start(Path folder) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
        Topics topics = new Topics("recording.");
        Cluster cluster = Cluster.of(broker.bootstrapServers(), "mock://" + folder.getFileName(), topics);
        createTopics(cluster, topics);
        return new QuietCluster(broker, cluster);
    }

    private static void createTopics(Cluster cluster, Topics topics) throws Exception {
        List<NewTopic> missing = new ArrayList<>();
        Stream.concat(topics.events().stream(), Stream.of(topics.commands(), topics.frames(), topics.deadLetters()))
                .forEach(name -> missing.add(new NewTopic(name, PARTITIONS, (short) 1)));
        missing.add(new NewTopic(topics.policies(), 1, (short) 1));
        missing.add(new NewTopic(topics.policiesInForce(), 1, (short) 1));
        try (Admin admin = Admin.create(cluster.config())) {
            admin.createTopics(missing).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Topics of another prefix, of its own recorder as it were. */
    Topics createTopics(String prefix) throws Exception {
        Topics topics = new Topics(prefix);
        createTopics(cluster, topics);
        return topics;
    }

    private static KafkaProducer<String, byte[]> producer(Cluster cluster, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(cluster.config());
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    Cluster cluster() {
        return cluster;
    }

    Topics topics() {
        return cluster.topics();
    }

    /** The arguments with those that name the cluster. */
    String[] on(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--bootstrap-server",
                                broker.bootstrapServers(),
                                "--registry",
                                cluster.config().get(Cluster.REGISTRY_URL).toString()))
                .toArray(String[]::new);
    }

    @SuppressWarnings("unchecked")
    private <T extends SpecificRecord> byte[] bytes(String topic, T event) {
        Class<T> type = (Class<T>) event.getClass();
        return new EventSerdes(cluster.config()).serializer(type).serialize(topic, event);
    }

    void publish(String topic, String key, SpecificRecord event) throws Exception {
        publish(new ProducerRecord<>(topic, key, bytes(topic, event)));
    }

    void publish(ProducerRecord<String, byte[]> record) throws Exception {
        producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Publishes and waits until it is there. */
    void send(ProducerRecord<String, byte[]> record) throws Exception {
        producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Publishes a record many times, some hundred at a time, and waits until all are there. */
    void send(ProducerRecord<String, byte[]> record, int times) throws Exception {
        for (int sent = 0; sent < times; sent++) {
            Future<?> confirmed = producer.send(record);
            if (sent % 500 == 0 || sent == times - 1) {
                confirmed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /** Publishes an event in a transaction that is given up. */
    void publishInVain(String topic, String key, SpecificRecord event) throws Exception {
        try (KafkaProducer<String, byte[]> transactional = producer(cluster, Map.of("transactional.id", "in-vain"))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional
                    .send(new ProducerRecord<>(topic, key, bytes(topic, event)))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            transactional.abortTransaction();
        }
    }

    /** All records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        CommittedRecords.readAll(cluster, List.of(topic), CommittedRecords.Progress.NONE, records::add);
        return records;
    }

    /** The actions of all commands of a leg. */
    List<Object> actions(String legId) {
        return records(topics().commands()).stream()
                .filter(record -> legId.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .map(record -> new EventSerdes(cluster.config())
                        .deserializer(RecordingCommand.class)
                        .deserialize(record.topic(), record.value())
                        .getAction())
                .toList();
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
        broker.close();
    }
}
