package io.tonearm.recorder.delivery;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object to be stored.
 *
 * @param object bucket and key
 * @param file its bytes; not to be changed until the outcome is there
 * @param bytes how many
 * @param sha256 of them, lower-case hexadecimal
 * @param mediaType its media type
 * @param metadata user metadata; values may be any text
 * @param rule whose bucket it must be, and how the object is encrypted
 * @param retainUntilMicros until when nobody can delete it (S3 Object Lock, compliance mode), microseconds since the epoch,
 *     rounded up to a second; null for no lock
 */
public record PutObject(
        ObjectKey object,
        Path file,
        long bytes,
        String sha256,
        String mediaType,
        Map<String, String> metadata,
        StorageRule rule,
        @Nullable Long retainUntilMicros) {}
