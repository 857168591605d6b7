package io.tonearm.media.rtp;

/**
 * Extends a counter that wraps to 64 bits by taking each value for the one nearest to the last (as RFC 3711 section 3.3.1
 * does for sequence numbers). The first value stands for itself. Not thread-safe.
 *
 * <p>Right as long as neighbours are less than half the range apart: 32,768 packets, or 2^31 timestamp ticks.
 */
public final class Unwrapper {

    private final int bits;
    private long last;
    private boolean begun;

    private Unwrapper(int bits) {
        this.bits = bits;
    }

    /** For sequence numbers, which wrap at 2^16. */
    public static Unwrapper ofSequenceNumbers() {
        return new Unwrapper(16);
    }

    /** For timestamps, which wrap at 2^32. */
    public static Unwrapper ofTimestamps() {
        return new Unwrapper(32);
    }

    /**
     * The 64-bit value of a wrapped one, remembered as the neighbour of the next.
     *
     * @throws IllegalArgumentException where the value has more bits than the counter; the caller did not mask it
     */
    public long unwrap(long wrapped) {
        last = interpret(wrapped);
        begun = true;
        return last;
    }

    /** The 64-bit value of a wrapped one without remembering it. */
    public long interpret(long wrapped) {
        if (wrapped < 0 || wrapped >>> bits != 0) {
            throw new IllegalArgumentException("value must fit in " + bits + " bits, value=" + wrapped);
        }
        if (!begun) {
            return wrapped;
        }
        int unused = Long.SIZE - bits;
        return last + ((wrapped - last) << unused >> unused);
    }
}
