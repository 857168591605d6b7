package io.tonearm.recorder.delivery;

import io.tonearm.media.recording.ObjectKey;
import java.nio.file.Path;
import java.util.Map;

/**
 * An object to be stored.
 *
 * @param object bucket and key
 * @param file its bytes; not to be changed until the outcome is there
 * @param bytes how many
 * @param sha256 of them, lower-case hexadecimal
 * @param mediaType its media type
 * @param metadata user metadata; values may be any text
 */
public record PutObject(
        ObjectKey object, Path file, long bytes, String sha256, String mediaType, Map<String, String> metadata) {}
