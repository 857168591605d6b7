package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tonearm.devkit.call.CallGenerator;
import io.tonearm.devkit.call.CallGenerator.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies of accounts at the recorder that {@code tonearm up} has started, each test with accounts of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class PolicyIT {

    private static final int INTERRUPTED = 130;

    @TempDir
    private static Path folder;

    private final Terminal up = Terminal.piped();
    private final CompletableFuture<Integer> upExit = new CompletableFuture<>();
    private Thread upThread;
    private Path capture;
    private String broker;
    private String registry;

    @BeforeAll
    void start() throws Exception {
        capture = CaptureFile.write(
                CallGenerator.generate(Options.of(14, 1_795_000_000_000_000L, 8_000_000)), folder.resolve("call.pcap"));
        String data = folder.resolve("data").toString();
        upThread = new Thread(() -> upExit.complete(
                up.run("up", "--data", data, "--broker-port", "0", "--registry-port", "0", "--s3-port", "0")));
        upThread.setDaemon(true);
        upThread.start();
        broker = up.awaitOut("^ +broker +(\\S+)$").group(1);
        registry = up.awaitOut("^ +registry +(\\S+)$").group(1);
    }

    @AfterAll
    void stop() throws Exception {
        upThread.interrupt();
        assertThat(upExit.get(60, TimeUnit.SECONDS)).isEqualTo(INTERRUPTED);
    }

    private int run(Terminal terminal, String... arguments) {
        return terminal.run(
                Stream.concat(Stream.of(arguments), Stream.of("--bootstrap-server", broker, "--registry", registry))
                        .toArray(String[]::new));
    }

    private String done(String... arguments) {
        Terminal terminal = Terminal.piped();
        assertThat(run(terminal, arguments)).as(terminal.err()).isZero();
        return terminal.out();
    }

    private String failed(int exitCode, String... arguments) {
        Terminal terminal = Terminal.piped();
        assertThat(run(terminal, arguments)).isEqualTo(exitCode);
        assertThat(terminal.err()).startsWith("tonearm: ").doesNotContain("Exception", "\tat ");
        return terminal.err();
    }

    private JsonNode shown(String account) throws Exception {
        return new ObjectMapper().readTree(done("policy", "show", "--account", account));
    }

    private JsonNode recorded(String account, String... more) throws Exception {
        Stream<String> arguments = Stream.of("record", capture.toString(), "--account", account, "--output", "json");
        return new ObjectMapper()
                .readTree(done(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chime", "azure", "cognigy", "yellow"})
    void profile_isInForceAsItShips(String profile) throws Exception {
        String account = "ships-" + profile;

        String said = done("policy", "apply", profile, "--account", account, "--bucket", "tonearm", "--prefix", "p");

        Terminal shipped = Terminal.piped();
        assertThat(shipped.run("policy", "show", "--profile", profile)).isZero();
        JsonNode expected = new ObjectMapper()
                .readTree(shipped.out()
                        .replace(
                                "\"autoStartDestination\" : null",
                                "\"autoStartDestination\" : {\"bucket\" : \"tonearm\", \"prefix\" : \"p\"}"));
        assertThat(said).startsWith("in force for account " + account + ": ");
        assertThat(shown(account)).isEqualTo(expected);
        assertThat(done("policy", "list").lines()).anyMatch(line -> line.startsWith(account + " "));
    }

    @Test
    void showApplyShow_isTheSame() throws Exception {
        done(
                "policy",
                "apply",
                "azure",
                "--account",
                "round",
                "--set",
                "pricePerMinute=0.004",
                "--set",
                "currency=EUR");
        JsonNode before = shown("round");
        Path file = Files.writeString(folder.resolve("round.json"), before.toString());

        done("policy", "apply", file.toString(), "--account", "trip");

        assertThat(before.get("pricePerMinute").decimalValue()).isEqualByComparingTo("0.004");
        assertThat(before.get("currency").textValue()).isEqualTo("EUR");
        assertThat(shown("trip")).isEqualTo(before);
    }

    @Test
    void brokenFile_isRefusedByNameAndTheEarlierPolicyStays() throws Exception {
        // Given
        done("policy", "apply", "azure", "--account", "careful");
        JsonNode before = shown("careful");
        Path file = Files.writeString(
                folder.resolve("broken.json"),
                "{\"pricePerMinute\": 0, \"pausFill\": \"OMIT\", \"sampleRate\": \"8k\"}");

        // When
        String said = failed(2, "policy", "apply", file.toString(), "--account", "careful");

        // Then
        assertThat(said.lines())
                .contains(
                        "tonearm: `pausFill` is no field of a policy: did you mean `pauseFill`?",
                        "tonearm: `sampleRate` must be a whole number of at most 32 bits, value=\"8k\"");
        assertThat(shown("careful")).isEqualTo(before);
    }

    @Test
    void removedPolicy_leavesTheRecordersDefault() throws Exception {
        // Given
        done("policy", "apply", "chime", "--account", "leaver", "--set", "pricePerMinute=0.5");
        JsonNode dear = recorded("leaver");

        // When
        String said = done("policy", "remove", "--account", "leaver");

        // Then
        assertThat(said).contains("account leaver goes by the recorder's default");
        assertThat(failed(1, "policy", "show", "--account", "leaver")).contains("has no policy", "leaver");
        assertThat(done("policy", "list").lines()).noneMatch(line -> line.startsWith("leaver "));
        assertThat(dear.get("billed").get("amount").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(recorded("leaver").get("billed").get("amount").decimalValue())
                .isEqualByComparingTo(Sandbox.PRICE_PER_MINUTE);
    }

    @Test
    void recordingByAzure_leavesThePauseOut() throws Exception {
        JsonNode azure = recorded("caller-a", "--profile", "azure", "--pause", "3s", "--resume", "5s");

        assertThat(azure.get("delivered").get("durationMicros").longValue()).isEqualTo(6_000_000);
        assertThat(azure.get("delivered").get("pausedMicros").longValue()).isEqualTo(2_000_000);
        assertThat(azure.get("billed").get("billedMicros").longValue()).isEqualTo(6_000_000);
        assertThat(azure.get("billed").get("unitPrice").decimalValue()).isEqualByComparingTo("0.01");
    }

    @Test
    void recordingByChime_keepsThePauseAndBillsIt() throws Exception {
        JsonNode chime = recorded("caller-c", "--profile", "chime", "--pause", "3s", "--resume", "5s");

        assertThat(chime.get("delivered").get("durationMicros").longValue()).isEqualTo(8_000_000);
        assertThat(chime.get("billed").get("billedMicros").longValue()).isEqualTo(8_000_000);
        assertThat(chime.get("billed").get("unitPrice").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void recordingByYellow_startsWithTheFirstPacket() throws Exception {
        JsonNode yellow = recorded("caller-y", "--profile", "yellow", "--prefix", "by-itself");

        assertThat(yellow.get("delivered").get("uri").textValue()).startsWith("s3://tonearm/by-itself/");
        assertThat(yellow.get("delivered").get("mediaMissing").booleanValue()).isFalse();
        assertThat(shown("caller-y").get("autoStart").booleanValue()).isTrue();
    }

    @Test
    void optionsOfAStart_areRefusedWhereNoneIsSent() {
        assertThat(failed(2, "record", capture.toString(), "--profile", "yellow", "--meta", "a=b"))
                .contains("--profile yellow", "--meta");
    }
}
