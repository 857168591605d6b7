package io.tonearm.recorder.leg;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.Recording;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.event.DeliveryWriting.RenderedFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A rendered recording on the local disk: its file, and the description beside it where the policy wants one. Lives on its
 * stream thread.
 *
 * @param recording whose
 * @param rendered what the file is
 * @param audio the file
 * @param sidecar the description; null where none is wanted
 */
record SpooledRecording(
        Recording recording,
        RenderedFile rendered,
        SpooledFile audio,
        @Nullable SpooledFile sidecar) implements AutoCloseable {

    /** Whether its files are still there. */
    boolean exists() {
        return Files.exists(audio.path()) && (sidecar == null || Files.exists(sidecar.path()));
    }

    /** The file as an object. */
    PutObject toPut(ObjectKey object) {
        Map<String, String> metadata = new TreeMap<>(recording.metadata().words());
        metadata.put("call-id", recording.callId());
        metadata.put("leg-id", recording.legId());
        metadata.put("recording-id", recording.recordingId());
        metadata.put("recording-duration", seconds(rendered.durationMicros()));
        metadata.put("recording-audio-file-format", audio.mediaType());
        return put(object, audio, metadata);
    }

    /** The description as the object beside the file's. */
    PutObject toPut(SpooledFile description, ObjectKey object) {
        return put(object.sidecar(), description, Map.of("recording-id", recording.recordingId()));
    }

    private PutObject put(ObjectKey object, SpooledFile file, Map<String, String> metadata) {
        return new PutObject(
                object,
                file.path(),
                file.bytes(),
                file.sha256(),
                file.mediaType(),
                metadata,
                recording.policy().storage(),
                retainUntilMicros());
    }

    private @Nullable Long retainUntilMicros() {
        @Nullable Integer days = recording.policy().storage().retentionDays();
        return days == null ? null : recording.span().endMicros() + TimeUnit.DAYS.toMicros(days);
    }

    private static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    /** Deletes the files; never throws. */
    @Override
    public void close() {
        audio.close();
        if (sidecar != null) {
            sidecar.close();
        }
    }
}
