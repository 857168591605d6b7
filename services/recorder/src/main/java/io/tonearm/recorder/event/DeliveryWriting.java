package io.tonearm.recorder.event;

import io.tonearm.events.DestinationOutcome;
import io.tonearm.events.EndReason;
import io.tonearm.events.FileEncoding;
import io.tonearm.events.PauseInterval;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.events.TrackQuality;
import io.tonearm.events.TrackSelection;
import io.tonearm.events.UndeliveredReason;
import io.tonearm.media.audio.RecordingRenderer.RenderedQuality;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.rtp.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a recording's file as events of the topics. Stateless. */
public final class DeliveryWriting {

    /**
     * A rendered file.
     *
     * @param bytes its size
     * @param durationMicros its length
     * @param sha256 of all of it, lower-case hexadecimal
     * @param quality of its tracks
     */
    public record RenderedFile(long bytes, long durationMicros, String sha256, RenderedQuality quality) {}

    private DeliveryWriting() {}

    /**
     * The recording is in its bucket.
     *
     * @param versionId S3's version; null where it gave none
     */
    public static RecordingDelivered delivered(
            Recording recording, RenderedFile file, @Nullable String versionId, long deliveredAtMicros) {
        RecordingSpan span = recording.span();
        return RecordingDelivered.newBuilder()
                .setRecordingId(recording.recordingId())
                .setCallId(recording.callId())
                .setLegId(recording.legId())
                .setAccountId(recording.accountId())
                .setTracks(TrackSelection.valueOf(recording.tracks().name()))
                .setUri(recording.object().uri())
                .setDestinations(List.of(outcome(recording, true, null)))
                .setVersionId(versionId)
                .setSizeBytes(file.bytes())
                .setSha256(file.sha256())
                .setFileEncoding(FileEncoding.valueOf(recording.encoding().name()))
                .setSampleRate(recording.sampleRate())
                .setChannels(recording.tracks().tracks().size())
                .setDurationMicros(file.durationMicros())
                .setRecordedMicros(span.enabledMicros() - span.pausedMicros())
                .setPausedMicros(span.pausedMicros())
                .setPauses(span.pauses().stream().map(DeliveryWriting::pause).toList())
                .setEndReason(EndReason.valueOf(end(recording).reason().name()))
                .setMediaMissing(file.quality().mediaMissing())
                .setQuality(file.quality().tracks().stream()
                        .map(DeliveryWriting::quality)
                        .toList())
                .setMetadata(recording.metadata())
                .setStartedAt(Times.instant(recording.startMicros()))
                .setEndedAt(Times.instant(span.endMicros()))
                .setDeliveredAt(Times.instant(deliveredAtMicros))
                .build();
    }

    /** The recording could not be delivered. */
    public static RecordingUndelivered undelivered(
            Recording recording, UndeliveredReason reason, String detail, int attempts, long failedAtMicros) {
        return RecordingUndelivered.newBuilder()
                .setRecordingId(recording.recordingId())
                .setCallId(recording.callId())
                .setLegId(recording.legId())
                .setAccountId(recording.accountId())
                .setReason(reason)
                .setDetail(detail)
                .setDestinations(List.of(outcome(recording, false, detail)))
                .setAttempts(attempts)
                .setAudioKeptIn("the recorder's audio store, key " + recording.legId())
                .setStartedAt(Times.instant(recording.startMicros()))
                .setEndedAt(Times.instant(end(recording).micros()))
                .setFailedAt(Times.instant(failedAtMicros))
                .build();
    }

    private static Recording.End end(Recording recording) {
        Recording.@Nullable End end = recording.end();
        if (end == null) {
            throw new IllegalStateException(
                    "a recording must have ended before it is delivered, recordingId=" + recording.recordingId());
        }
        return end;
    }

    private static DestinationOutcome outcome(Recording recording, boolean delivered, @Nullable String detail) {
        return new DestinationOutcome(EventWriting.location(recording), delivered, detail);
    }

    private static PauseInterval pause(io.tonearm.media.audio.PauseInterval pause) {
        return new PauseInterval(Times.instant(pause.fromMicros()), Times.instant(pause.toMicros()));
    }

    private static TrackQuality quality(io.tonearm.media.audio.TrackQuality quality) {
        return TrackQuality.newBuilder()
                .setTrack(
                        quality.track() == Track.INCOMING
                                ? io.tonearm.events.Track.INCOMING
                                : io.tonearm.events.Track.OUTGOING)
                .setPacketsExpected(quality.packetsExpected())
                .setPacketsReceived(quality.packetsReceived())
                .setPacketsLost(quality.packetsLost())
                .setPacketsDuplicated(quality.packetsDuplicated())
                .setPacketsReordered(quality.packetsReordered())
                .setPacketsLate(quality.packetsLate())
                .setPacketsUndecodable(quality.packetsUndecodable())
                .setJitterMicros(quality.jitterMicros())
                .setLongestGapMicros(quality.longestGapMicros())
                .setCodecs(quality.codecs())
                .build();
    }
}
