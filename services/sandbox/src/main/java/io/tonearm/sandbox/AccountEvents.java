package io.tonearm.sandbox;

import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.sandbox.bill.Delivery;
import io.tonearm.sandbox.bill.Reconciliation;
import io.tonearm.schemas.EventSerdes;
import io.tonearm.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Picks the charges and deliveries of one account out of records, at most a million of them. Not thread-safe. */
final class AccountEvents {

    private static final int MOST_EVENTS = 1_000_000;

    private final String accountId;
    private final String billingTopic;
    private final Deserializer<RecordingBilled> billed;
    private final Deserializer<RecordingDelivered> delivered;
    private final Reconciliation reconciliation = new Reconciliation();

    AccountEvents(Cluster cluster, String accountId) {
        this.accountId = accountId;
        EventSerdes serdes = new EventSerdes(cluster.config());
        billingTopic = cluster.topics().billing();
        billed = serdes.deserializer(RecordingBilled.class);
        delivered = serdes.deserializer(RecordingDelivered.class);
    }

    /** What was picked so far. */
    Reconciliation reconciliation() {
        return reconciliation;
    }

    /**
     * Looks at a record of the billing or the delivered topic.
     *
     * @throws SandboxException where there are too many
     */
    void accept(ConsumerRecord<byte[], byte[]> record) {
        boolean isBilling = record.topic().equals(billingTopic);
        try {
            if (record.value() == null) {
                unreadable(record, isBilling, "NO_VALUE");
            } else if (isBilling) {
                RecordingBilled event = billed.deserialize(record.topic(), record.value());
                if (event.getAccountId().equals(accountId)) {
                    reconciliation.add(event);
                }
            } else {
                RecordingDelivered event = delivered.deserialize(record.topic(), record.value());
                if (event.getAccountId().equals(accountId)) {
                    reconciliation.add(Delivery.of(event));
                }
            }
        } catch (UndecodableRecordException e) {
            unreadable(record, isBilling, e.reason().toString());
        }
        if (reconciliation.size() > MOST_EVENTS) {
            throw new SandboxException(
                    "the account has more events than can be held: reconcile it with another tool, most="
                            + MOST_EVENTS);
        }
    }

    /** A charge's key is its account; whose delivery it was is not known, so it concerns all of them. */
    private void unreadable(ConsumerRecord<byte[], byte[]> record, boolean isBilling, String reason) {
        boolean isOthers = isBilling
                && record.key() != null
                && !accountId.equals(new String(record.key(), StandardCharsets.UTF_8));
        if (!isOthers) {
            reconciliation.addUnreadable(
                    Instant.ofEpochMilli(record.timestamp()),
                    "a record can't be read, reason=" + reason + ", topic=" + record.topic() + ", partition="
                            + record.partition() + ", offset=" + record.offset());
        }
    }
}
