package io.tonearm.sandbox.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.media.seeded.Seeded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconciliationTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-10T12:00:00Z");

    /** Fields of a charge that something else says as well. */
    private static final List<String> FIELDS_OF_CHARGE = List.of(
            "idempotencyKey",
            "callId",
            "legId",
            "enabledMicros",
            "pausedMicros",
            "billedMicros",
            "billingIncrementSeconds",
            "billableMinutes",
            "unitPrice",
            "amount",
            "usageStart",
            "usageEnd",
            "objectUri");

    /** A field of the delivery, and the field of the charge that no longer agrees with it. */
    private enum FieldOfDelivery {
        callId("callId"),
        legId("legId"),
        uri("objectUri"),
        recordedMicros("enabledMicros"),
        pausedMicros("pausedMicros"),
        startedAt("usageStart"),
        endedAt("usageEnd");

        private final String ofCharge;

        FieldOfDelivery(String ofCharge) {
            this.ofCharge = ofCharge;
        }
    }

    private static List<BilledRecording> agreeing(Random random) {
        List<BilledRecording> recordings = new ArrayList<>();
        int count = random.nextInt(1, 30);
        for (int i = 0; i < count; i++) {
            Instant billedAt = NOVEMBER.plus(random.nextLong(60L * 86_400_000_000L), ChronoUnit.MICROS);
            recordings.add(BilledRecording.random("r" + i, billedAt, random));
        }
        return recordings;
    }

    private static Reconciliation reconciled(List<BilledRecording> recordings) {
        Reconciliation reconciliation = new Reconciliation();
        recordings.forEach(recording -> reconciliation.add(recording.charge()));
        recordings.forEach(recording -> reconciliation.add(Delivery.of(recording.delivered())));
        return reconciliation;
    }

    private static Object changed(Object value) {
        if (value instanceof String text) {
            return text + "x";
        } else if (value instanceof Instant moment) {
            return moment.plus(1, ChronoUnit.MICROS);
        } else if (value instanceof BigDecimal decimal) {
            return decimal.add(BigDecimal.valueOf(1, 6));
        } else if (value instanceof Long number) {
            return number + 1;
        }
        return (Integer) value + 1;
    }

    @Seeded(runs = 100)
    void agreeingEvents_reconcileInAnyOrder(Random random) {
        List<BilledRecording> recordings = agreeing(random);
        Collections.shuffle(recordings, random);

        Reconciliation reconciliation = reconciled(recordings);

        assertThat(reconciliation.findings()).isEmpty();
        assertThat(reconciliation.charges()).hasSize(recordings.size());
    }

    @Seeded(runs = 300)
    void changedFieldOfACharge_isNamed(Random random) {
        // Given
        List<BilledRecording> recordings = agreeing(random);
        recordings.add(BilledRecording.hour("hour", NOVEMBER));
        List<RecordingBilled> charges = recordings.stream()
                .map(BilledRecording::charge)
                .filter(charge -> charge.getBilledMicros() > 0)
                .toList();
        RecordingBilled charge = charges.get(random.nextInt(charges.size()));
        String field = FIELDS_OF_CHARGE.get(random.nextInt(FIELDS_OF_CHARGE.size()));

        // When
        charge.put(field, changedSoThatItMatters(charge, field));

        // Then
        assertThat(reconciled(recordings).findings())
                .isNotEmpty()
                .allMatch(Finding::isDifference)
                .allMatch(finding -> finding.recordingId().equals(charge.getRecordingId()))
                .allMatch(finding -> finding.at().equals(charge.getBilledAt()))
                .extracting(Finding::text)
                .anySatisfy(text -> assertThat(text).contains("`" + field + "`"));
    }

    /** A slightly longer increment may round to the same minutes, a slightly higher price to the same amount. */
    private static Object changedSoThatItMatters(RecordingBilled charge, String field) {
        return switch (field) {
            case "billingIncrementSeconds" ->
                charge.getBillableMinutes().multiply(BigDecimal.valueOf(60)).intValue() + 2;
            case "unitPrice" -> charge.getUnitPrice().add(BigDecimal.ONE);
            default -> changed(charge.get(field));
        };
    }

    @Seeded(runs = 200)
    void changedFieldOfADelivery_isNamed(Random random) {
        // Given
        List<BilledRecording> recordings = agreeing(random);
        RecordingDelivered delivered =
                recordings.get(random.nextInt(recordings.size())).delivered();
        FieldOfDelivery field = FieldOfDelivery.values()[random.nextInt(FieldOfDelivery.values().length)];

        // When
        delivered.put(field.name(), changed(delivered.get(field.name())));

        // Then
        assertThat(reconciled(recordings).findings())
                .isNotEmpty()
                .allMatch(Finding::isDifference)
                .allMatch(finding -> finding.recordingId().equals(delivered.getRecordingId()))
                .extracting(Finding::text)
                .anySatisfy(text -> assertThat(text).contains("`" + field.ofCharge + "`"));
    }

    @Seeded(runs = 100)
    void repeatWithAnyOtherField_isAConflictThatNamesIt(Random random) {
        // Given
        List<BilledRecording> recordings = agreeing(random);
        RecordingBilled first =
                recordings.get(random.nextInt(recordings.size())).charge();
        List<String> fields = first.getSchema().getFields().stream()
                .map(field -> field.name())
                .filter(name -> !name.equals("idempotencyKey"))
                .toList();
        String field = fields.get(random.nextInt(fields.size()));
        RecordingBilled repeat = RecordingBilled.newBuilder(first).build();
        repeat.put(field, changed(repeat.get(field)));

        // When
        Reconciliation reconciliation = reconciled(recordings);
        reconciliation.add(repeat);

        // Then
        assertThat(reconciliation.charges()).hasSize(recordings.size()).contains(first);
        assertThat(reconciliation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.isDifference()).isTrue();
            assertThat(finding.text()).startsWith("billed twice").contains("`" + field + "`");
            assertThat(finding.at()).isEqualTo(repeat.getBilledAt());
        });
    }

    @ParameterizedTest
    @EnumSource
    void fieldsOfDelivery_exist(FieldOfDelivery field) {
        assertThat(RecordingDelivered.getClassSchema().getField(field.name())).isNotNull();
        assertThat(RecordingBilled.getClassSchema().getField(field.ofCharge)).isNotNull();
    }

    private static List<String> texts(Reconciliation reconciliation) {
        return reconciliation.findings().stream().map(Finding::text).toList();
    }

    private static RecordingBilled charge() {
        return BilledRecording.hour("r", NOVEMBER).charge();
    }

    private static RecordingDelivered delivered() {
        return BilledRecording.hour("r", NOVEMBER).delivered();
    }

    @Test
    void deliveryWithoutACharge_isNamed() {
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(Delivery.of(delivered()));

        assertThat(reconciliation.findings())
                .containsExactly(
                        new Finding(delivered().getDeliveredAt(), "r", "leg-r", true, "delivered, but not billed"));
    }

    @Test
    void chargeWithoutADelivery_isNamed() {
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(charge());

        assertThat(reconciliation.findings())
                .containsExactly(new Finding(NOVEMBER, "r", "leg-r", true, "billed, but not delivered"));
        assertThat(reconciliation.charges()).hasSize(1);
    }

    @Test
    void chargeOfAnotherRecording_leavesBothAlone() {
        RecordingBilled other = charge();
        other.setRecordingId("other");
        other.setIdempotencyKey("other");
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(other);
        reconciliation.add(Delivery.of(delivered()));

        assertThat(texts(reconciliation)).containsExactly("billed, but not delivered", "delivered, but not billed");
    }

    @Test
    void identicalRepeat_isChargedOnceAndHarmless() {
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(charge());
        reconciliation.add(charge());
        reconciliation.add(Delivery.of(delivered()));
        reconciliation.add(Delivery.of(delivered()));

        assertThat(reconciliation.charges()).containsExactly(charge());
        assertThat(reconciliation.findings()).noneMatch(Finding::isDifference);
        assertThat(texts(reconciliation))
                .containsExactly("billed twice, identical: charged once", "delivered twice, identical");
    }

    @Test
    void sameRecordingUnderTwoKeys_isNamed() {
        RecordingBilled second = charge();
        second.setIdempotencyKey("k");
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(charge());
        reconciliation.add(second);
        reconciliation.add(Delivery.of(delivered()));

        assertThat(texts(reconciliation)).containsExactly("`idempotencyKey` k is not the recordingId r");
    }

    @Test
    void otherDelivery_isAConflict() {
        RecordingDelivered second = delivered();
        second.setUri("s3://other/r.wav");
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(charge());
        reconciliation.add(Delivery.of(delivered()));
        reconciliation.add(Delivery.of(second));

        assertThat(reconciliation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.isDifference()).isTrue();
            assertThat(finding.text()).contains("delivered twice", "s3://other/r.wav");
        });
    }

    @Test
    void differences_sayWhatIsAndWhatOughtToBe() {
        RecordingBilled charge = charge();
        charge.setBilledMicros(3_000_000_001L);
        charge.setAmount(new BigDecimal("0.240001"));
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(charge);
        reconciliation.add(Delivery.of(delivered()));

        assertThat(texts(reconciliation))
                .containsExactly(
                        "`billedMicros` 3,000,000,001 is neither the enabled time 3,601,000,000 nor that less the pauses"
                                + " 3,541,000,000",
                        "`billableMinutes` 60 is not `billedMicros` 3,000,000,001 rounded up by"
                                + " `billingIncrementSeconds` 60: 51",
                        "`amount` 0.240001 is not `billableMinutes` 60 x `unitPrice` 0.004: 0.24");
    }

    @Test
    void pausesBilledOrNot_areBothRight() {
        RecordingBilled charge = charge();
        charge.setBilledMicros(charge.getEnabledMicros());
        charge.setBillableMinutes(new BigDecimal("61.000000"));
        charge.setAmount(new BigDecimal("0.244000"));
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(charge);
        reconciliation.add(Delivery.of(delivered()));

        assertThat(reconciliation.findings()).isEmpty();
    }

    @Test
    void numbersBeyondReason_areNamedNotFatal() {
        RecordingBilled charge = charge();
        charge.setEnabledMicros(Long.MIN_VALUE);
        charge.setBilledMicros(Long.MAX_VALUE);
        charge.setBillingIncrementSeconds(0);
        charge.setUnitPrice(new BigDecimal("-99999999999999.999999"));
        Reconciliation reconciliation = new Reconciliation();
        reconciliation.add(charge);

        assertThat(texts(reconciliation))
                .anyMatch(text -> text.contains("`billingIncrementSeconds` 0"))
                .anyMatch(text -> text.contains("`billedMicros`"))
                .anyMatch(text -> text.contains("`amount`"));
    }
}
