package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseFill;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.testing.Policies;
import java.math.BigDecimal;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of a policy that makes no sense is refused by its name. */
class PolicyCheckTest {

    private static final long WEEK = 604_800_000_000L;

    private static void check(ThrowingCallable made, boolean accepted, String field) {
        if (accepted) {
            assertThatCode(made).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(made)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("`" + field + "` is invalid: ");
        }
    }

    private static StorageRule storage(
            String owner, String key, Integer days, Destination fallback, String... allowed) {
        return new StorageRule(Set.of(allowed), owner, key, days, true, fallback);
    }

    @ParameterizedTest
    @CsvSource({"7999, false", "8000, true", "48000, true", "48001, false"})
    void sampleRate_isWithinItsRange(int rate, boolean accepted) {
        check(() -> Policies.chime().file(FileEncoding.PCM_16, rate).build(), accepted, "sampleRate");
    }

    @ParameterizedTest
    @CsvSource({"99999, false", "100000, true", "60000000, true", "60000001, false"})
    void settleTime_isWithinItsRange(long micros, boolean accepted) {
        check(() -> Policies.chime().settle(micros).build(), accepted, "settleTimeMillis");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "-1, false", "1, true", WEEK + ", true", (WEEK + 1) + ", false"})
    void lengths_areUpToAWeek(long micros, boolean accepted) {
        check(() -> Policies.chime().longest(micros).build(), accepted, "longestRecordingSeconds");
        check(() -> Policies.chime().noMedia(micros).build(), accepted, "noMediaTimeoutSeconds");
        check(() -> Policies.chime().longestPause(micros, AtLongest.STOP).build(), accepted, "longestPauseSeconds");
    }

    @Test
    void limitsThatAreNotThere_areAccepted() {
        check(() -> Policies.chime().noMedia(null).build(), true, "");
        check(() -> new PauseRule(PauseFill.OMIT, true, null, AtLongest.STOP), true, "");
        check(() -> storage(null, null, null, null), true, "");
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "-0.01, false",
        "999999999, true",
        "999999999.01, false",
        "0.000001, true",
        "0.0000001, false",
        "0.0100000000, true",
        "1E+8, true"
    })
    void price_isMoney(BigDecimal price, boolean accepted) {
        check(() -> new PriceRule(true, price, "USD", 60), accepted, "pricePerMinute");
    }

    @ParameterizedTest
    @CsvSource({"EUR, true", "eur, false", "EU, false", "EURO, false", "'', false", "E1R, false"})
    void currency_isACode(String currency, boolean accepted) {
        check(() -> new PriceRule(true, BigDecimal.ONE, currency, 60), accepted, "currency");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "3600, true", "3601, false"})
    void billingIncrement_isUpToAnHour(int seconds, boolean accepted) {
        check(() -> new PriceRule(true, BigDecimal.ONE, "USD", seconds), accepted, "billingIncrementSeconds");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, metadataMostEntries",
        "101, 0, metadataMostEntries",
        "0, -1, metadataMostBytes",
        "0, 1537, metadataMostBytes",
        "0, 0,",
        "100, 1536,"
    })
    void metadataLimits_areWithinTheirRanges(int entries, int bytes, String field) {
        check(() -> new MetadataLimits(entries, bytes), field == null, field);
    }

    @ParameterizedTest
    @CsvSource({"abc, true", "NO, false", "a_b, false"})
    void allowedBuckets_areNames(String bucket, boolean accepted) {
        check(() -> storage(null, null, null, null, "good-bucket", bucket), accepted, "allowedBuckets");
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012, true",
        "12345678901, false",
        "1234567890123, false",
        "12345678901x, false",
        "'', false",
        "١٢٣٤٥٦٧٨٩٠١٢, false"
    })
    void bucketOwner_isAnAccountId(String owner, boolean accepted) {
        check(() -> storage(owner, null, null, null), accepted, "expectedBucketOwner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "ü", "a\n"})
    void encryptionKeyThatIsNotVisible_isRefused(String key) {
        check(() -> storage(null, key, null, null), false, "encryptionKeyId");
    }

    @Test
    void encryptionKey_hasUpTo2048Characters() {
        check(() -> storage(null, "k".repeat(2048), null, null), true, "");
        check(() -> storage(null, "arn:aws:kms:eu-west-1:123456789012:key/~!", null, null), true, "");
        check(() -> storage(null, "k".repeat(2049), null, null), false, "encryptionKeyId");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "36500, true", "36501, false"})
    void retention_isUpToACentury(int days, boolean accepted) {
        check(() -> storage(null, null, days, null), accepted, "retentionDays");
    }

    @ParameterizedTest
    @CsvSource({
        "good-bucket, , true",
        "good-bucket, a/b, true",
        "other-bucket, , false",
        "good-bucket, a//b, false",
        "NO, , false"
    })
    void destinationsOfAPolicy_areAllowedAndGood(String bucket, String prefix, boolean accepted) {
        Destination destination = new Destination(bucket, prefix);
        StorageRule storage = storage(null, null, null, null, "good-bucket");
        RecordingPolicy chime = RecordingPolicy.CHIME;

        check(() -> storage(null, null, null, destination, "good-bucket"), accepted, "fallbackDestination");
        check(
                () -> new RecordingPolicy(
                        chime.restart(),
                        chime.pause(),
                        destination,
                        chime.onTransfer(),
                        chime.encoding(),
                        chime.sampleRate(),
                        chime.settleMicros(),
                        chime.longestMicros(),
                        null,
                        storage,
                        chime.metadata(),
                        chime.price()),
                accepted,
                "autoStartDestination");
    }

    @Test
    void anyGoodBucket_isAllowedWhereNoneIsNamed() {
        check(() -> storage(null, null, null, new Destination("some-bucket", null)), true, "");
        check(() -> Policies.chime().autoStartTo("some-bucket").build(), true, "");
        check(() -> Policies.chime().autoStartTo("NO").build(), false, "autoStartDestination");
    }

    @Test
    void message_saysWhatIsNeededAndWhatIsGiven() {
        assertThatThrownBy(() -> Policies.chime().settle(1_500).build())
                .hasMessage("`settleTimeMillis` is invalid: 0.1 to 60 s is needed, value=0.0015 s");
        assertThatThrownBy(() -> new MetadataLimits(101, 0))
                .hasMessage("`metadataMostEntries` is invalid: 0 to 100 is needed, value=101");
    }
}
