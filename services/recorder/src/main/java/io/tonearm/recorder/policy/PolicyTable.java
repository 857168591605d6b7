package io.tonearm.recorder.policy;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Keeps the global table of policies in force as the topic has them. Lives on the global stream thread. */
public final class PolicyTable implements Processor<String, byte[], Void, Void> {

    /** Name of the table. */
    public static final String STORE = "policies";

    private @Nullable KeyValueStore<String, byte[]> table;

    /** The table: policies as bytes of the topic, by account. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        table = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (table == null) {
            throw new IllegalStateException("a processor must be initialized before it processes");
        }
        table.put(record.key(), record.value());
    }
}
