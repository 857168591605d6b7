package io.tonearm.recorder.testing;

import io.tonearm.media.audio.PauseTones;
import io.tonearm.media.audio.RecordingRenderer;
import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.recorder.event.Times;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The file that a call must become, made by the media core alone: no Kafka, no stores, no order of arrival. Stateless. */
public final class ExpectedFile {

    private ExpectedFile() {}

    /** The recording that commands in the order of time lead to. */
    public static Recording recording(List<Command> commands, RecordingPolicy policy) {
        CallLegState state = CallLegState.IDLE;
        for (Command command : commands) {
            state = GrantedStarts.apply(state, command, policy).state();
        }
        return Objects.requireNonNull(state.last(), "commands must lead to a recording");
    }

    /** The file of a call. */
    public static byte[] of(List<Command> commands, Map<Track, List<RtpFrame>> frames, RecordingPolicy policy) {
        Recording recording = recording(commands, policy);
        Map<Track, Iterator<RtpFrame>> ordered = new EnumMap<>(Track.class);
        for (Track track : recording.start().tracks().tracks()) {
            ordered.put(
                    track,
                    frames.getOrDefault(track, List.of()).stream()
                            .sorted(RtpFrame.CANONICAL_ORDER)
                            .iterator());
        }
        RecordingRenderer renderer = new RecordingRenderer(
                recording.span(),
                recording.policy().pause().fill(),
                recording.policy().pause().tone() ? PauseTones.DEFAULT : null,
                recording.start().encoding(),
                info(recording),
                ordered);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            renderer.writeTo(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static Map<String, String> info(Recording recording) {
        return Map.of(
                "INAM",
                recording.recordingId(),
                "ICRD",
                Times.instant(recording.startMicros()).toString(),
                "ISFT",
                "Tonearm",
                "ISRC",
                "call " + recording.callId() + ", leg " + recording.legId());
    }
}
