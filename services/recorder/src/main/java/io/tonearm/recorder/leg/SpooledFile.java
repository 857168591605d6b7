package io.tonearm.recorder.leg;

import io.tonearm.media.recording.Recording;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.event.DeliveryWriting.RenderedFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rendered recording on the local disk until it is stored; it can be made again at any time. Lives on its stream thread.
 *
 * @param path where it is
 * @param rendered what it is
 */
record SpooledFile(Path path, RenderedFile rendered) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpooledFile.class);
    private static final String MEDIA_TYPE = "audio/wav";

    PutObject toPut(Recording recording) {
        Map<String, String> metadata = new TreeMap<>(recording.metadata());
        metadata.put("call-id", recording.callId());
        metadata.put("leg-id", recording.legId());
        metadata.put("recording-id", recording.recordingId());
        metadata.put("recording-duration", seconds(rendered.durationMicros()));
        metadata.put("recording-audio-file-format", MEDIA_TYPE);
        return new PutObject(recording.object(), path, rendered.bytes(), rendered.sha256(), MEDIA_TYPE, metadata);
    }

    private static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    /** Deletes the file; never throws. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("path", path)
                    .setCause(e)
                    .log("spooled file could not be deleted; delete it by hand");
        }
    }
}
