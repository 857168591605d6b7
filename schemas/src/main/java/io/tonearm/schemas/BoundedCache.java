package io.tonearm.schemas;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Values by key, at most {@value #MOST_ENTRIES}; a full cache starts again empty. Safe for use by several threads. */
final class BoundedCache<K, V> {

    private static final int MOST_ENTRIES = 1_000;

    private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();

    /** Returns the value of the key, loaded without a lock where it is not there: a failure to load is not kept. */
    V get(K key, Function<K, V> load) {
        V known = entries.get(key);
        if (known != null) {
            return known;
        }
        V loaded = load.apply(key);
        if (entries.size() >= MOST_ENTRIES) {
            entries.clear();
        }
        V first = entries.putIfAbsent(key, loaded);
        return first == null ? loaded : first;
    }
}
