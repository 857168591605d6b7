package io.tonearm.media.recording;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseFill;
import java.math.BigDecimal;
import java.util.Set;

/**
 * The rules of an account. A recording keeps the ones in force when it started. Immutable.
 *
 * @param restart what a start after a stop gets
 * @param pauseFill what the file holds for a pause
 * @param pauseTone whether tones mark pauses
 * @param onTransfer what a transfer does
 * @param encoding of the file where the start does not say
 * @param sampleRate of the file where the start does not say
 * @param settleMicros how late a packet or command may be, 100,000 to 60,000,000
 * @param longestMicros how long a recording may be, more than 0 and at most a week
 * @param allowedBuckets where recordings may go; anywhere where empty
 * @param pauseBilled whether paused time is billed
 * @param pricePerMinute 0 or more
 * @param currency ISO 4217 code
 * @param billingIncrementSeconds billed time is rounded up to a multiple, 1 to 3,600
 */
public record RecordingPolicy(
        RestartRule restart,
        PauseFill pauseFill,
        boolean pauseTone,
        TransferRule onTransfer,
        FileEncoding encoding,
        int sampleRate,
        long settleMicros,
        long longestMicros,
        Set<String> allowedBuckets,
        boolean pauseBilled,
        BigDecimal pricePerMinute,
        String currency,
        int billingIncrementSeconds) {

    /** What a start after a stop of the same leg gets. */
    public enum RestartRule {
        ONCE_PER_LEG,
        NEW_RECORDING
    }

    /** What a transfer of the leg does to its recording. */
    public enum TransferRule {
        CONTINUE,
        STOP
    }

    /** The rules of Amazon Chime SDK's call recording, free of charge. */
    public static final RecordingPolicy CHIME = new RecordingPolicy(
            RestartRule.ONCE_PER_LEG,
            PauseFill.SILENCE,
            true,
            TransferRule.CONTINUE,
            FileEncoding.PCM_16,
            8000,
            2_000_000,
            24 * 3600 * 1_000_000L,
            Set.of(),
            true,
            BigDecimal.ZERO,
            "USD",
            60);

    private static final long WEEK_MICROS = 7 * 24 * 3600 * 1_000_000L;

    public RecordingPolicy {
        allowedBuckets = Set.copyOf(allowedBuckets);
        require(sampleRate >= 8000 && sampleRate <= 48_000, "sample rate must be 8,000 to 48,000", sampleRate);
        require(settleMicros >= 100_000 && settleMicros <= 60_000_000, "settle time must be 0.1 to 60 s", settleMicros);
        require(
                longestMicros > 0 && longestMicros <= WEEK_MICROS,
                "longest recording must be at most a week",
                longestMicros);
        require(pricePerMinute.signum() >= 0, "price must be 0 or more", pricePerMinute);
        require(currency.matches("[A-Z]{3}"), "currency must be an ISO 4217 code", currency);
        require(
                billingIncrementSeconds >= 1 && billingIncrementSeconds <= 3600,
                "billing increment must be 1 to 3,600 s",
                billingIncrementSeconds);
    }

    private static void require(boolean met, String expected, Object value) {
        if (!met) {
            throw new IllegalArgumentException(expected + ", value=" + value);
        }
    }
}
