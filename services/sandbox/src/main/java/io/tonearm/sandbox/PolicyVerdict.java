package io.tonearm.sandbox;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.schemas.EventSerdes;
import io.tonearm.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** What the recorder's records say of one published policy. Not thread-safe. */
final class PolicyVerdict {

    private final Cluster cluster;
    private final RecordMetadata published;
    private final String accountId;
    private final @Nullable RecordingPolicy policy;
    private final Deserializer<RecordingPolicy> deserializer;

    /**
     * Judges a policy.
     *
     * @param published where it was published
     * @param policy null where the account's policy was taken away
     */
    PolicyVerdict(Cluster cluster, RecordMetadata published, String accountId, @Nullable RecordingPolicy policy) {
        this.cluster = cluster;
        this.published = published;
        this.accountId = accountId;
        this.policy = policy;
        this.deserializer = new EventSerdes(cluster.config()).deserializer(RecordingPolicy.class);
    }

    /** Whether the record puts it in force. */
    boolean isInForceBy(ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(cluster.topics().policiesInForce())
                || record.key() == null
                || !accountId.equals(new String(record.key(), StandardCharsets.UTF_8))) {
            return false;
        }
        try {
            RecordingPolicy inForce =
                    record.value() == null ? null : deserializer.deserialize(record.topic(), record.value());
            return Objects.equals(policy, inForce);
        } catch (UndecodableRecordException e) {
            return false;
        }
    }

    /** Why the record says that it was set aside as a dead letter; null where it does not say so. */
    @Nullable
    String refusalBy(ConsumerRecord<byte[], byte[]> record) {
        boolean isMeant = record.topic().equals(cluster.topics().deadLetters())
                && published.topic().equals(header(record, "topic"))
                && Integer.toString(published.partition()).equals(header(record, "partition"))
                && Long.toString(published.offset()).equals(header(record, "offset"));
        return isMeant ? header(record, "detail") + ", reason=" + header(record, "reason") : null;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader("tonearm." + name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
