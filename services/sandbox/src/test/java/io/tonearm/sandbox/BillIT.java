package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.recorder.Topics;
import io.tonearm.sandbox.bill.BilledRecording;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Statements of accounts out of events that the tests publish, each for an account of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class BillIT {

    private static final Instant NOVEMBER = Instant.parse("2026-11-20T09:15:02.250Z");

    @TempDir
    private static Path folder;

    private QuietCluster cluster;
    private Terminal terminal;

    @BeforeAll
    void start() throws Exception {
        cluster = QuietCluster.start(folder);
    }

    @BeforeEach
    void open() {
        terminal = Terminal.piped();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private static BilledRecording recording(String account, String recordingId, Instant billedAt) {
        BilledRecording recording = BilledRecording.hour(account + "-" + recordingId, billedAt);
        recording.charge().setAccountId(account);
        recording.delivered().setAccountId(account);
        return recording;
    }

    private void publish(RecordingBilled charge) throws Exception {
        cluster.publish(cluster.topics().billing(), charge.getAccountId(), charge);
    }

    private void publish(RecordingDelivered delivered) throws Exception {
        cluster.publish(cluster.topics().delivered(), delivered.getLegId(), delivered);
    }

    private void publish(BilledRecording recording) throws Exception {
        publish(recording.charge());
        publish(recording.delivered());
    }

    private int bill(Terminal on, String account, String... more) {
        Stream<String> arguments = Stream.of("bill", "--account", account, "--month", "2026-11");
        return on.run(cluster.on(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new)));
    }

    @Test
    void agreeingEvents_giveAStatement() throws Exception {
        // Given
        publish(recording("good", "r1", NOVEMBER));
        publish(recording("good", "r2", NOVEMBER.plusSeconds(7_200)));
        BilledRecording inEuros = recording("good", "r3", NOVEMBER.plusSeconds(60));
        inEuros.charge().setCurrency("EUR");
        publish(inEuros);
        publish(recording("good", "december", Instant.parse("2026-12-01T00:00:00Z")));
        publish(recording("other", "r1", NOVEMBER));

        // When
        int exitCode = bill(terminal, "good");

        // Then
        assertThat(terminal.err()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(terminal.out().lines())
                .containsExactly(
                        "account good, 2026-11 (UTC)",
                        "",
                        "usage start (UTC)        leg          minutes  per minute  amount  currency  object",
                        "2026-11-20 08:15:00.250  leg-good-r1       60       0.004    0.24  USD      "
                                + " s3://tonearm/recordings/good-r1.wav",
                        "2026-11-20 08:16:00.250  leg-good-r3       60       0.004    0.24  EUR      "
                                + " s3://tonearm/recordings/good-r3.wav",
                        "2026-11-20 10:15:00.250  leg-good-r2       60       0.004    0.24  USD      "
                                + " s3://tonearm/recordings/good-r2.wav",
                        "",
                        "total       1 recording, 60 min, 0.24 EUR",
                        "total       2 recordings, 120 min, 0.48 USD",
                        "agrees      what is billed is what was delivered");
    }

    @Test
    void json_isExact() throws Exception {
        // Given
        publish(recording("json", "r1", NOVEMBER));

        // When
        int exitCode = bill(terminal, "json", "--json");

        // Then
        assertThat(exitCode).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("\"amount\":0.24,", "\"unitPrice\":0.004,");
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("month").textValue()).isEqualTo("2026-11");
        assertThat(json.get("agrees").booleanValue()).isTrue();
        assertThat(json.get("charges").get(0).get("recordingId").textValue()).isEqualTo("json-r1");
        assertThat(json.get("totals").get(0).get("amount").decimalValue()).isEqualByComparingTo(new BigDecimal("0.24"));
        assertThat(json.get("differences")).isEmpty();
    }

    @Test
    void everyDifference_isNamed() throws Exception {
        // Given
        publish(recording("bad", "unbilled", NOVEMBER).delivered());
        publish(recording("bad", "undelivered", NOVEMBER).charge());
        BilledRecording wrongAmount = recording("bad", "amount", NOVEMBER);
        wrongAmount.charge().setAmount(new BigDecimal("0.250000"));
        publish(wrongAmount);
        BilledRecording wrongObject = recording("bad", "object", NOVEMBER);
        wrongObject.charge().setObjectUri("s3://tonearm/other.wav");
        publish(wrongObject);
        BilledRecording repeated = recording("bad", "repeated", NOVEMBER);
        publish(repeated);
        publish(repeated.charge());
        BilledRecording conflicting = recording("bad", "conflicting", NOVEMBER);
        publish(conflicting);
        conflicting.charge().setCurrency("EUR");
        publish(conflicting.charge());

        // When
        int exitCode = bill(terminal, "bad");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines().filter(line -> line.startsWith("differs")))
                .containsExactlyInAnyOrder(
                        "differs     recording bad-unbilled of leg leg-bad-unbilled: delivered, but not billed",
                        "differs     recording bad-undelivered of leg leg-bad-undelivered: billed, but not delivered",
                        "differs     recording bad-amount of leg leg-bad-amount: `amount` 0.25 is not"
                                + " `billableMinutes` 60 x `unitPrice` 0.004: 0.24",
                        "differs     recording bad-object of leg leg-bad-object: `objectUri` s3://tonearm/other.wav is not"
                                + " the delivered uri s3://tonearm/recordings/bad-object.wav",
                        "differs     recording bad-conflicting of leg leg-bad-conflicting: billed twice, with `currency` USD"
                                + " and then EUR");
        assertThat(terminal.out())
                .contains(
                        "repeated    recording bad-repeated of leg leg-bad-repeated: billed twice, identical: charged once")
                .contains("total       5 recordings, 300 min, 1.21 USD")
                .contains("disagrees   5 differences")
                .doesNotContain("agrees      what");
    }

    @Test
    void deliveryAfterMidnight_matchesItsCharge() throws Exception {
        // Given
        BilledRecording recording = recording("midnight", "r", Instant.parse("2026-11-30T23:59:59.999999Z"));
        recording.delivered().setDeliveredAt(Instant.parse("2026-12-01T00:00:00.000001Z"));
        publish(recording);

        // When
        Terminal december = Terminal.piped();
        List<Integer> exitCodes = List.of(
                bill(terminal, "midnight"),
                december.run(cluster.on("bill", "--account", "midnight", "--month", "2026-12")));

        // Then
        assertThat(exitCodes).containsExactly(0, 0);
        assertThat(terminal.out()).contains("total       1 recording, 60 min, 0.24 USD");
        assertThat(december.out()).contains("nothing was billed", "agrees").doesNotContain("total");
    }

    @Test
    void chargeOfAnAbortedTransaction_isNone() throws Exception {
        // Given
        BilledRecording recording = recording("aborted", "r", NOVEMBER);
        publish(recording.delivered());
        cluster.publishInVain(cluster.topics().billing(), "aborted", recording.charge());

        // When
        int exitCode = bill(terminal, "aborted");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.out()).contains("nothing was billed", "delivered, but not billed");
    }

    @Test
    void recordThatCannotBeRead_isSaid() throws Exception {
        // Given
        publish(recording("unreadable", "r", NOVEMBER));
        cluster.publish(new ProducerRecord<>(
                cluster.topics().billing(), "unreadable", "no event".getBytes(StandardCharsets.UTF_8)));

        // When
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        int exitCode = terminal.run(cluster.on("bill", "--account", "unreadable", "--month", month));

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.out())
                .contains(
                        "differs     a record can't be read, reason=BAD_MAGIC_BYTE, topic=recording.billing, partition=");
    }

    @Test
    void accountWithoutEvents_owesNothing() {
        assertThat(bill(terminal, "nobody")).isZero();

        assertThat(terminal.out()).contains("account nobody, 2026-11 (UTC)", "nothing was billed", "agrees");
    }

    @Test
    void manyRecords_areReadBehindABar() throws Exception {
        // Given
        Topics topics = cluster.createTopics("many.");
        byte[] noise = new byte[1];
        cluster.send(new ProducerRecord<>(topics.billing(), "noise", noise), 20_000);
        RecordingBilled charge = recording("many", "r", NOVEMBER).charge();
        cluster.publish(topics.billing(), "many", charge);

        // When
        int exitCode = bill(terminal, "many", "--topic-prefix", "many.");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.out()).contains("total       1 recording", "billed, but not delivered");
        assertThat(terminal.err()).contains("reading", "100 %  20,001 of 20,001 records");
    }
}
