package io.tonearm.media.audio;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one track that packets write into in any order and that is read from its beginning; what nothing was written
 * to is silence. Holds only what is not read yet, up to a limit. Not thread-safe.
 */
final class SampleWindow {

    private final int mostSamples;
    private final TreeMap<Long, Long> covered = new TreeMap<>();
    private short[] samples = new short[8192];
    private long begin;

    /**
     * Begins at position 0.
     *
     * @param mostSamples how far ahead of the reader a sample may be; what is farther is not kept
     */
    SampleWindow(int mostSamples) {
        this.mostSamples = mostSamples;
    }

    /** Puts samples in place; what is behind the reader or beyond the limit is cut off. */
    void write(long position, short[] source, int count) {
        int from = (int) Math.max(0, Math.min(count, begin - position));
        int to = (int) Math.max(from, Math.min(count, begin + mostSamples - position));
        if (from == to) {
            return;
        }
        int offset = (int) (position + from - begin);
        int needed = offset + to - from;
        if (needed > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(needed, samples.length * 2));
        }
        System.arraycopy(source, from, samples, offset, to - from);
        cover(position + from, position + to);
    }

    private void cover(long from, long to) {
        Map.Entry<Long, Long> before = covered.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> after = covered.ceilingEntry(from);
        while (after != null && after.getKey() <= to) {
            to = Math.max(to, after.getValue());
            covered.remove(after.getKey());
            after = covered.ceilingEntry(from);
        }
        covered.put(from, to);
    }

    /**
     * Moves the next samples out.
     *
     * @param target receives {@code count} samples at its beginning
     */
    void read(short[] target, int count) {
        int held = Math.min(count, samples.length);
        System.arraycopy(samples, 0, target, 0, held);
        Arrays.fill(target, held, count, (short) 0);
        drop(count);
    }

    private void drop(int count) {
        int left = Math.max(0, samples.length - count);
        System.arraycopy(samples, samples.length - left, samples, 0, left);
        Arrays.fill(samples, left, samples.length, (short) 0);
        begin += count;
        Map.Entry<Long, Long> first = covered.firstEntry();
        while (first != null && first.getValue() <= begin) {
            covered.pollFirstEntry();
            first = covered.firstEntry();
        }
    }

    /** Position of the next sample to be read. */
    long begin() {
        return begin;
    }

    /**
     * The first stretch written in a range, as {@code {from, to}} cut to it; null where nothing was. Ask before reading.
     */
    long @Nullable [] firstCovered(long from, long to) {
        Map.Entry<Long, Long> entry = covered.floorEntry(from);
        if (entry == null || entry.getValue() <= from) {
            entry = covered.ceilingEntry(from);
        }
        if (entry == null || Math.max(from, entry.getKey()) >= to) {
            return null;
        }
        return new long[] {Math.max(from, entry.getKey()), Math.min(to, entry.getValue())};
    }
}
