package io.tonearm.media.audio;

/**
 * A stretch of the call that a recording leaves out, on the clock that stamps packets and commands. Immutable.
 *
 * @param fromMicros when the pause began, inclusive, microseconds since the epoch
 * @param toMicros when recording resumed or ended, exclusive; after {@code fromMicros}
 */
public record PauseInterval(long fromMicros, long toMicros) {

    public PauseInterval {
        if (toMicros <= fromMicros) {
            throw new IllegalArgumentException(
                    "a pause must end after it begins, fromMicros=" + fromMicros + ", toMicros=" + toMicros);
        }
    }

    /** Whether something captured at this time is left out. */
    public boolean contains(long micros) {
        return micros >= fromMicros && micros < toMicros;
    }

    /** Its length in microseconds; more than 0. */
    public long lengthMicros() {
        return toMicros - fromMicros;
    }
}
