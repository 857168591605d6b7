package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.media.recording.Command;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.recorder.testing.ByteSearch;
import io.tonearm.recorder.testing.Events;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TestCall.Batch;
import io.tonearm.recorder.testing.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecordingIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private static Installation installation;

    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private Site site;

    @BeforeAll
    static void install() {
        installation = Installation.start();
    }

    @AfterAll
    static void uninstall() {
        installation.close();
    }

    @BeforeEach
    void begin() {
        site = installation.site();
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void call_becomesTheFileThatTheCoreMakesOfIt() throws IOException, GeneralSecurityException {
        TestCall call = TestCall.with("leg-a", START, 5, SECOND, 2 * SECOND).counted();
        RecordingDelivered delivered;
        try (Recorder recorder = site.startRecorder()) {
            // When
            site.publish(call);
            delivered = site.awaitDelivered(1).get("leg-a");
            assertThat(recorder.failure()).isNull();
        }

        // Then
        byte[] file = site.object(delivered);
        assertThat(file).isEqualTo(site.expectedFile(call));
        assertThat(delivered.getSizeBytes()).isEqualTo(file.length);
        assertThat(delivered.getSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(delivered.getRecordingId()).isEqualTo(call.recordingId());
        try (TopicReader<RecordingBilled> billed = site.billed();
                TopicReader<CommandResult> results = site.reader(site.topics().results(), CommandResult.class);
                TopicReader<RecordingLifecycle> lifecycle =
                        site.reader(site.topics().lifecycle(), RecordingLifecycle.class)) {
            assertThat(billed.all())
                    .extracting(RecordingBilled::getIdempotencyKey)
                    .containsExactly(call.recordingId());
            assertThat(results.all()).hasSize(4).allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
            assertThat(lifecycle.all()).hasSize(4);
        }
        try (Stream<Path> spooled = Files.list(site.stateFolder().resolve("spool"))) {
            assertThat(spooled).isEmpty();
        }
    }

    @Seeded(runs = 3)
    void sameEventsInAnyOrder_giveTheSameBytes(Random random) {
        // Given
        List<TestCall> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(TestCall.random("leg-" + random.nextLong(), START, random).counted());
        }
        List<List<Runnable>> arrivals = calls.stream()
                .map(call -> arrivals(call, random))
                .map(ArrayList::new)
                .map(list -> (List<Runnable>) list)
                .toList();

        // When
        Map<String, RecordingDelivered> delivered;
        try (Recorder recorder = site.startRecorder()) {
            int left = arrivals.stream().mapToInt(List::size).sum();
            while (left > 0) {
                List<Runnable> some = arrivals.get(random.nextInt(arrivals.size()));
                if (!some.isEmpty()) {
                    some.remove(0).run();
                    left--;
                }
            }
            site.flush();
            delivered = site.awaitDelivered(calls.size());
            assertThat(recorder.failure()).isNull();
        }

        // Then
        for (TestCall call : calls) {
            assertThat(site.object(delivered.get(call.legId())))
                    .as(call.legId())
                    .isEqualTo(site.expectedFile(call));
        }
        assertThatEachIsDeliveredAndBilledOnce(site, calls.size());
    }

    /** Packets in any order and any records, some twice; commands in their own order anywhere between them. */
    private List<Runnable> arrivals(TestCall call, Random random) {
        List<Runnable> arrivals = new ArrayList<>();
        for (Batch batch : call.batches(1 + random.nextInt(30))) {
            arrivals.add(() -> site.publish(call.legId(), batch));
            if (random.nextInt(8) == 0) {
                arrivals.add(() -> site.publish(call.legId(), batch));
            }
        }
        Collections.shuffle(arrivals, random);
        int at = 0;
        for (Command command : call.commands()) {
            at += random.nextInt(arrivals.size() - at + 1);
            arrivals.add(at, () -> site.publish(command));
            at++;
            if (random.nextInt(4) == 0) {
                arrivals.add(at, () -> site.publish(command));
                at++;
            }
        }
        return arrivals;
    }

    static void assertThatEachIsDeliveredAndBilledOnce(Site site, int count) {
        try (TopicReader<RecordingDelivered> delivered = site.delivered();
                TopicReader<RecordingBilled> billed = site.billed()) {
            assertThat(delivered.all())
                    .extracting(RecordingDelivered::getRecordingId)
                    .hasSize(count)
                    .doesNotHaveDuplicates();
            assertThat(billed.all())
                    .extracting(RecordingBilled::getIdempotencyKey)
                    .hasSize(count)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void packetsOfAPause_areNowhereButInTheInput() throws IOException, ExecutionException, InterruptedException {
        // Given
        TestCall call = TestCall.with("leg-p", START, 6, SECOND, 4 * SECOND).counted();
        List<byte[]> paused = call.payloads(SECOND, 4 * SECOND);
        List<byte[]> heard = call.payloads(0, SECOND);
        List<Batch> batches = call.batches(10);
        List<byte[]> inState;

        // When
        RecordingDelivered delivered;
        try (Recorder recorder = site.startRecorder()) {
            site.publish(call.command(0), call.command(1));
            try (TopicReader<RecordingLifecycle> lifecycle =
                    site.reader(site.topics().lifecycle(), RecordingLifecycle.class)) {
                lifecycle.await(2);
            }
            batches.subList(0, 40).forEach(batch -> site.publish(call.legId(), batch));
            site.publish(call.command(2));
            batches.subList(40, batches.size()).forEach(batch -> site.publish(call.legId(), batch));
            site.publish(call.end());
            delivered = site.awaitDelivered(1).get("leg-p");
            assertThat(recorder.failure()).isNull();
        }
        inState = filesIn(site.stateFolder());

        // Then
        List<byte[]> inTopics = new ArrayList<>();
        for (String topic : site.admin().listTopics().names().get()) {
            if (topic.startsWith(site.topics().prefix().replace(".", ""))
                    && !topic.equals(site.topics().frames())) {
                try (TopicReader<byte[]> reader =
                        new TopicReader<>(site.bootstrapServers(), topic, new ByteArrayDeserializer())) {
                    inTopics.addAll(reader.all());
                }
            }
        }
        assertThat(found(heard, inTopics))
                .as("what may be heard is in the changelog")
                .isEqualTo(heard.size());
        assertThat(found(paused, inTopics)).isZero();
        assertThat(found(paused, inState)).isZero();
        assertThat(found(paused, List.of(Files.readAllBytes(Path.of("target", "test.log")))))
                .isZero();
        assertThat(site.object(delivered)).isEqualTo(site.expectedFile(call));
    }

    private static List<byte[]> filesIn(Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static long found(List<byte[]> needles, List<byte[]> haystacks) {
        return needles.stream()
                .filter(needle -> haystacks.stream().anyMatch(haystack -> ByteSearch.contains(haystack, needle)))
                .count();
    }

    @Test
    void edgeThatPublishesInTransactions_completesWithoutCounting() {
        // Given
        TestCall call = TestCall.plain("leg-t", START, 3);
        site.with("settle.time.ms", "2000");
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                site.bootstrapServers(),
                "transactional.id",
                site.topics().prefix() + "edge");

        // When
        RecordingDelivered delivered;
        try (Recorder recorder = site.startRecorder();
                KafkaProducer<String, byte[]> edge =
                        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            edge.initTransactions();
            edge.beginTransaction();
            send(edge, site.topics().commands(), call.legId(), call.command(0));
            for (Batch batch : call.batches(25)) {
                send(edge, call.legId(), new Batch(batch.track(), -1, batch.frames()));
            }
            send(edge, site.topics().commands(), call.legId(), call.end());
            edge.commitTransaction();
            edge.beginTransaction();
            send(edge, call.legId(), new Batch(Track.INCOMING, -1, call.of(Track.OUTGOING)));
            edge.abortTransaction();
            assertThat(sent).allMatch(Future::isDone);
            delivered = site.awaitDelivered(1).get("leg-t");
            assertThat(recorder.failure()).isNull();
        }

        // Then
        assertThat(site.object(delivered)).isEqualTo(site.expectedFile(call));
    }

    private void send(KafkaProducer<String, byte[]> edge, String topic, String legId, Command command) {
        sent.add(edge.send(new ProducerRecord<>(topic, legId, site.bytes(topic, Events.command(command)))));
    }

    private void send(KafkaProducer<String, byte[]> edge, String legId, Batch batch) {
        String topic = site.topics().frames();
        sent.add(edge.send(new ProducerRecord<>(
                topic, legId, site.bytes(topic, Events.frames(batch.track(), batch.frames(), -1)))));
    }
}
