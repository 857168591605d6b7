package io.tonearm.recorder.testing;

import io.tonearm.events.AttachMetadata;
import io.tonearm.events.DigitPressed;
import io.tonearm.events.FileEncoding;
import io.tonearm.events.LegEnded;
import io.tonearm.events.LegTransferred;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.PublishedPackets;
import io.tonearm.events.RecordAudio;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.ResumeRecording;
import io.tonearm.events.RtpFrames;
import io.tonearm.events.RtpPayloadType;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.StopRecording;
import io.tonearm.events.TrackSelection;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.event.Times;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The domain's commands and frames as an edge publishes them. Stateless. */
public final class Events {

    private Events() {}

    /** A command as the event that says it. */
    public static RecordingCommand command(Command command) {
        return RecordingCommand.newBuilder()
                .setCommandId(command.commandId())
                .setCallId(command.callId())
                .setLegId(command.legId())
                .setAccountId(command.accountId())
                .setIssuedAt(Times.instant(command.issuedAtMicros()))
                .setAction(action(command.action()))
                .build();
    }

    private static Object action(Action action) {
        return switch (action.kind()) {
            case START_RECORDING -> start((Action.StartRecording) action);
            case PAUSE_RECORDING -> {
                Long longest = ((Action.PauseRecording) action).longestMicros();
                yield new PauseRecording(longest == null ? null : longest / 1000);
            }
            case RESUME_RECORDING -> new ResumeRecording();
            case STOP_RECORDING ->
                StopRecording.newBuilder()
                        .setPublishedPackets(published(((Action.StopRecording) action).published()))
                        .build();
            case LEG_ENDED ->
                LegEnded.newBuilder()
                        .setPublishedPackets(published(((Action.LegEnded) action).published()))
                        .build();
            case LEG_TRANSFERRED -> new LegTransferred();
            case RECORD_AUDIO -> audio((Action.RecordAudio) action);
            case ATTACH_METADATA -> new AttachMetadata(((Action.AttachMetadata) action).metadata());
            case DIGIT_PRESSED -> new DigitPressed(((Action.DigitPressed) action).digit());
        };
    }

    private static RecordAudio audio(Action.RecordAudio audio) {
        return RecordAudio.newBuilder()
                .setTrack(TrackSelection.valueOf(audio.tracks().name()))
                .setDestination(new S3Destination(
                        audio.destination().bucket(), audio.destination().prefix()))
                .setDurationInSeconds(audio.durationSeconds())
                .setSilenceDurationInSeconds(audio.silenceSeconds())
                .setSilenceThreshold(audio.silenceThreshold())
                .setRecordingTerminators(audio.terminators())
                .build();
    }

    private static StartRecording start(Action.StartRecording start) {
        return StartRecording.newBuilder()
                .setTracks(TrackSelection.valueOf(start.tracks().name()))
                .setDestinations(start.destinations().stream()
                        .map(destination -> new S3Destination(destination.bucket(), destination.prefix()))
                        .toList())
                .setFileEncoding(
                        start.encoding() == null
                                ? null
                                : FileEncoding.valueOf(start.encoding().name()))
                .setSampleRate(start.sampleRate())
                .setMetadata(start.metadata())
                .build();
    }

    private static @Nullable PublishedPackets published(
            io.tonearm.media.recording.@Nullable PublishedPackets published) {
        return published == null ? null : new PublishedPackets(published.incoming(), published.outgoing());
    }

    /** Frames as the record that carries them; the edge does not count. */
    public static RtpFrames frames(Track track, List<RtpFrame> frames) {
        return frames(track, frames, -1);
    }

    /**
     * Frames as the record that carries them.
     *
     * @param firstPacketIndex how many of the track were published before; -1 where the edge does not count
     */
    public static RtpFrames frames(Track track, List<RtpFrame> frames, long firstPacketIndex) {
        return frames(track, frames, firstPacketIndex, null);
    }

    /**
     * Frames as the record that carries them.
     *
     * @param firstPacketIndex how many of the track were published before; -1 where the edge does not count
     * @param owner whose leg the edge says it is; null where it does not say
     */
    public static RtpFrames frames(
            Track track, List<RtpFrame> frames, long firstPacketIndex, @Nullable LegOwner owner) {
        return RtpFrames.newBuilder()
                .setCallId(owner == null ? null : owner.callId())
                .setAccountId(owner == null ? null : owner.accountId())
                .setTrack(io.tonearm.events.Track.valueOf(track.name()))
                .setFirstPacketIndex(firstPacketIndex)
                .setPayloadTypes(types(frames))
                .setFrames(frames.stream().map(Events::frame).toList())
                .build();
    }

    /** Frames as the record that carries them; the edge says whose leg they are of. */
    public static RtpFrames frames(LegOwner owner, Track track, List<RtpFrame> frames) {
        return RtpFrames.newBuilder(frames(track, frames))
                .setCallId(owner.callId())
                .setAccountId(owner.accountId())
                .build();
    }

    /** The rules of the tests' account: the schema's defaults, free of charge. */
    public static RecordingPolicy.Builder policy() {
        return RecordingPolicy.newBuilder()
                .setAccountId(Commands.ACCOUNT)
                .setPricePerMinute(new BigDecimal("0.000000"));
    }

    private static List<RtpPayloadType> types(List<RtpFrame> frames) {
        Map<Integer, PayloadFormat> types = new LinkedHashMap<>();
        frames.forEach(frame -> {
            if (frame.format() != null) {
                types.put(frame.packet().payloadType(), frame.format());
            }
        });
        return types.entrySet().stream()
                .map(type -> RtpPayloadType.newBuilder()
                        .setPayloadType(type.getKey())
                        .setEncodingName(type.getValue().encodingName())
                        .setClockRate(type.getValue().clockRate())
                        .setChannels(type.getValue().channels())
                        .build())
                .toList();
    }

    private static io.tonearm.events.RtpFrame frame(RtpFrame frame) {
        return new io.tonearm.events.RtpFrame(
                Times.instant(frame.capturedAtMicros()),
                ByteBuffer.wrap(frame.packet().bytes()));
    }
}
