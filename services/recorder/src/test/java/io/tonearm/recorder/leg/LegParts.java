package io.tonearm.recorder.leg;

import io.tonearm.recorder.testing.SettableProgress;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Parts of a task over stores in memory. Not thread-safe. */
final class LegParts {

    static final long SETTLE_MILLIS = 2_000;

    final SettableProgress progress = new SettableProgress();
    final Settling settling = new Settling(progress, 0);
    final KeyValueStore<Bytes, byte[]> chunks;
    final AudioStore audio;
    final LegBook book;
    final HeldFrames held;

    LegParts() {
        MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
        chunks = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(LegWork.AUDIO), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        KeyValueStore<String, byte[]> legs = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(LegWork.LEGS), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        chunks.init(context.getStateStoreContext(), chunks);
        legs.init(context.getStateStoreContext(), legs);
        audio = new AudioStore(chunks);
        book = new LegBook(legs);
        held = new HeldFrames(book, audio, settling, new Counters(context), SETTLE_MILLIS);
    }

    List<KeyValue<Bytes, byte[]>> stored() {
        List<KeyValue<Bytes, byte[]>> stored = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = chunks.all()) {
            entries.forEachRemaining(stored::add);
        }
        return stored;
    }
}
