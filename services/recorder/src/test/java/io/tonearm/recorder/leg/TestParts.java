package io.tonearm.recorder.leg;

import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.recorder.output.Counters;
import io.tonearm.recorder.output.Outbox;
import io.tonearm.recorder.policy.PolicyBook;
import io.tonearm.recorder.policy.PolicyTable;
import io.tonearm.recorder.testing.HeldObjectStore;
import io.tonearm.recorder.testing.SettableProgress;
import io.tonearm.schemas.EventSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Parts of a task over stores in memory. Not thread-safe. */
final class TestParts {

    static final long SETTLE_MILLIS = 2_000;

    final SettableProgress progress = new SettableProgress();
    final Settling settling = new Settling(progress, 0);
    final KeyValueStore<Bytes, byte[]> chunks;
    final AudioStore audio;
    final LegBook book;
    final HeldFrames held;
    final LegEffects effects;

    TestParts() {
        MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
        chunks = store(LegWork.AUDIO, Serdes.Bytes(), context);
        KeyValueStore<String, byte[]> legs = store(LegWork.LEGS, Serdes.String(), context);
        audio = new AudioStore(chunks);
        book = new LegBook(legs);
        held = new HeldFrames(book, audio, settling, new Counters(context), SETTLE_MILLIS);
        Outbox outbox = new Outbox(context);
        KeyValueStore<Bytes, byte[]> given = store(LegWork.ANSWERS, Serdes.Bytes(), context);
        KeyValueStore<String, byte[]> policies = store(PolicyTable.STORE, Serdes.String(), context);
        LegParts parts = new LegParts(
                book,
                new AnswerStore(given),
                audio,
                held,
                new AccessDesk(new HeldObjectStore()),
                new Completion(book, audio, settling, outbox, SETTLE_MILLIS),
                new OpenRecordings(book, audio, settling));
        EventSerdes serdes = new EventSerdes(Map.of("schema.registry.url", "mock://parts"));
        effects = new LegEffects(
                parts,
                new PolicyBook(
                        policies, serdes.deserializer(io.tonearm.events.RecordingPolicy.class), RecordingPolicy.CHIME),
                outbox);
    }

    private static <K> KeyValueStore<K, byte[]> store(
            String name, Serde<K> keys, MockProcessorContext<Object, Object> context) {
        KeyValueStore<K, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    List<KeyValue<Bytes, byte[]>> stored() {
        List<KeyValue<Bytes, byte[]>> stored = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = chunks.all()) {
            entries.forEachRemaining(stored::add);
        }
        return stored;
    }
}
