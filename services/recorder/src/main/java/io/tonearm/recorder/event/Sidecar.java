package io.tonearm.recorder.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tonearm.media.audio.FileLayout.Stretch;
import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.audio.TrackQuality;
import io.tonearm.media.recording.Recording;
import io.tonearm.recorder.event.DeliveryWriting.RenderedFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The JSON description that is stored beside a recording's file. The same recording always gives the same text. Stateless. */
public final class Sidecar {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Sidecar() {}

    /** The description of a rendered recording. */
    public static byte[] of(Recording recording, RenderedFile file) {
        RecordingSpan span = recording.span();
        Recording.End end = Objects.requireNonNull(recording.end());
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("recordingId", recording.recordingId());
        description.put("callId", recording.callId());
        description.put("legId", recording.legId());
        description.put("accountId", recording.accountId());
        description.put("startedAt", time(recording.startMicros()));
        description.put("endedAt", time(span.endMicros()));
        description.put("endReason", end.reason().name());
        if (end.terminator() != null) {
            description.put("terminatorUsed", end.terminator());
        }
        description.put("durationMicros", file.durationMicros());
        description.put("recordedMicros", span.enabledMicros() - span.pausedMicros());
        description.put("pausedMicros", span.pausedMicros());
        description.put("file", file(recording, file));
        description.put("pauses", span.pauses().stream().map(Sidecar::pause).toList());
        description.put(
                "markers",
                file.layout().stream()
                        .flatMap(stretch -> markers(stretch).stream())
                        .toList());
        description.put("mediaMissing", file.quality().mediaMissing());
        description.put(
                "tracks", file.quality().tracks().stream().map(Sidecar::track).toList());
        description.put("metadata", recording.metadata().words());
        try {
            return MAPPER.writeValueAsBytes(description);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a description must have a JSON form", e);
        }
    }

    private static String time(long micros) {
        return Times.instant(micros).toString();
    }

    private static Map<String, Object> file(Recording recording, RenderedFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mediaType", "audio/wav");
        fields.put("encoding", recording.start().encoding().name());
        fields.put("sampleRate", recording.start().sampleRate());
        fields.put("channels", recording.start().tracks().tracks().size());
        fields.put("bytes", file.bytes());
        fields.put("sha256", file.sha256());
        return fields;
    }

    private static Map<String, Object> pause(PauseInterval pause) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("from", time(pause.fromMicros()));
        fields.put("to", time(pause.toMicros()));
        return fields;
    }

    private static List<Map<String, Object>> markers(Stretch stretch) {
        return stretch.pause() == null
                ? List.of()
                : List.of(
                        marker("pause", stretch.filePosition()),
                        marker("resume", stretch.filePosition() + stretch.samples()));
    }

    private static Map<String, Object> marker(String label, long sample) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", label);
        fields.put("sample", sample);
        return fields;
    }

    private static Map<String, Object> track(TrackQuality quality) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("track", quality.track().name());
        fields.put("packetsExpected", quality.packetsExpected());
        fields.put("packetsReceived", quality.packetsReceived());
        fields.put("packetsLost", quality.packetsLost());
        fields.put("packetsDuplicated", quality.packetsDuplicated());
        fields.put("packetsReordered", quality.packetsReordered());
        fields.put("packetsLate", quality.packetsLate());
        fields.put("packetsUndecodable", quality.packetsUndecodable());
        fields.put("jitterMicros", quality.jitterMicros());
        fields.put("longestGapMicros", quality.longestGapMicros());
        fields.put("codecs", quality.codecs());
        return fields;
    }
}
