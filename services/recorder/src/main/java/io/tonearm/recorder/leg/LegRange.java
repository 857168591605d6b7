package io.tonearm.recorder.leg;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What can be done with a store whose keys begin with the leg. Stateless. */
final class LegRange {

    private LegRange() {}

    /** The legs that have an entry, found by leaping from one leg to the next. */
    static List<String> legs(KeyValueStore<Bytes, byte[]> store) {
        List<String> legs = new ArrayList<>();
        Bytes from = Bytes.wrap(new byte[0]);
        while (true) {
            try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, null)) {
                if (!entries.hasNext()) {
                    return legs;
                }
                String legId = LegKey.legOf(entries.peekNextKey());
                legs.add(legId);
                from = LegKey.afterLast(legId);
            }
        }
    }

    /** Deletes the entries of a range, both ends included. */
    static void delete(KeyValueStore<Bytes, byte[]> store, Bytes from, Bytes to) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(key -> store.put(key, null));
    }
}
