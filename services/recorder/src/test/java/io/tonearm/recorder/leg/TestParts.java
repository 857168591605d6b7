package io.tonearm.recorder.leg;

import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.recorder.output.Counters;
import io.tonearm.recorder.output.Outbox;
import io.tonearm.recorder.policy.PolicyBook;
import io.tonearm.recorder.policy.PolicyTable;
import io.tonearm.recorder.testing.HeldObjectStore;
import io.tonearm.recorder.testing.SettableProgress;
import io.tonearm.schemas.EventSerdes;
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/** Parts of a task over stores in memory. Not thread-safe. */
final class TestParts {

    static final long SETTLE_MILLIS = 2_000;

    final SettableProgress progress = new SettableProgress();
    final Settling settling = new Settling(progress, 0);
    final KeyValueStore<Bytes, byte[]> chunks;
    final AudioStore audio;
    final LegBook book;
    final HeldFrames held;
    final LegParts parts;
    final LegEffects effects;
    final HeldObjectStore objects = new HeldObjectStore();

    private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> legs;
    private final KeyValueStore<Bytes, byte[]> given;
    private final Outbox outbox;

    TestParts() {
        this(null);
    }

    private TestParts(@Nullable TestParts before) {
        context.setCurrentSystemTimeMs(0);
        chunks = before == null ? store(LegWork.AUDIO, Serdes.Bytes(), context) : before.chunks;
        legs = before == null ? store(LegWork.LEGS, Serdes.String(), context) : before.legs;
        given = before == null ? store(LegWork.ANSWERS, Serdes.Bytes(), context) : before.given;
        audio = new AudioStore(chunks);
        book = new LegBook(legs);
        held = new HeldFrames(book, audio, settling, new Counters(context), SETTLE_MILLIS);
        outbox = new Outbox(context);
        KeyValueStore<String, byte[]> policies = store(PolicyTable.STORE, Serdes.String(), context);
        parts = new LegParts(
                book,
                new AnswerStore(given),
                audio,
                held,
                new AccessDesk(objects),
                new Completion(book, audio, settling, outbox, SETTLE_MILLIS),
                new OpenRecordings(book, audio, settling));
        EventSerdes serdes = new EventSerdes(Map.of("schema.registry.url", "mock://parts"));
        effects = new LegEffects(
                parts,
                new PolicyBook(
                        policies, serdes.deserializer(io.tonearm.events.RecordingPolicy.class), RecordingPolicy.CHIME),
                outbox);
    }

    /** What the next owner of the task makes of the same stores. */
    TestParts takenOver(long nowMillis, Path spool) {
        TestParts next = new TestParts(this);
        next.effects.at(Moment.at(nowMillis));
        DeliveryDesk deliveries = new DeliveryDesk(
                next.book,
                next.audio,
                new Spool(next.audio, spool),
                next.objects,
                next.outbox,
                new Counters(next.context),
                new DeliveryLimits(2, 500, 4_000, 60_000, 10_000));
        Retention retention = new Retention(next.book, next.parts.answers(), next.audio, 3_600_000);
        new TakeOver(next.parts, next.effects, deliveries, retention).run();
        return next;
    }

    /** The events that were sent so far. */
    List<Object> sent() {
        return context.forwarded().stream()
                .<Object>map(forwarded -> forwarded.record().value())
                .toList();
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
