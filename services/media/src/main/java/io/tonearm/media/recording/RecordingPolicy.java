package io.tonearm.media.recording;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseFill;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an account, or of all where there is only one. A recording keeps the ones in force when it started. Immutable.
 *
 * @param restart what a start after a stop gets
 * @param pause what a pause is
 * @param autoStart where recordings go that start by themselves with a leg's first packet; null where none do
 * @param onTransfer what a transfer does
 * @param encoding of the file where the start does not say
 * @param sampleRate of the file where the start does not say, 8,000 to 48,000
 * @param settleMicros how late a packet or command may be, 100,000 to 60,000,000
 * @param longestMicros how long a recording may be, more than 0 and at most a week
 * @param noMediaMicros a recording ends this long after its last packet, more than 0; null for never
 * @param storage where and how files are stored
 * @param metadata how much a caller may say
 * @param price what a recording costs
 */
public record RecordingPolicy(
        RestartRule restart,
        PauseRule pause,
        @Nullable Destination autoStart,
        TransferRule onTransfer,
        FileEncoding encoding,
        int sampleRate,
        long settleMicros,
        long longestMicros,
        @Nullable Long noMediaMicros,
        StorageRule storage,
        MetadataLimits metadata,
        PriceRule price)
        implements AccountRules {

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

    /** Longest recording: a week. */
    public static final long MOST_MICROS = 7 * 24 * 3600 * 1_000_000L;

    /** The rules of Amazon Chime SDK's call recording, free of charge. */
    public static final RecordingPolicy CHIME = new RecordingPolicy(
            RestartRule.ONCE_PER_LEG,
            new PauseRule(PauseFill.SILENCE, true, null, PauseRule.AtLongest.RESUME),
            null,
            TransferRule.CONTINUE,
            FileEncoding.PCM_16,
            8000,
            2_000_000,
            24 * 3600 * 1_000_000L,
            3600 * 1_000_000L,
            StorageRule.ANYWHERE,
            MetadataLimits.DEFAULT,
            new PriceRule(true, BigDecimal.ZERO, "USD", 60));

    public RecordingPolicy {
        PolicyCheck.range("sampleRate", sampleRate, 8000, 48_000);
        PolicyCheck.seconds("settleTimeMillis", settleMicros, 100_000, 60_000_000);
        PolicyCheck.seconds("longestRecordingSeconds", longestMicros, 1, MOST_MICROS);
        if (noMediaMicros != null) {
            PolicyCheck.seconds("noMediaTimeoutSeconds", noMediaMicros, 1, MOST_MICROS);
        }
        if (autoStart != null) {
            PolicyCheck.destination("autoStartDestination", autoStart, storage);
        }
    }

    @Override
    public RecordingPolicy of(String accountId) {
        return this;
    }
}
