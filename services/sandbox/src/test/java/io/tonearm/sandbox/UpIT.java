package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tonearm.devkit.call.CallGenerator;
import io.tonearm.devkit.call.CallGenerator.Options;
import io.tonearm.devkit.capture.CapturedCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Commands against what {@code tonearm up} has started. */
@TestInstance(Lifecycle.PER_CLASS)
class UpIT {

    private static final int INTERRUPTED = 130;

    @TempDir
    private static Path folder;

    private final Terminal up = Terminal.piped();
    private final CompletableFuture<Integer> upExit = new CompletableFuture<>();
    private Thread upThread;
    private Path capture;
    private CapturedCall call;
    private String broker;
    private String registry;
    private String s3;
    private String credentials;

    @BeforeAll
    void start() throws Exception {
        call = CallGenerator.generate(Options.of(12, 1_795_000_000_000_000L, 8_000_000));
        capture = CaptureFile.write(call, folder.resolve("call.pcap"));
        upThread = background(
                up, upExit, "up", "--data", data(), "--broker-port", "0", "--registry-port", "0", "--s3-port", "0");
        broker = up.awaitOut("^ +broker +(\\S+)$").group(1);
        registry = up.awaitOut("^ +registry +(\\S+)$").group(1);
        s3 = up.awaitOut("^ +S3 +(\\S+) ").group(1);
        credentials = up.awaitOut("^ +credentials +(\\S+)$").group(1);
    }

    /** Interrupted as by Ctrl-C, it ends in order: the folder and the ports are free again. */
    @AfterAll
    void stop() throws Exception {
        upThread.interrupt();
        assertThat(upExit.get(60, TimeUnit.SECONDS)).isEqualTo(INTERRUPTED);
        assertThat(up.err()).isEmpty();
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static Thread background(Terminal terminal, CompletableFuture<Integer> exit, String... arguments) {
        Thread thread = new Thread(() -> exit.complete(terminal.run(arguments)), arguments[0]);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private String[] onCluster(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--bootstrap-server", broker, "--registry", registry))
                .toArray(String[]::new);
    }

    private String failure(String... arguments) {
        Terminal terminal = Terminal.piped();
        assertThat(terminal.run(onCluster(arguments))).isEqualTo(1);
        assertThat(terminal.err()).startsWith("tonearm: ").doesNotContain("Exception", "\tat ");
        assertThat(terminal.err().lines()).hasSize(1);
        return terminal.err();
    }

    @Test
    void record_savesACopyFromS3() throws Exception {
        // Given
        Path copy = folder.resolve("copy.wav");
        Terminal terminal = Terminal.piped();

        // When
        int exitCode = terminal.run(onCluster(
                "record",
                capture.toString(),
                "--start",
                "1s",
                "--pause",
                "3s",
                "--resume",
                "5s",
                "--stop",
                "7s",
                "--save",
                copy.toString(),
                "--s3-endpoint",
                s3,
                "--s3-credentials",
                credentials));

        // Then
        assertThat(exitCode).as(terminal.err()).isZero();
        assertThat(terminal.out())
                .contains("duration    6 s", "paused      0:02.000 to 0:04.000, 2 s not recorded", "STOPPED")
                .contains("SHA-256 " + SavedCopy.sha256(copy));
        short[][] channels = Sound.channels(copy);
        short[] spoken = Sound.of(call.incoming());
        assertThat(channels[0]).hasSize(48_000);
        assertThat(Sound.isSilent(channels[0], 16_000 + 1_601, 32_000 - 1_601)).isTrue();
        assertThat(java.util.Arrays.equals(channels[0], 0, 16_000, spoken, 8_000, 24_000))
                .isTrue();
        assertThat(java.util.Arrays.equals(channels[0], 32_000, 48_000, spoken, 40_000, 56_000))
                .isTrue();
    }

    @Test
    void recordingWithOptions_isBilledAsDelivered() throws Exception {
        // Given
        Terminal record = Terminal.piped();
        int recordExit = record.run(onCluster(
                "record",
                capture.toString(),
                "--account",
                "billed",
                "--tracks",
                "incoming",
                "--meta",
                "order=4711",
                "--to",
                "s3://tonearm/calls/",
                "--output",
                "json"));
        assertThat(recordExit).as(record.err()).isZero();
        JsonNode recorded = new ObjectMapper().readTree(record.out());
        String month = recorded.get("billed").get("billedAt").textValue().substring(0, 7);
        Terminal bill = Terminal.piped();

        // When
        int billExit = bill.run(onCluster("bill", "--account", "billed", "--month", month));

        // Then
        assertThat(billExit).as(bill.out() + bill.err()).isZero();
        assertThat(bill.out())
                .contains("total       1 recording, 1 min, 0.01 USD", "agrees")
                .contains(recorded.get("delivered").get("uri").textValue());
        assertThat(recorded.get("delivered").get("uri").textValue()).startsWith("s3://tonearm/calls/");
        assertThat(recorded.get("delivered").get("tracks").textValue()).isEqualTo("INCOMING");
        assertThat(recorded.get("delivered").get("metadata").get("order").textValue())
                .isEqualTo("4711");
    }

    @Test
    void commandsAndWatch_tellTheSameStory() throws Exception {
        // Given
        Terminal watch = Terminal.piped();
        CompletableFuture<Integer> watchExit = new CompletableFuture<>();
        Thread watching =
                background(watch, watchExit, onCluster("watch", "--json", "--from-beginning", "--leg", "leg-w"));

        // When
        List<Integer> exitCodes = new ArrayList<>();
        Terminal commands = Terminal.piped();
        for (String action : List.of("start", "start", "pause", "resume", "hangup")) {
            exitCodes.add(commands.run(onCluster("command", action, "--leg", "leg-w")));
        }

        // Then
        watch.awaitOut("RecordingBilled");
        watching.interrupt();
        assertThat(watchExit.get(30, TimeUnit.SECONDS)).isIn(0, INTERRUPTED);
        assertThat(exitCodes).as(commands.err()).containsExactly(0, 1, 0, 0, 0);
        assertThat(commands.out())
                .contains("START_RECORDING SUCCEEDED, to s3://tonearm/recordings/")
                .contains("START_RECORDING FAILED, RecordingAlreadyInProgress")
                .contains("LEG_ENDED SUCCEEDED");
        List<JsonNode> events = new ArrayList<>();
        for (String line : watch.out().lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        Set<String> kinds =
                events.stream().map(event -> event.get("type").asText()).collect(Collectors.toSet());
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "CommandResult", "RecordingLifecycle", "RecordingDelivered", "RecordingBilled");
        assertThat(events)
                .filteredOn(event -> event.get("type").asText().equals("RecordingLifecycle"))
                .extracting(event -> event.get("event").asText())
                .containsExactly("STARTED", "PAUSED", "RESUMED", "STOPPED");
        assertThat(events)
                .filteredOn(event -> event.get("type").asText().equals("RecordingDelivered"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.get("mediaMissing").asBoolean()).isTrue());
    }

    @Test
    void pauseWithoutARecording_failsWithTheRecordersWords() {
        Terminal terminal = Terminal.piped();

        assertThat(terminal.run(onCluster("command", "pause", "--leg", "leg-p")))
                .isEqualTo(1);

        assertThat(terminal.out()).contains("RecordingNotStarted", "Recording has not started");
    }

    @Test
    void missingBucket_isSaid() {
        assertThat(failure("record", capture.toString(), "--bucket", "not-there"))
                .contains("NoAccessToDestination");
        assertThat(failure(
                        "record",
                        capture.toString(),
                        "--bucket",
                        "not-there",
                        "--s3-endpoint",
                        s3,
                        "--s3-credentials",
                        credentials))
                .contains("bucket does not exist", "--bucket", "not-there");
    }

    @Test
    void s3ThatIsNotThere_isSaid() {
        assertThat(failure(
                        "record",
                        capture.toString(),
                        "--s3-endpoint",
                        "http://127.0.0.1:1",
                        "--s3-credentials",
                        credentials))
                .contains("S3 service does not answer", "--s3-endpoint");
        assertThat(failure("record", capture.toString(), "--s3-endpoint", s3, "--s3-credentials", "none"))
                .contains("--s3-credentials", "none");
    }

    @Test
    void refusedStart_isSaid() {
        assertThat(failure("record", capture.toString(), "--bucket", "No_Bucket"))
                .contains("refused to record", "bucket", "InvalidActionParameter");
    }

    @Test
    void clusterWithoutARecorder_isSaid() {
        assertThat(failure("watch", "--topic-prefix", "other.")).contains("no topics of a recorder", "--topic-prefix");
    }

    @Test
    void registryThatIsNotThere_isSaid() {
        Terminal terminal = Terminal.piped();

        int exitCode = terminal.run("watch", "--bootstrap-server", broker, "--registry", "http://127.0.0.1:1");

        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).contains("schema registry does not answer", "--registry");
    }

    @Test
    void portInUse_isSaid() {
        String port = broker.substring(broker.indexOf(':') + 1);
        Terminal terminal = Terminal.piped();

        int exitCode = terminal.run("up", "--data", folder.resolve("other").toString(), "--broker-port", port);

        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).startsWith("tonearm: port in use").contains("port=" + port);
    }

    @Test
    void folderInUse_isSaidWithTheWayOut() {
        Terminal terminal = Terminal.piped();

        assertThat(terminal.run("record", capture.toString(), "--data", data())).isEqualTo(1);

        assertThat(terminal.err()).contains("folder in use", "--bootstrap-server");
    }

    @Test
    void recorderThatDoesNotAnswer_isWaitedForOnlySoLong() {
        Terminal terminal = Terminal.piped();

        int exitCode = terminal.run(onCluster("command", "pause", "--leg", "leg-q", "--timeout", "0s"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).contains("no recorder answered in time", "--timeout");
    }
}
