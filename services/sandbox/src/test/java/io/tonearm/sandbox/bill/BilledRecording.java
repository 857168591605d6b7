package io.tonearm.sandbox.bill;

import io.tonearm.events.EndReason;
import io.tonearm.events.FileEncoding;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.TrackSelection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The two events of a recording that agree, reckoned in whole millionths. Their fields may be changed.
 *
 * @param charge what was billed
 * @param delivered what was delivered
 */
public record BilledRecording(RecordingBilled charge, RecordingDelivered delivered) {

    /** An hour and a second of account {@code acme}, a minute of it paused and not billed, at 0.004 USD a minute: 60 minutes. */
    public static BilledRecording hour(String recordingId, Instant billedAt) {
        return of(recordingId, billedAt, 3_601_000_000L, 60_000_000, false, 60, 4_000, "USD");
    }

    /** One of anything. */
    public static BilledRecording random(String recordingId, Instant billedAt, Random random) {
        long enabledMicros = random.nextInt(8) == 0 ? 0 : random.nextLong(1, 8 * 3_600_000_000L);
        long pausedMicros = random.nextBoolean() ? 0 : random.nextLong(enabledMicros + 1);
        int[] increments = {1, 6, 7, 30, 60, 3_600};
        return of(
                recordingId,
                billedAt,
                enabledMicros,
                pausedMicros,
                random.nextBoolean(),
                increments[random.nextInt(increments.length)],
                random.nextInt(4) == 0 ? 0 : random.nextLong(5_000_000),
                random.nextBoolean() ? "USD" : "EUR");
    }

    private static BilledRecording of(
            String recordingId,
            Instant billedAt,
            long enabledMicros,
            long pausedMicros,
            boolean isPauseBilled,
            int incrementSeconds,
            long microPrice,
            String currency) {
        Instant start = billedAt.minus(enabledMicros + 1_000_000, ChronoUnit.MICROS);
        Instant end = start.plus(enabledMicros, ChronoUnit.MICROS);
        String uri = "s3://tonearm/recordings/" + recordingId + ".wav";
        long billedMicros = enabledMicros - (isPauseBilled ? 0 : pausedMicros);
        long increments = (billedMicros + incrementSeconds * 1_000_000L - 1) / (incrementSeconds * 1_000_000L);
        long microMinutes = (increments * incrementSeconds * 1_000_000L + 30) / 60;
        long microAmount = BigInteger.valueOf(microMinutes)
                .multiply(BigInteger.valueOf(microPrice))
                .add(BigInteger.valueOf(500_000))
                .divide(BigInteger.valueOf(1_000_000))
                .longValueExact();
        RecordingBilled charge = RecordingBilled.newBuilder()
                .setIdempotencyKey(recordingId)
                .setRecordingId(recordingId)
                .setCallId("call-" + recordingId)
                .setLegId("leg-" + recordingId)
                .setAccountId("acme")
                .setEnabledMicros(enabledMicros)
                .setPausedMicros(pausedMicros)
                .setBilledMicros(billedMicros)
                .setBillingIncrementSeconds(incrementSeconds)
                .setBillableMinutes(BigDecimal.valueOf(microMinutes, 6))
                .setUnitPrice(BigDecimal.valueOf(microPrice, 6))
                .setAmount(BigDecimal.valueOf(microAmount, 6))
                .setCurrency(currency)
                .setUsageStart(start)
                .setUsageEnd(end)
                .setObjectUri(uri)
                .setBilledAt(billedAt)
                .build();
        RecordingDelivered delivered = RecordingDelivered.newBuilder()
                .setRecordingId(recordingId)
                .setCallId(charge.getCallId())
                .setLegId(charge.getLegId())
                .setAccountId(charge.getAccountId())
                .setTracks(TrackSelection.BOTH)
                .setUri(uri)
                .setDestinations(List.of())
                .setSizeBytes(44)
                .setFileEncoding(FileEncoding.PCM_16)
                .setSampleRate(8_000)
                .setChannels(2)
                .setDurationMicros(enabledMicros)
                .setRecordedMicros(enabledMicros - pausedMicros)
                .setPausedMicros(pausedMicros)
                .setPauses(List.of())
                .setEndReason(EndReason.LEG_ENDED)
                .setMediaMissing(false)
                .setQuality(List.of())
                .setMetadata(Map.of())
                .setStartedAt(start)
                .setEndedAt(end)
                .setDeliveredAt(billedAt.plus(Duration.ofMillis(1)))
                .build();
        return new BilledRecording(charge, delivered);
    }
}
