package io.tonearm.sandbox.bill;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of events as a person reads them. Stateless. */
final class Shown {

    private Shown() {}

    /** Decimals without zeros at their end, long numbers in groups, all else as it is. */
    static String value(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().toPlainString();
        }
        return value instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : String.valueOf(value);
    }
}
