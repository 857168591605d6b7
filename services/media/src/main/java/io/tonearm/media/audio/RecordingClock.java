package io.tonearm.media.audio;

/**
 * Sample positions counted from the start of a recording. Position 0 begins at the start command's {@code issuedAt}; both
 * tracks share the clock. Immutable.
 *
 * @param startMicros the start, microseconds since the epoch
 * @param sampleRate samples per second of the recording, 1 to 768,000
 */
public record RecordingClock(long startMicros, int sampleRate) {

    private static final long MICROS_PER_SECOND = 1_000_000;

    public RecordingClock {
        if (sampleRate < 1 || sampleRate > 768_000) {
            throw new IllegalArgumentException("sample rate must be 1 to 768,000, sampleRate=" + sampleRate);
        }
    }

    /** The sample that is sounding at this time: rounded down, negative before the start. */
    public long positionAt(long micros) {
        long elapsedMicros = micros - startMicros;
        long seconds = Math.floorDiv(elapsedMicros, MICROS_PER_SECOND);
        long rest = Math.floorMod(elapsedMicros, MICROS_PER_SECOND);
        return seconds * sampleRate + rest * sampleRate / MICROS_PER_SECOND;
    }

    /** Length of some samples in microseconds, rounded down. */
    public long microsOf(long samples) {
        long seconds = Math.floorDiv(samples, (long) sampleRate);
        long rest = Math.floorMod(samples, (long) sampleRate);
        return seconds * MICROS_PER_SECOND + rest * MICROS_PER_SECOND / sampleRate;
    }
}
