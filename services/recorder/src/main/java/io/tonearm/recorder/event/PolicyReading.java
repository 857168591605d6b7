package io.tonearm.recorder.event;

import io.tonearm.events.S3Destination;
import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseFill;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.MetadataLimits;
import io.tonearm.media.recording.PauseRule;
import io.tonearm.media.recording.PriceRule;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.RecordingPolicy.RestartRule;
import io.tonearm.media.recording.RecordingPolicy.TransferRule;
import io.tonearm.media.recording.StorageRule;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Policies of the topic as policies of the domain. Stateless. */
public final class PolicyReading {

    private PolicyReading() {}

    /**
     * The domain's policy.
     *
     * @throws IllegalArgumentException where a field makes no sense; the message begins with its name, and the caller goes
     *     by the last policy that did
     */
    public static RecordingPolicy read(io.tonearm.events.RecordingPolicy event) {
        if (event.getAutoStart() && event.getAutoStartDestination() == null) {
            throw new IllegalArgumentException("`autoStartDestination` is invalid: it is needed with autoStart");
        }
        @Nullable Integer longestSeconds = event.getLongestRecordingSeconds();
        return new RecordingPolicy(
                RestartRule.valueOf(event.getRestart().name()),
                new PauseRule(
                        PauseFill.valueOf(event.getPauseFill().name()),
                        event.getPauseTone(),
                        micros(event.getLongestPauseSeconds()),
                        PauseRule.AtLongest.valueOf(event.getOnLongestPause().name())),
                event.getAutoStart() ? destination(event.getAutoStartDestination()) : null,
                TransferRule.valueOf(event.getOnTransfer().name()),
                FileEncoding.valueOf(event.getFileEncoding().name()),
                event.getSampleRate(),
                event.getSettleTimeMillis() * 1000L,
                longestSeconds == null ? RecordingPolicy.MOST_MICROS : longestSeconds * 1_000_000L,
                micros(event.getNoMediaTimeoutSeconds()),
                new StorageRule(
                        new HashSet<>(event.getAllowedBuckets()),
                        event.getExpectedBucketOwner(),
                        event.getEncryptionKeyId(),
                        event.getRetentionDays(),
                        event.getSidecar(),
                        destination(event.getFallbackDestination())),
                new MetadataLimits(event.getMetadataMostEntries(), event.getMetadataMostBytes()),
                new PriceRule(
                        event.getPauseBilled(),
                        event.getPricePerMinute(),
                        event.getCurrency(),
                        event.getBillingIncrementSeconds()));
    }

    private static @Nullable Long micros(@Nullable Integer seconds) {
        return seconds == null ? null : seconds * 1_000_000L;
    }

    private static @Nullable Destination destination(@Nullable S3Destination destination) {
        return destination == null ? null : new Destination(destination.getBucket(), destination.getPrefix());
    }
}
