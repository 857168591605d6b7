package io.tonearm.media.recording;

import io.tonearm.media.audio.RecordingSpan;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What to charge for a delivered recording. Immutable; money and minutes have 6 decimal places.
 *
 * @param billedMicros enabled time, less pauses where the policy does not bill them
 * @param minutes billed time rounded up to the billing increment
 * @param unitPrice price of a minute
 * @param amount minutes times price, rounded half up
 */
public record Bill(long billedMicros, BigDecimal minutes, BigDecimal unitPrice, BigDecimal amount) {

    /** Decimal places of minutes and money. */
    public static final int SCALE = 6;

    /** The charge for a recording by its own policy. */
    public static Bill of(RecordingSpan span, RecordingPolicy policy) {
        long billedMicros = span.enabledMicros() - (policy.price().pauseBilled() ? 0 : span.pausedMicros());
        long incrementMicros = policy.price().incrementSeconds() * 1_000_000L;
        long increments = Math.floorDiv(billedMicros + incrementMicros - 1, incrementMicros);
        BigDecimal minutes = BigDecimal.valueOf(increments * policy.price().incrementSeconds())
                .divide(BigDecimal.valueOf(60), SCALE, RoundingMode.HALF_UP);
        BigDecimal unitPrice = policy.price().perMinute().setScale(SCALE, RoundingMode.HALF_UP);
        BigDecimal amount = minutes.multiply(unitPrice).setScale(SCALE, RoundingMode.HALF_UP);
        return new Bill(billedMicros, minutes, unitPrice, amount);
    }
}
