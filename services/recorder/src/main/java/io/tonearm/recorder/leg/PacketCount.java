package io.tonearm.recorder.leg;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which of the packets that an edge published on one track have been read, by their number in the order of publishing.
 * Repeats and any order are fine. Lives on its stream thread.
 */
final class PacketCount {

    private static final int MOST_RANGES = 1000;

    private final TreeMap<Long, Long> read = new TreeMap<>();

    /** Counts packets; when too many gaps are open, those farthest ahead are forgotten and the count never completes. */
    void add(long first, int count) {
        long from = first;
        long to = first + count;
        Map.Entry<Long, Long> before = read.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> after = read.ceilingEntry(from);
        while (after != null && after.getKey() <= to) {
            to = Math.max(to, after.getValue());
            read.remove(after.getKey());
            after = read.ceilingEntry(from);
        }
        read.put(from, to);
        if (read.size() > MOST_RANGES) {
            read.pollLastEntry();
        }
    }

    /** Whether the first so many packets are there. */
    boolean covers(long packets) {
        return packets == 0 || read.getOrDefault(0L, 0L) >= packets;
    }
}
