package io.tonearm.media.recording;

import java.math.BigDecimal;

/**
 * What a recording costs. Immutable.
 *
 * @param pauseBilled whether paused time is billed
 * @param perMinute price of a minute, 0 to 999,999,999 with at most 6 decimal places
 * @param currency ISO 4217 code
 * @param incrementSeconds billed time is rounded up to a multiple, 1 to 3,600
 */
public record PriceRule(boolean pauseBilled, BigDecimal perMinute, String currency, int incrementSeconds) {

    private static final BigDecimal MOST = BigDecimal.valueOf(999_999_999);

    public PriceRule {
        PolicyCheck.require(
                "pricePerMinute",
                perMinute.signum() >= 0
                        && perMinute.compareTo(MOST) <= 0
                        && perMinute.stripTrailingZeros().scale() <= Bill.SCALE,
                "0 to 999,999,999 with at most 6 decimal places is needed, value=" + perMinute.toPlainString());
        PolicyCheck.require("currency", currency.matches("[A-Z]{3}"), "an ISO 4217 code is needed, value=" + currency);
        PolicyCheck.range("billingIncrementSeconds", incrementSeconds, 1, 3600);
    }
}
