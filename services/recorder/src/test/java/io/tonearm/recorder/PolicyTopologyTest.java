package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.RestartRule;
import io.tonearm.events.S3Destination;
import io.tonearm.media.recording.Command;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import io.tonearm.recorder.testing.Events;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PolicyTopologyTest {

    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    @TempDir
    private Path folder;

    private TopologyRun run;
    private int legs;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder, Policies.chime().longest(9 * SECOND).build());
    }

    @AfterEach
    void end() {
        run.close();
    }

    /** How long a recording of a new leg is that is hung up after ten seconds. */
    private long recordedSeconds() {
        legs++;
        Commands next = Commands.of("leg-" + legs);
        run.command(next.start(START), next.legEnded(START + 10 * SECOND));
        run.settle();
        List<RecordingDelivered> delivered = run.delivered();
        assertThat(delivered).hasSize(legs);
        return delivered.get(legs - 1).getDurationMicros() / SECOND;
    }

    private static RecordingPolicy ofAtMost(int seconds) {
        return Events.policy().setLongestRecordingSeconds(seconds).build();
    }

    @Test
    void accountWithoutPolicy_goesByTheDefault() {
        run.policy(RecordingPolicy.newBuilder(ofAtMost(2)).setAccountId("other").build());

        assertThat(recordedSeconds()).isEqualTo(9);
    }

    @Test
    void goodPolicy_isInForceForTheNextStart() {
        run.policy(ofAtMost(2));

        assertThat(recordedSeconds()).isEqualTo(2);
        assertThat(run.keys(run.topics.policiesInForce())).containsExactly(Commands.ACCOUNT);
        assertThat(run.deadLetters()).isEmpty();
    }

    @Test
    void laterPolicy_replacesTheOneBefore() {
        run.policy(ofAtMost(2));
        assertThat(recordedSeconds()).isEqualTo(2);

        run.policy(ofAtMost(3));

        assertThat(recordedSeconds()).isEqualTo(3);
    }

    @Test
    void recordingUnderWay_keepsTheRulesItStartedWith() {
        // Given
        Commands next = Commands.of("leg-1");
        run.command(next.start(START));

        // When
        run.policy(ofAtMost(2));
        run.command(next.legEnded(START + 10 * SECOND));
        run.settle();

        // Then
        assertThat(run.delivered())
                .extracting(RecordingDelivered::getDurationMicros)
                .containsExactly(9 * SECOND);
    }

    @Test
    void policyWithoutValue_endsTheAccountsRules() {
        run.policy(ofAtMost(2));

        run.publishRaw(run.topics.policies(), TopologyRun.bytes(Commands.ACCOUNT), null);

        assertThat(recordedSeconds()).isEqualTo(9);
        assertThat(run.deadLetters()).isEmpty();
        assertThat(run.stored("policies")).isEmpty();
    }

    @Test
    void bytesThatAreNoPolicy_areSetAsideAndTheLastGoodOneStays() {
        run.policy(ofAtMost(2));

        byte[] broken = {0, 1, 2, 3};
        run.publishRaw(run.topics.policies(), TopologyRun.bytes(Commands.ACCOUNT), broken);

        assertThat(onlyLetter().value()).isEqualTo(broken);
        assertThat(recordedSeconds()).isEqualTo(2);
    }

    @Test
    void eventOfAnotherKind_isSetAside() {
        run.publish(
                run.topics.policies(),
                Commands.ACCOUNT,
                Events.command(Commands.of("leg-9").start(START)));

        assertThat(TopologyRun.header(onlyLetter(), "tonearm.reason")).isEqualTo("BROKEN_POLICY");
        assertThat(recordedSeconds()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keyThatIsNotTheAccount_isSetAside(byte @Nullable [] key, String named) {
        byte[] policy = run.serdes.serializer(RecordingPolicy.class).serialize(run.topics.policies(), ofAtMost(2));

        run.publishRaw(run.topics.policies(), key, policy);

        assertThat(TopologyRun.header(onlyLetter(), "tonearm.detail")).contains(named);
        assertThat(run.stored("policies")).isEmpty();
        assertThat(recordedSeconds()).isEqualTo(9);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of(null, "key"),
                Arguments.of(new byte[0], "key"),
                Arguments.of(new byte[257], "key"),
                Arguments.of(TopologyRun.bytes("other"), "`accountId`"));
    }

    @ParameterizedTest
    @MethodSource("brokenFields")
    void fieldOutOfRange_isNamedAndTheLastGoodPolicyStays(String field, Consumer<RecordingPolicy.Builder> breaking) {
        // Given
        run.policy(ofAtMost(2));
        RecordingPolicy.Builder broken = Events.policy().setLongestRecordingSeconds(3);
        breaking.accept(broken);

        // When
        run.policy(broken.build());

        // Then
        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(TopologyRun.header(letter, "tonearm.reason")).isEqualTo("BROKEN_POLICY");
        assertThat(TopologyRun.header(letter, "tonearm.detail")).startsWith("`" + field + "` is invalid");
        assertThat(TopologyRun.header(letter, "tonearm.topic")).isEqualTo(run.topics.policies());
        assertThat(letter.key()).isEqualTo(TopologyRun.bytes(Commands.ACCOUNT));
        assertThat(recordedSeconds()).isEqualTo(2);
    }

    static Stream<Arguments> brokenFields() {
        S3Destination nowhere = new S3Destination("No", null);
        S3Destination elsewhere = new S3Destination("elsewhere", null);
        S3Destination unsafe = new S3Destination("calls", "a//b\n");
        return Stream.of(
                broken("sampleRate", policy -> policy.setSampleRate(7_999)),
                broken("sampleRate", policy -> policy.setSampleRate(48_001)),
                broken("settleTimeMillis", policy -> policy.setSettleTimeMillis(99)),
                broken("settleTimeMillis", policy -> policy.setSettleTimeMillis(60_001)),
                broken("longestRecordingSeconds", policy -> policy.setLongestRecordingSeconds(0)),
                broken("longestRecordingSeconds", policy -> policy.setLongestRecordingSeconds(604_801)),
                broken("longestPauseSeconds", policy -> policy.setLongestPauseSeconds(0)),
                broken("longestPauseSeconds", policy -> policy.setLongestPauseSeconds(Integer.MAX_VALUE)),
                broken("noMediaTimeoutSeconds", policy -> policy.setNoMediaTimeoutSeconds(-1)),
                broken("autoStartDestination", policy -> policy.setAutoStart(true)),
                broken(
                        "autoStartDestination",
                        policy -> policy.setAutoStart(true).setAutoStartDestination(nowhere)),
                broken(
                        "autoStartDestination",
                        policy -> policy.setAutoStart(true)
                                .setAutoStartDestination(elsewhere)
                                .setAllowedBuckets(List.of("calls"))),
                broken(
                        "autoStartDestination",
                        policy -> policy.setAutoStart(true).setAutoStartDestination(unsafe)),
                broken("allowedBuckets", policy -> policy.setAllowedBuckets(List.of("calls", "No"))),
                broken("expectedBucketOwner", policy -> policy.setExpectedBucketOwner("12345678901")),
                broken("encryptionKeyId", policy -> policy.setEncryptionKeyId("")),
                broken("encryptionKeyId", policy -> policy.setEncryptionKeyId("a b")),
                broken("retentionDays", policy -> policy.setRetentionDays(0)),
                broken("retentionDays", policy -> policy.setRetentionDays(36_501)),
                broken("fallbackDestination", policy -> policy.setFallbackDestination(nowhere)),
                broken(
                        "fallbackDestination",
                        policy -> policy.setFallbackDestination(elsewhere).setAllowedBuckets(List.of("calls"))),
                broken("metadataMostEntries", policy -> policy.setMetadataMostEntries(-1)),
                broken("metadataMostEntries", policy -> policy.setMetadataMostEntries(101)),
                broken("metadataMostBytes", policy -> policy.setMetadataMostBytes(1_537)),
                broken("pricePerMinute", policy -> policy.setPricePerMinute(new BigDecimal("-0.000001"))),
                broken("pricePerMinute", policy -> policy.setPricePerMinute(new BigDecimal("1000000000.000000"))),
                broken("currency", policy -> policy.setCurrency("usd")),
                broken("billingIncrementSeconds", policy -> policy.setBillingIncrementSeconds(0)),
                broken("billingIncrementSeconds", policy -> policy.setBillingIncrementSeconds(3_601)));
    }

    private static Arguments broken(String field, Consumer<RecordingPolicy.Builder> breaking) {
        return Arguments.of(field, breaking);
    }

    @Test
    void policyInForceThatCannotBeRead_isTheDefault() {
        run.policy(ofAtMost(2));
        assertThat(recordedSeconds()).isEqualTo(2);

        run.publishRaw(
                run.topics.policiesInForce(), TopologyRun.bytes(Commands.ACCOUNT), new byte[] {0, 0, 0, 0, 99, 1});
        assertThat(recordedSeconds()).isEqualTo(9);
        run.publish(
                run.topics.policiesInForce(),
                Commands.ACCOUNT,
                Events.policy().setLongestRecordingSeconds(3).setSampleRate(1).build());
        assertThat(recordedSeconds()).isEqualTo(9);
    }

    @Test
    void startAfterAStop_goesByTheRulesOfNow() {
        Commands next = Commands.of("leg-1");
        Command again = next.start(START + 2 * SECOND);
        run.command(next.start(START), next.stop(START + SECOND));

        run.policy(Events.policy().setRestart(RestartRule.NEW_RECORDING).build());
        run.command(again);

        assertThat(run.answers()).containsExactly("command-2 SUCCEEDED", "command-3 SUCCEEDED", "command-1 SUCCEEDED");
    }

    private TestRecord<byte[], byte[]> onlyLetter() {
        List<TestRecord<byte[], byte[]>> letters = run.deadLetters();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }
}
