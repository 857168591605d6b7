package io.tonearm.media.recording;

import io.tonearm.media.audio.PauseFill;
import org.jspecify.annotations.Nullable;

/**
 * What a pause is to an account. Immutable.
 *
 * @param fill what the file holds for it
 * @param tone whether tones mark it
 * @param longestMicros how long it may last, more than 0; null for no limit
 * @param atLongest what happens then
 */
public record PauseRule(
        PauseFill fill, boolean tone, @Nullable Long longestMicros, AtLongest atLongest) {

    /** What ends a pause that lasted as long as it may. */
    public enum AtLongest {
        /** Recording goes on. */
        RESUME,
        /** The recording ends there. */
        STOP
    }

    public PauseRule {
        if (longestMicros != null) {
            PolicyCheck.seconds("longestPauseSeconds", longestMicros, 1, RecordingPolicy.MOST_MICROS);
        }
    }
}
