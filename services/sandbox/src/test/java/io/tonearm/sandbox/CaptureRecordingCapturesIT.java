package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.devkit.EmbeddedInfrastructure;
import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.CallPublisher;
import io.tonearm.devkit.call.EdgeRecord;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.call.RecordingTimes;
import io.tonearm.devkit.capture.CaptureReader;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.S3Destination;
import io.tonearm.events.TrackSelection;
import io.tonearm.recorder.Recorder;
import io.tonearm.recorder.RecorderConfig;
import io.tonearm.recorder.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records captures of other people's equipment through the topics, once as they come and once in disorder by a recorder of
 * its own. The folder is named by the system property {@code tonearm.captures}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CaptureRecordingCapturesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OTHER = "other.";

    /** Of two directions the later one begins behind the earlier. */
    private static final int MOST_LEAD_SAMPLES = 16_000;

    @TempDir
    private static Path data;

    private Sandbox sandbox;
    private Recorder other;

    @BeforeAll
    void start() throws Exception {
        Terminal terminal = Terminal.piped();
        sandbox = Sandbox.start(
                EmbeddedInfrastructure.Options.in(data),
                new Steps(terminal.console().out()));
        EmbeddedInfrastructure infrastructure = sandbox.infrastructure();
        Map<String, Object> config = new HashMap<>(sandbox.cluster().config());
        config.put("application.id", "other");
        config.put("topic.prefix", OTHER);
        config.put("topic.partitions", "1");
        config.put("state.dir", data.resolve("other-state").toString());
        config.put("s3.endpoint", infrastructure.objectStore().endpoint().toString());
        config.put("s3.path.style", "true");
        config.put("s3.access.key", infrastructure.objectStore().accessKey());
        config.put("s3.secret.key", infrastructure.objectStore().secretKey());
        infrastructure.objectStore().createBucket("other");
        other = Recorder.start(new RecorderConfig(config));
        assertThat(other.awaitRunning(PATIENCE)).isTrue();
    }

    @AfterAll
    void stop() {
        other.close();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "siptester-pcma-30ms-7s.pcap",
                "siprec-pcma-20ms-110s.pcap",
                "siprec-pcmu-rfc4733-43s.pcap",
                "pkts-sip-pcmu-10s.pcap",
                "synthetic-sip-pcma-2way-15s.pcap"
            })
    void capture_isRecordedToTheSampleInAnyOrder(String name) throws Exception {
        // Given
        String folder = System.getProperty("tonearm.captures", "");
        assertThat(folder)
                .as("tonearm.captures must name the folder with the captures")
                .isNotEmpty();
        CapturedCall call = CaptureReader.read(Path.of(folder, name));
        CallLeg leg = new CallLeg("call-" + name, "leg-" + name, "account");

        // When
        RecordingDelivered inOrder = new RecordingRun(sandbox.cluster(), Pace.FAST, PATIENCE)
                .run(script(call, leg, Sandbox.BUCKET), CallPublisher.Progress.NONE)
                .delivered();
        LegScript straight = script(call, leg, "other");
        LegScript disorder =
                new LegScript(leg, straight.beginMicros(), straight.endMicros(), disorder(straight, name.hashCode()));
        RecordingDelivered inDisorder = new RecordingRun(
                        new Cluster(sandbox.cluster().config(), new Topics(OTHER)), Pace.FAST, PATIENCE)
                .run(disorder, CallPublisher.Progress.NONE)
                .delivered();

        // Then
        short[][] channels = Sound.channels(sandbox.fileOf(inOrder.getUri()));
        assertRecorded(call.incoming(), channels[0]);
        assertRecorded(call.outgoing(), channels[1]);
        assertThat(inDisorder.getSha256()).isEqualTo(inOrder.getSha256());
        assertThat(SavedCopy.sha256(sandbox.fileOf(inDisorder.getUri()))).isEqualTo(inOrder.getSha256());
    }

    private static LegScript script(CapturedCall call, CallLeg leg, String bucket) {
        LegScript.Options options = new LegScript.Options(
                RecordingTimes.WHOLE_CALL, new S3Destination(bucket, null), TrackSelection.BOTH, 0, 200_000, false);
        return LegScript.of(call, leg, options);
    }

    /** The same packets and commands in other records, some of them twice, in no order at all. */
    private static List<EdgeRecord> disorder(LegScript script, int seed) {
        Random random = new Random(seed);
        List<EdgeRecord> records = new ArrayList<>();
        for (EdgeRecord record : script.records()) {
            if (record instanceof EdgeRecord.Frames frames && frames.packets() > 1) {
                records.addAll(frames.split(1 + random.nextInt(frames.packets() - 1)));
            } else {
                records.add(record);
            }
            if (random.nextInt(10) == 0) {
                records.add(record);
            }
        }
        Collections.shuffle(records, random);
        return records;
    }

    private static void assertRecorded(@Nullable CapturedDirection direction, short[] channel) throws Exception {
        if (direction == null) {
            assertThat(Sound.isSilent(channel, 0, channel.length)).isTrue();
        } else {
            short[] spoken = Sox.decoded(direction, data);
            assertThat(Sound.of(direction)).isEqualTo(spoken);
            assertThat(Sound.positionOf(spoken, channel, MOST_LEAD_SAMPLES)).isNotNegative();
        }
    }
}
