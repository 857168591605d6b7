package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.schemas.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the policy commands make of each thing that a recorder may do; here the tests do it. PolicyIT has a real one. */
@TestInstance(Lifecycle.PER_CLASS)
class PolicyPublisherIT {

    private static final String PATIENT = "30s";

    @TempDir
    private static Path folder;

    private QuietCluster cluster;

    @BeforeAll
    void start() throws Exception {
        cluster = QuietCluster.start(folder.resolve("broker"));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** Does with the next published policy what a recorder does. */
    @FunctionalInterface
    private interface Recorder {

        void read(ConsumerRecord<byte[], byte[]> published) throws Exception;
    }

    private CompletableFuture<Integer> background(Terminal terminal, String... arguments) {
        return CompletableFuture.supplyAsync(() -> terminal.run(cluster.on(arguments)));
    }

    /** Runs a command while something reads the next policy. */
    private int run(Recorder recorder, Terminal terminal, String... arguments) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(cluster.cluster())) {
            consumer.seekToEnd(
                    CommittedRecords.assign(consumer, List.of(cluster.topics().policies())));
            consumer.assignment().forEach(consumer::position);
            CompletableFuture<Integer> exit = background(terminal, arguments);
            while (!exit.isDone()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    recorder.read(record);
                }
            }
            return exit.get(1, TimeUnit.SECONDS);
        }
    }

    private void putInForce(ConsumerRecord<byte[], byte[]> published) throws Exception {
        String account = new String(published.key(), StandardCharsets.UTF_8);
        cluster.publish(new ProducerRecord<>(cluster.topics().policiesInForce(), account, published.value()));
    }

    private void refuse(ConsumerRecord<byte[], byte[]> published, long offset, String detail) throws Exception {
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                cluster.topics().deadLetters(), new String(published.key(), StandardCharsets.UTF_8), null);
        Headers headers = letter.headers();
        headers.add("tonearm.reason", "INVALID_POLICY".getBytes(StandardCharsets.UTF_8));
        headers.add("tonearm.detail", detail.getBytes(StandardCharsets.UTF_8));
        headers.add("tonearm.topic", published.topic().getBytes(StandardCharsets.UTF_8));
        headers.add("tonearm.partition", "0".getBytes(StandardCharsets.UTF_8));
        headers.add("tonearm.offset", Long.toString(offset).getBytes(StandardCharsets.UTF_8));
        cluster.publish(letter);
    }

    private String show(String account) {
        Terminal terminal = Terminal.piped();
        assertThat(terminal.run(cluster.on("policy", "show", "--account", account)))
                .as(terminal.err())
                .isZero();
        return terminal.out();
    }

    private List<RecordingPolicy> published(String account) {
        return cluster.records(cluster.topics().policies()).stream()
                .filter(record -> account.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .map(record -> record.value() == null
                        ? null
                        : new EventSerdes(cluster.cluster().config())
                                .deserializer(RecordingPolicy.class)
                                .deserialize(record.topic(), record.value()))
                .toList();
    }

    @Test
    void policyThatIsPutInForce_isShownAndListedAndAppliedAgain() throws Exception {
        // Given
        Terminal terminal = Terminal.piped();

        // When
        int exitCode = run(
                this::putInForce,
                terminal,
                "policy",
                "apply",
                "azure",
                "--account",
                "good",
                "--set",
                "pricePerMinute=0.10",
                "--timeout",
                PATIENT);

        // Then
        assertThat(terminal.err()).isEmpty();
        assertThat(exitCode).isZero();
        String line = "NEW_RECORDING, pause OMIT not billed, transfer STOP, 0.1 USD per minute";
        assertThat(terminal.out()).isEqualToIgnoringNewLines("in force for account good: " + line);
        assertThat(show("good")).contains("\"pricePerMinute\" : 0.1,", "\"onTransfer\" : \"STOP\"");

        Terminal list = Terminal.piped();
        assertThat(list.run(cluster.on("policy", "list"))).isZero();
        assertThat(list.out().lines()).anyMatch(text -> text.matches("good +" + Pattern.quote(line)));

        Path file = Files.writeString(folder.resolve("good.json"), show("good"));
        assertThat(run(
                        this::putInForce,
                        Terminal.piped(),
                        "policy",
                        "apply",
                        file.toString(),
                        "--account",
                        "good",
                        "--timeout",
                        PATIENT))
                .isZero();
        assertThat(published("good"))
                .hasSize(2)
                .allMatch(policy -> policy.equals(published("good").get(0)));
    }

    @Test
    void removedPolicy_isGoneOnceTheRecorderKnows() throws Exception {
        // Given
        assertThat(run(
                        this::putInForce,
                        Terminal.piped(),
                        "policy",
                        "apply",
                        "chime",
                        "--account",
                        "gone",
                        "--timeout",
                        PATIENT))
                .isZero();
        Terminal terminal = Terminal.piped();

        // When
        int exitCode = run(this::putInForce, terminal, "policy", "remove", "--account", "gone", "--timeout", PATIENT);

        // Then
        assertThat(exitCode).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("account gone goes by the recorder's default");
        Terminal show = Terminal.piped();
        assertThat(show.run(cluster.on("policy", "show", "--account", "gone"))).isEqualTo(1);
        assertThat(show.err()).contains("has no policy", "accountId=gone");
    }

    @Test
    void refusedPolicy_failsWithItsCause() throws Exception {
        Terminal terminal = Terminal.piped();

        int exitCode = run(
                published -> {
                    refuse(published, published.offset() + 1, "of another");
                    refuse(published, published.offset(), "`sampleRate` is invalid");
                },
                terminal,
                "policy",
                "apply",
                "chime",
                "--account",
                "refused",
                "--timeout",
                PATIENT);

        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err())
                .contains("the recorder refuses the policy", "`sampleRate` is invalid, reason=INVALID_POLICY");
        assertThat(terminal.err().lines()).hasSize(1);
    }

    @Test
    void verdictsOnOtherPolicies_areNotTakenForIts() throws Exception {
        // Given
        Terminal terminal = Terminal.piped();
        Recorder recorder = published -> {
            refuse(published, published.offset() + 1, "of another");
            cluster.publish(new ProducerRecord<>(cluster.topics().policiesInForce(), "somebody", published.value()));
            RecordingPolicy another = published("mine").get(0);
            another.setSampleRate(16_000);
            cluster.publish(cluster.topics().policiesInForce(), "mine", another);
            cluster.publish(new ProducerRecord<>(cluster.topics().policiesInForce(), "mine", null));
            refuse(published, published.offset(), "`sampleRate` is invalid");
        };

        // When
        int exitCode = run(recorder, terminal, "policy", "apply", "chime", "--account", "mine", "--timeout", PATIENT);

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).contains("the recorder refuses the policy", "`sampleRate` is invalid");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void silence_isSaidAndThePolicyStaysPublished() {
        Terminal terminal = Terminal.piped();

        int exitCode =
                terminal.run(cluster.on("policy", "apply", "chime", "--account", "patient", "--timeout", "100ms"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err())
                .contains("the policy is published, but no recorder has put it in force", "--timeout");
        assertThat(terminal.err().lines()).hasSize(1);
        assertThat(published("patient")).hasSize(1);
    }

    @Test
    void removalOfWhatNeverWasInForce_takesBackWhatIsPublished() {
        // Given
        Terminal apply = Terminal.piped();
        apply.run(cluster.on("policy", "apply", "chime", "--account", "hasty", "--timeout", "0s"));
        Terminal terminal = Terminal.piped();

        // When
        int exitCode = terminal.run(cluster.on("policy", "remove", "--account", "hasty"));

        // Then
        assertThat(exitCode).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("account hasty had no policy in force");
        assertThat(published("hasty")).hasSize(2).last().isNull();
    }

    @Test
    void brokenPolicy_isRefusedBeforeAnythingIsPublished() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.json"), "{\"pricePerMinute\": -1}");
        Terminal terminal = Terminal.piped();

        int exitCode = terminal.run(cluster.on("policy", "apply", file.toString(), "--account", "broken"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(terminal.err()).startsWith("tonearm: `pricePerMinute` is invalid");
        assertThat(published("broken")).isEmpty();
    }

    @Test
    void policyInForceThatCannotBeRead_isSaid() throws Exception {
        cluster.publish(new ProducerRecord<>(
                cluster.topics().policiesInForce(), "garbled", "no event".getBytes(StandardCharsets.UTF_8)));
        Terminal list = Terminal.piped();
        Terminal show = Terminal.piped();

        assertThat(list.run(cluster.on("policy", "list"))).isZero();
        assertThat(show.run(cluster.on("policy", "show", "--account", "garbled")))
                .isEqualTo(1);

        assertThat(list.out()).containsPattern("(?m)^garbled +cannot be read: BAD_MAGIC_BYTE$");
        assertThat(show.err()).contains("garbled", "BAD_MAGIC_BYTE");
    }

    @Test
    void clusterOfAnOlderRecorder_isSaid() throws Exception {
        Terminal terminal = Terminal.piped();

        int exitCode = terminal.run(cluster.on("policy", "list", "--topic-prefix", "none."));

        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).contains("no topics of a recorder", "none.policies-in-force");
    }
}
