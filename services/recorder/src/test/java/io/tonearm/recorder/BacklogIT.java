package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingDelivered;
import io.tonearm.recorder.testing.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class BacklogIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final int CALLS = 100;

    private static Installation installation;

    @BeforeAll
    static void install() {
        installation = Installation.start();
    }

    @AfterAll
    static void uninstall() {
        installation.close();
    }

    @Test
    void finishedCallsOfABacklog_giveTheSameBytesAsLive() {
        // Given
        Random random = new Random(20_261_120);
        List<TestCall> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            TestCall call = TestCall.random("leg-" + i, START + i * 1_000_000L, random);
            calls.add(i % 4 == 0 ? call : call.counted());
        }

        // When
        Map<String, RecordingDelivered> fromBacklog;
        try (Site site = installation.site().with("settle.time.ms", "5000")) {
            calls.forEach(site::publish);
            site.flush();
            fromBacklog = record(site);
            for (TestCall call : calls) {
                assertThat(site.object(fromBacklog.get(call.legId())))
                        .as(call.legId())
                        .isEqualTo(site.expectedFile(call));
            }
        }
        Map<String, RecordingDelivered> live;
        try (Site site = installation.site().with("settle.time.ms", "5000")) {
            try (Recorder recorder = site.startRecorder()) {
                calls.forEach(site::publish);
                live = site.awaitDelivered(CALLS);
                assertThat(recorder.failure()).isNull();
            }
            RecordingIT.assertThatEachIsDeliveredAndBilledOnce(site, CALLS);
        }

        // Then
        assertThat(live).hasSameSizeAs(fromBacklog);
        live.forEach((legId, delivered) -> {
            assertThat(delivered.getSha256())
                    .as(legId)
                    .isEqualTo(fromBacklog.get(legId).getSha256());
            assertThat(delivered.getUri()).isEqualTo(fromBacklog.get(legId).getUri());
        });
    }

    private static Map<String, RecordingDelivered> record(Site site) {
        Map<String, RecordingDelivered> delivered;
        try (Recorder recorder = site.startRecorder()) {
            delivered = site.awaitDelivered(CALLS);
            assertThat(recorder.failure()).isNull();
        }
        RecordingIT.assertThatEachIsDeliveredAndBilledOnce(site, CALLS);
        return delivered;
    }
}
