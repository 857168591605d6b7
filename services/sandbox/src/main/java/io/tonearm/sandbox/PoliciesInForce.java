package io.tonearm.sandbox;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.schemas.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Deserializer;

/** The policies that a cluster's recorder goes by, as they were at one moment. Not thread-safe. */
final class PoliciesInForce {

    private final String topic;
    private final SortedMap<String, byte[]> values = new TreeMap<>();
    private final Deserializer<RecordingPolicy> deserializer;

    private PoliciesInForce(Cluster cluster) {
        topic = cluster.topics().policiesInForce();
        deserializer = new EventSerdes(cluster.config()).deserializer(RecordingPolicy.class);
    }

    /** Reads them. */
    static PoliciesInForce read(Cluster cluster) {
        PoliciesInForce policies = new PoliciesInForce(cluster);
        CommittedRecords.readAll(cluster, List.of(policies.topic), CommittedRecords.Progress.NONE, record -> {
            String account = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                policies.values.remove(account);
            } else {
                policies.values.put(account, record.value());
            }
        });
        return policies;
    }

    /** The accounts that have one, by name. */
    SortedSet<String> accounts() {
        return new TreeSet<>(values.keySet());
    }

    /**
     * The account's policy; empty where it goes by the recorder's default.
     *
     * @throws io.tonearm.schemas.UndecodableRecordException where it can't be read
     */
    Optional<RecordingPolicy> of(String account) {
        return Optional.ofNullable(values.get(account)).map(value -> deserializer.deserialize(topic, value));
    }
}
