package io.tonearm.recorder.event;

import io.tonearm.events.AttachMetadata;
import io.tonearm.events.DigitPressed;
import io.tonearm.events.LegEnded;
import io.tonearm.events.LegTransferred;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.RecordAudio;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.ResumeRecording;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.StopRecording;
import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.TrackSelection;
import org.jspecify.annotations.Nullable;

/** Commands of the topic as commands of the domain. Stateless. */
public final class CommandReading {

    private CommandReading() {}

    /** The domain's command. */
    public static Command read(RecordingCommand event) {
        return new Command(
                event.getCommandId(),
                event.getCallId(),
                event.getLegId(),
                event.getAccountId(),
                Times.micros(event.getIssuedAt()),
                action(event.getAction()));
    }

    private static Action action(Object action) {
        if (action instanceof StartRecording start) {
            return start(start);
        } else if (action instanceof PauseRecording pause) {
            return new Action.PauseRecording(micros(pause.getLongestPauseMillis()));
        } else if (action instanceof ResumeRecording) {
            return new Action.ResumeRecording();
        } else if (action instanceof StopRecording stop) {
            return new Action.StopRecording(published(stop.getPublishedPackets()));
        } else if (action instanceof LegEnded ended) {
            return new Action.LegEnded(published(ended.getPublishedPackets()));
        } else if (action instanceof LegTransferred) {
            return new Action.LegTransferred();
        } else if (action instanceof RecordAudio audio) {
            return audio(audio);
        } else if (action instanceof AttachMetadata attach) {
            return new Action.AttachMetadata(attach.getMetadata());
        } else if (action instanceof DigitPressed pressed) {
            return new Action.DigitPressed(pressed.getDigit());
        }
        throw new IllegalArgumentException(
                "action must be one of the schema's, class=" + action.getClass().getName());
    }

    private static Action start(StartRecording start) {
        io.tonearm.events.@Nullable FileEncoding encoding = start.getFileEncoding();
        return new Action.StartRecording(
                TrackSelection.valueOf(start.getTracks().name()),
                start.getDestinations().stream()
                        .map(CommandReading::destination)
                        .toList(),
                encoding == null ? null : FileEncoding.valueOf(encoding.name()),
                start.getSampleRate(),
                start.getMetadata());
    }

    private static Action audio(RecordAudio audio) {
        return new Action.RecordAudio(
                TrackSelection.valueOf(audio.getTrack().name()),
                destination(audio.getDestination()),
                audio.getDurationInSeconds(),
                audio.getSilenceDurationInSeconds(),
                audio.getSilenceThreshold(),
                audio.getRecordingTerminators());
    }

    private static Destination destination(S3Destination destination) {
        return new Destination(destination.getBucket(), destination.getPrefix());
    }

    /** Saturates: what is too long to count is no limit. */
    private static @Nullable Long micros(@Nullable Long millis) {
        if (millis == null) {
            return null;
        }
        return millis > Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : Math.max(millis, Long.MIN_VALUE / 1000) * 1000;
    }

    private static @Nullable PublishedPackets published(io.tonearm.events.@Nullable PublishedPackets packets) {
        return packets == null || packets.getIncoming() < 0 || packets.getOutgoing() < 0
                ? null
                : new PublishedPackets(packets.getIncoming(), packets.getOutgoing());
    }
}
