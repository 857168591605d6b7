package io.tonearm.media.recording;

import org.jspecify.annotations.Nullable;

/**
 * Where a recording is to go. Immutable, unchecked.
 *
 * @param bucket an S3 bucket
 * @param prefix of the key, without a slash at its end; null for {@code recordings}
 */
public record Destination(String bucket, @Nullable String prefix) {}
