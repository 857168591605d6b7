package io.tonearm.sandbox.bill;

import io.tonearm.events.RecordingBilled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Matches the charges of an account with its deliveries, whatever their months. Of several charges with one idempotency key
 * the first counts; a repeat that says the same is harmless. Not thread-safe.
 */
public final class Reconciliation {

    private final Map<String, RecordingBilled> charges = new LinkedHashMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final List<Finding> repeats = new ArrayList<>();

    /** Takes in a charge; those of a key in the order in which they were published. */
    public void add(RecordingBilled charge) {
        @Nullable RecordingBilled first = charges.putIfAbsent(charge.getIdempotencyKey(), charge);
        if (first != null) {
            String conflicts = conflicts(first, charge);
            repeats.add(finding(
                    charge,
                    !conflicts.isEmpty(),
                    conflicts.isEmpty() ? "billed twice, identical: charged once" : "billed twice, with " + conflicts));
        }
    }

    private static String conflicts(RecordingBilled first, RecordingBilled repeat) {
        return first.getSchema().getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !Objects.equals(first.get(name), repeat.get(name)))
                .map(name ->
                        "`" + name + "` " + Shown.value(first.get(name)) + " and then " + Shown.value(repeat.get(name)))
                .collect(Collectors.joining(", "));
    }

    /** Takes in a delivery. */
    public void add(Delivery delivery) {
        @Nullable Delivery first = deliveries.putIfAbsent(delivery.recordingId(), delivery);
        if (first != null) {
            boolean isSame = first.equals(delivery);
            repeats.add(finding(
                    delivery,
                    !isSame,
                    isSame ? "delivered twice, identical" : "delivered twice: " + first + " and then " + delivery));
        }
    }

    /**
     * Takes in a record that is no event, which nothing can agree with.
     *
     * @param at about when it was published
     * @param text where it is and what is wrong with it
     */
    public void addUnreadable(Instant at, String text) {
        repeats.add(new Finding(at, "", "", true, text));
    }

    /** How many events are held. */
    public int size() {
        return charges.size() + deliveries.size() + repeats.size();
    }

    /** The charges that count, in their order. */
    List<RecordingBilled> charges() {
        return List.copyOf(charges.values());
    }

    /** All that is to be said of what was taken in so far. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (RecordingBilled charge : charges.values()) {
            ChargeCheck.differences(charge, deliveries.get(charge.getRecordingId()))
                    .forEach(difference -> findings.add(finding(charge, true, difference)));
        }
        Set<String> billed =
                charges.values().stream().map(RecordingBilled::getRecordingId).collect(Collectors.toSet());
        deliveries.values().stream()
                .filter(delivery -> !billed.contains(delivery.recordingId()))
                .forEach(delivery -> findings.add(finding(delivery, true, "delivered, but not billed")));
        findings.addAll(repeats);
        return findings;
    }

    private static Finding finding(RecordingBilled charge, boolean isDifference, String text) {
        return new Finding(charge.getBilledAt(), charge.getRecordingId(), charge.getLegId(), isDifference, text);
    }

    private static Finding finding(Delivery delivery, boolean isDifference, String text) {
        return new Finding(delivery.deliveredAt(), delivery.recordingId(), delivery.legId(), isDifference, text);
    }
}
