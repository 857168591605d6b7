package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.recorder.testing.Await;
import io.tonearm.recorder.testing.FaultProxy;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TestCall.Batch;
import io.tonearm.recorder.testing.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RestartIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private static Installation installation;

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
        site = installation.site().with("settle.time.ms", "2000");
    }

    @AfterEach
    void end() {
        site.close();
    }

    private void publish(TestCall call, int from, int to) {
        for (Batch batch : call.batches(10).subList(from, to)) {
            site.publish(call.legId(), batch);
        }
        site.flush();
    }

    private void assertDeliveredOnce(TestCall call, Map<String, RecordingDelivered> delivered) {
        assertThat(site.object(delivered.get(call.legId()))).as(call.legId()).isEqualTo(site.expectedFile(call));
        RecordingIT.assertThatEachIsDeliveredAndBilledOnce(site, delivered.size());
    }

    @Test
    void restartInMidCall_losesNothing() {
        TestCall call = TestCall.with("leg-r", START, 5, SECOND, 2 * SECOND);

        Path left = site.stateFolder().resolve("spool").resolve("left.wav");

        Map<String, RecordingDelivered> delivered = recordedOverARestart(call, () -> write(left));

        assertDeliveredOnce(call, delivered);
        assertThat(left).as("file that a killed process left").doesNotExist();
    }

    private static void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "left");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void restartWithoutItsState_losesNothing() {
        TestCall call = TestCall.with("leg-d", START, 5, SECOND, 2 * SECOND);

        Map<String, RecordingDelivered> delivered =
                recordedOverARestart(call, () -> Installation.delete(site.stateFolder()));

        assertDeliveredOnce(call, delivered);
    }

    private Map<String, RecordingDelivered> recordedOverARestart(TestCall call, Runnable between) {
        Recorder first = site.startRecorder();
        site.publish(call.command(0));
        awaitStarted(1);
        site.publish(call.command(1), call.command(2));
        publish(call, 0, 24);
        Await.until("some of it read", () -> site.committed(site.topics().frames()) >= 20);
        first.close();
        between.run();
        publish(call, 24, 30);
        try (Recorder second = site.startRecorder()) {
            publish(call, 30, 50);
            site.publish(call.end());
            Map<String, RecordingDelivered> delivered = site.awaitDelivered(1);
            assertThat(second.failure()).isNull();
            return delivered;
        }
    }

    private void awaitStarted(int count) {
        try (TopicReader<RecordingLifecycle> lifecycle =
                site.reader(site.topics().lifecycle(), RecordingLifecycle.class)) {
            lifecycle.await(count);
        }
    }

    @Test
    void shutdownDuringUploads_losesNothing() {
        // Given
        List<TestCall> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(TestCall.plain("leg-u" + i, START, 1).counted());
        }
        Map<String, RecordingDelivered> delivered;
        try (FaultProxy proxy =
                new FaultProxy(installation.servers().objectStore().endpoint())) {
            site.with("s3.endpoint", proxy.endpoint().toString());
            proxy.shut();

            // When
            try (Recorder first = site.startRecorder()) {
                calls.forEach(site::publish);
                Await.until("an upload under way", () -> proxy.stuckRequests() > 0);
                assertThat(first.failure()).isNull();
            }
            proxy.open();
            try (Recorder second = site.startRecorder()) {
                delivered = site.awaitDelivered(calls.size());
                assertThat(second.failure()).isNull();
            }
        }

        // Then
        calls.forEach(call -> assertDeliveredOnce(call, delivered));
    }

    @Seeded(runs = 2)
    void killedInMidCallAndAfterTheUpload_losesAndRepeatsNothing(Random random) {
        // Given
        TestCall call = TestCall.with("leg-k", START, 6, SECOND, 2 * SECOND, 3 * SECOND, 4 * SECOND);
        Map<String, RecordingDelivered> delivered;
        int killedAfter = 5 + random.nextInt(40);

        // When
        try (RecorderProcess first = RecorderProcess.start(site)) {
            site.publish(call.command(0));
            awaitStarted(1);
            site.publish(call.command(1), call.command(2), call.command(3), call.command(4));
            publish(call, 0, 50);
            Await.until("some of it read", () -> site.committed(site.topics().frames()) >= killedAfter);
            first.kill();
        }
        publish(call, 50, 60);
        site.publish(call.end());
        site.flush();
        try (RecorderProcess second = RecorderProcess.start(site)) {
            Await.until(
                    "file stored",
                    () -> Files.exists(
                            site.file(call.recording().start().objects().get(0).uri())));
            second.kill();
        }
        try (RecorderProcess third = RecorderProcess.start(site)) {
            delivered = site.awaitDelivered(1);
            third.stop();
        }

        // Then
        assertDeliveredOnce(call, delivered);
    }
}
