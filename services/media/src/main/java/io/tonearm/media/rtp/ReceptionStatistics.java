package io.tonearm.media.rtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What became of one source's packets: the counts of RFC 3550 section 6.4.1, with duplicates and reordering told apart.
 * Packets are given in the order of their capture. Not thread-safe.
 */
public final class ReceptionStatistics {

    private static final int WINDOW = 1024;

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private @Nullable Unwrapper unwrapper;
    private long highest;
    private long expected;
    private long received;
    private long duplicated;
    private long reordered;
    private double jitterTicks;
    private long lastTransitTicks;
    private boolean transitKnown;

    /** What a packet is to the ones before it. */
    public enum Arrival {
        /** Higher than all before. */
        NEXT,
        /** Lower than the highest, not seen before. */
        REORDERED,
        /** Seen before. */
        DUPLICATE
    }

    /**
     * Counts a packet.
     *
     * @param transitTicks its arrival less its timestamp, both in ticks of its clock rate; only differences matter,
     *     and they are taken in 32 bits because timestamps wrap
     */
    public Arrival count(int sequenceNumber, long transitTicks) {
        Arrival arrival = count(sequenceNumber);
        if (arrival != Arrival.DUPLICATE) {
            measure(transitTicks);
        }
        return arrival;
    }

    /** Counts a packet whose timestamp is not the time of its sending, such as a telephone event's. */
    public Arrival count(int sequenceNumber) {
        if (unwrapper == null) {
            unwrapper = Unwrapper.ofSequenceNumbers();
            highest = unwrapper.unwrap(sequenceNumber);
            expected++;
            return accept(highest, Arrival.NEXT);
        }
        long number = unwrapper.interpret(sequenceNumber);
        if (number > highest) {
            long step = number - highest;
            expected += step;
            forget(highest + 1, Math.min(step, WINDOW));
            highest = number;
            unwrapper.unwrap(sequenceNumber);
            return accept(number, Arrival.NEXT);
        }
        if (highest - number >= WINDOW || (seen[slot(number)] & 1L << number) != 0) {
            duplicated++;
            return Arrival.DUPLICATE;
        }
        reordered++;
        return accept(number, Arrival.REORDERED);
    }

    /** Begins anew behind a pause: what was sent meanwhile is neither expected nor lost. */
    public void rebase() {
        unwrapper = null;
        transitKnown = false;
        Arrays.fill(seen, 0);
    }

    private Arrival accept(long number, Arrival arrival) {
        seen[slot(number)] |= 1L << number;
        received++;
        return arrival;
    }

    private void measure(long transitTicks) {
        if (transitKnown) {
            // RFC 3550 A.8: J(i) = J(i-1) + (|D(i-1,i)| - J(i-1))/16
            jitterTicks += (Math.abs((double) (int) (transitTicks - lastTransitTicks)) - jitterTicks) / 16;
        }
        lastTransitTicks = transitTicks;
        transitKnown = true;
    }

    private void forget(long from, long count) {
        for (long number = from; number < from + count; number++) {
            seen[slot(number)] &= ~(1L << number);
        }
    }

    private static int slot(long number) {
        return (int) Math.floorMod(number, (long) WINDOW) / Long.SIZE;
    }

    /** Packets that the sequence numbers account for. */
    public long expected() {
        return expected;
    }

    /** Distinct packets. */
    public long received() {
        return received;
    }

    /** Repeats; a packet more than 1,024 behind counts as one too. */
    public long duplicated() {
        return duplicated;
    }

    /** Distinct packets that came after a higher one. */
    public long reordered() {
        return reordered;
    }

    /** Interarrival jitter in ticks of the clock rate. */
    public double jitterTicks() {
        return jitterTicks;
    }
}
