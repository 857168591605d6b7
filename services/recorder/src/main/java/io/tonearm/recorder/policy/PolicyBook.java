package io.tonearm.recorder.policy;

import io.tonearm.media.recording.AccountRules;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.recorder.event.PolicyReading;
import io.tonearm.schemas.UndecodableRecordException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy of each account: the one in force, or the default. Lives on its stream thread. */
public final class PolicyBook implements AccountRules {

    private static final Logger log = LoggerFactory.getLogger(PolicyBook.class);
    private static final int MOST_KNOWN = 10_000;

    private record Known(Bytes bytes, RecordingPolicy policy) {}

    private final ReadOnlyKeyValueStore<String, byte[]> table;
    private final Deserializer<io.tonearm.events.RecordingPolicy> policies;
    private final RecordingPolicy otherwise;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /**
     * Looks into a table.
     *
     * @param table policies in force as bytes of the topic
     * @param otherwise the policy of accounts that have none
     */
    public PolicyBook(
            ReadOnlyKeyValueStore<String, byte[]> table,
            Deserializer<io.tonearm.events.RecordingPolicy> policies,
            RecordingPolicy otherwise) {
        this.table = table;
        this.policies = policies;
        this.otherwise = otherwise;
    }

    @Override
    public RecordingPolicy of(String accountId) {
        byte @Nullable [] bytes = table.get(accountId);
        if (bytes == null) {
            return otherwise;
        }
        Known last = known.get(accountId);
        if (last == null || !Arrays.equals(last.bytes().get(), bytes)) {
            last = new Known(Bytes.wrap(bytes), read(accountId, bytes));
            known.put(accountId, last);
        }
        return last.policy();
    }

    private RecordingPolicy read(String accountId, byte[] bytes) {
        try {
            io.tonearm.events.@Nullable RecordingPolicy event = policies.deserialize(PolicyTable.STORE, bytes);
            return event == null ? otherwise : PolicyReading.read(event);
        } catch (UndecodableRecordException | IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("accountId", accountId)
                    .setCause(e)
                    .log("a policy in force cannot be read: somebody else wrote it; the default is used");
            return otherwise;
        }
    }
}
