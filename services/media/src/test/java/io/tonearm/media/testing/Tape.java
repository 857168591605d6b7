package io.tonearm.media.testing;

import java.util.Arrays;

/** The samples that a channel is expected to hold: silence, until something is put somewhere. Not thread-safe. */
public final class Tape {

    private final short[] samples;

    private Tape(short[] samples) {
        this.samples = samples;
    }

    /** Silence of that many samples. */
    public static Tape of(int samples) {
        return new Tape(new short[samples]);
    }

    /** Puts samples somewhere; what is before the beginning or behind the end is cut off. */
    public Tape put(long position, short... audio) {
        for (int i = 0; i < audio.length; i++) {
            if (position + i >= 0 && position + i < samples.length) {
                samples[(int) position + i] = audio[i];
            }
        }
        return this;
    }

    /** Makes a stretch silent again. */
    public Tape erase(int from, int to) {
        Arrays.fill(samples, from, to, (short) 0);
        return this;
    }

    /** Takes a stretch out. */
    public Tape cut(int from, int to) {
        short[] closed = new short[samples.length - (to - from)];
        System.arraycopy(samples, 0, closed, 0, from);
        System.arraycopy(samples, to, closed, from, samples.length - to);
        return new Tape(closed);
    }

    public short[] samples() {
        return samples.clone();
    }

    /**
     * Compares with what there is.
     *
     * @throws AssertionError with the first sample that differs
     */
    public void assertEquals(short[] actual) {
        int at = Arrays.mismatch(samples, actual);
        if (at >= 0) {
            throw new AssertionError(
                    "samples must be as expected, differing from " + at + ", expected=" + text(samples, at) + " of "
                            + samples.length + ", actual=" + text(actual, at) + " of " + actual.length);
        }
    }

    private static String text(short[] samples, int at) {
        return at > samples.length
                ? "nothing"
                : Arrays.toString(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 6)));
    }
}
