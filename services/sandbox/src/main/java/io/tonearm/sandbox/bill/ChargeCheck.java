package io.tonearm.sandbox.bill;

import io.tonearm.events.RecordingBilled;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds a charge against itself and against the delivery that it is for. Not thread-safe. */
final class ChargeCheck {

    private static final int SCALE = 6;
    private static final BigDecimal SECONDS_OF_MINUTE = BigDecimal.valueOf(60);
    private static final BigDecimal MICROS_OF_SECOND = BigDecimal.valueOf(1_000_000);

    private final RecordingBilled charge;
    private final List<String> differences = new ArrayList<>();

    private ChargeCheck(RecordingBilled charge) {
        this.charge = charge;
    }

    /**
     * What does not agree, each in one sentence that names the field; empty where all does.
     *
     * @param delivery null where there is none
     */
    static List<String> differences(RecordingBilled charge, @Nullable Delivery delivery) {
        ChargeCheck check = new ChargeCheck(charge);
        check.delivery(delivery);
        check.time(
                delivery == null ? charge.getEnabledMicros() : delivery.enabledMicros(),
                delivery == null ? charge.getPausedMicros() : delivery.pausedMicros());
        check.minutes();
        check.amount();
        return check.differences;
    }

    private void delivery(@Nullable Delivery delivery) {
        same("idempotencyKey", charge.getIdempotencyKey(), "the recordingId", charge.getRecordingId());
        if (delivery == null) {
            differences.add("billed, but not delivered");
            return;
        }
        same("callId", charge.getCallId(), "the delivered", delivery.callId());
        same("legId", charge.getLegId(), "the delivered", delivery.legId());
        same("enabledMicros", charge.getEnabledMicros(), "the delivered", delivery.enabledMicros());
        same("pausedMicros", charge.getPausedMicros(), "the delivered", delivery.pausedMicros());
        same("usageStart", charge.getUsageStart(), "the delivered startedAt", delivery.startedAt());
        same("usageEnd", charge.getUsageEnd(), "the delivered endedAt", delivery.endedAt());
        same("objectUri", charge.getObjectUri(), "the delivered uri", delivery.uri());
    }

    private void same(String field, Object billed, String whose, Object expected) {
        if (!Objects.equals(billed, expected)) {
            differences.add(
                    "`" + field + "` " + Shown.value(billed) + " is not " + whose + " " + Shown.value(expected));
        }
    }

    private void time(long enabledMicros, long pausedMicros) {
        long billedMicros = charge.getBilledMicros();
        if (billedMicros != enabledMicros && billedMicros != enabledMicros - pausedMicros) {
            differences.add("`billedMicros` " + Shown.value(billedMicros) + " is neither the enabled time "
                    + Shown.value(enabledMicros) + " nor that less the pauses "
                    + Shown.value(enabledMicros - pausedMicros));
        }
    }

    private void minutes() {
        int incrementSeconds = charge.getBillingIncrementSeconds();
        if (incrementSeconds < 1) {
            differences.add("`billingIncrementSeconds` " + incrementSeconds + " is not 1 or more");
            return;
        }
        BigDecimal increment = BigDecimal.valueOf(incrementSeconds);
        BigDecimal minutes = BigDecimal.valueOf(charge.getBilledMicros())
                .divide(increment.multiply(MICROS_OF_SECOND), 0, RoundingMode.CEILING)
                .multiply(increment)
                .divide(SECONDS_OF_MINUTE, SCALE, RoundingMode.HALF_UP);
        if (minutes.compareTo(charge.getBillableMinutes()) != 0) {
            differences.add("`billableMinutes` " + Shown.value(charge.getBillableMinutes()) + " is not `billedMicros` "
                    + Shown.value(charge.getBilledMicros()) + " rounded up by `billingIncrementSeconds` "
                    + incrementSeconds
                    + ": " + Shown.value(minutes));
        }
    }

    private void amount() {
        BigDecimal amount =
                charge.getBillableMinutes().multiply(charge.getUnitPrice()).setScale(SCALE, RoundingMode.HALF_UP);
        if (amount.compareTo(charge.getAmount()) != 0) {
            differences.add("`amount` " + Shown.value(charge.getAmount()) + " is not `billableMinutes` "
                    + Shown.value(charge.getBillableMinutes()) + " x `unitPrice` " + Shown.value(charge.getUnitPrice())
                    + ": "
                    + Shown.value(amount));
        }
    }
}
