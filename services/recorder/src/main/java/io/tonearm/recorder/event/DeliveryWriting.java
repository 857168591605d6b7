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
import io.tonearm.media.audio.FileLayout.Stretch;
import io.tonearm.media.audio.RecordingRenderer.RenderedQuality;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.recording.ObjectKey;
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
     * @param layout what stands where in it
     */
    public record RenderedFile(
            long bytes, long durationMicros, String sha256, RenderedQuality quality, List<Stretch> layout) {

        public RenderedFile {
            layout = List.copyOf(layout);
        }
    }

    private DeliveryWriting() {}

    /**
     * What became of the file at one destination.
     *
     * @param object where it was to be
     * @param stored whether it is there
     * @param described whether its description is beside it
     * @param versionId S3's version; null where it gave none or the file is not there
     * @param detail why it is not there; null where it is
     */
    public record Placed(
            ObjectKey object,
            boolean stored,
            boolean described,
            @Nullable String versionId,
            @Nullable String detail) {}

    /**
     * The recording is in a bucket.
     *
     * @param places what each destination answered, in the order of the start; at least one has stored it
     */
    public static RecordingDelivered delivered(
            Recording recording, RenderedFile file, List<Placed> places, long deliveredAtMicros) {
        Placed first = places.stream().filter(Placed::stored).findFirst().orElseThrow();
        RecordingSpan span = recording.span();
        return RecordingDelivered.newBuilder()
                .setRecordingId(recording.recordingId())
                .setCallId(recording.callId())
                .setLegId(recording.legId())
                .setAccountId(recording.accountId())
                .setTracks(TrackSelection.valueOf(recording.start().tracks().name()))
                .setUri(first.object().uri())
                .setDestinations(outcomes(places))
                .setVersionId(first.versionId())
                .setSidecarUri(first.described() ? first.object().sidecar().uri() : null)
                .setSizeBytes(file.bytes())
                .setSha256(file.sha256())
                .setFileEncoding(
                        FileEncoding.valueOf(recording.start().encoding().name()))
                .setSampleRate(recording.start().sampleRate())
                .setChannels(recording.start().tracks().tracks().size())
                .setDurationMicros(file.durationMicros())
                .setRecordedMicros(span.enabledMicros() - span.pausedMicros())
                .setPausedMicros(span.pausedMicros())
                .setPauses(span.pauses().stream().map(DeliveryWriting::pause).toList())
                .setEndReason(EndReason.valueOf(end(recording).reason().name()))
                .setTerminatorUsed(end(recording).terminator())
                .setMediaMissing(file.quality().mediaMissing())
                .setQuality(file.quality().tracks().stream()
                        .map(DeliveryWriting::quality)
                        .toList())
                .setMetadata(recording.metadata().words())
                .setStartedAt(Times.instant(recording.startMicros()))
                .setEndedAt(Times.instant(span.endMicros()))
                .setDeliveredAt(Times.instant(deliveredAtMicros))
                .build();
    }

    /**
     * The recording could not be delivered.
     *
     * @param places what each destination answered
     * @param attempts how many uploads were tried
     */
    public static RecordingUndelivered undelivered(
            Recording recording,
            UndeliveredReason reason,
            String detail,
            List<Placed> places,
            int attempts,
            long failedAtMicros) {
        return RecordingUndelivered.newBuilder()
                .setRecordingId(recording.recordingId())
                .setCallId(recording.callId())
                .setLegId(recording.legId())
                .setAccountId(recording.accountId())
                .setReason(reason)
                .setDetail(detail)
                .setDestinations(outcomes(places))
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

    private static List<DestinationOutcome> outcomes(List<Placed> places) {
        return places.stream()
                .map(place ->
                        new DestinationOutcome(EventWriting.location(place.object()), place.stored(), place.detail()))
                .toList();
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
