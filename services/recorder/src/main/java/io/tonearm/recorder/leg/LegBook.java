package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The legs of a task: the store, and the most recently used of them in memory. Lives on its stream thread, which is the
 * only writer of the store.
 */
final class LegBook {

    private static final int MOST_LEGS = 20_000;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Leg> legs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Leg> eldest) {
            return size() > MOST_LEGS;
        }
    };

    LegBook(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** The leg; one that nothing is known of is idle. */
    Leg open(String legId) {
        Leg leg = legs.get(legId);
        if (leg == null) {
            byte[] json = store.get(legId);
            leg = new Leg(legId, json == null ? CallLegState.IDLE : LegStateCodec.decode(json));
            legs.put(legId, leg);
        }
        return leg;
    }

    /**
     * Writes a new state of a leg.
     *
     * @return whether it differs from the one before
     */
    boolean write(Leg leg, CallLegState state) {
        if (state.equals(leg.state())) {
            return false;
        }
        leg.become(state);
        store.put(leg.legId(), LegStateCodec.encode(state));
        return true;
    }

    /** Forgets a leg. */
    void delete(Leg leg) {
        legs.remove(leg.legId());
        store.delete(leg.legId());
    }

    /** Visits all legs of the store, as they were written. */
    void forEach(BiConsumer<String, CallLegState> visitor) {
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> visitor.accept(entry.key, LegStateCodec.decode(entry.value)));
        }
    }
}
