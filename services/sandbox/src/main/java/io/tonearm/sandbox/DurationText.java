package io.tonearm.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as a person writes them: {@code 3s}, {@code 1500ms}, {@code 2.5s}, {@code 1m30s}, {@code 1h}. Stateless. */
final class DurationText implements ITypeConverter<Duration> {

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,6})?)s)?(?:(\\d{1,9})ms)?");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (text.isBlank() || !form.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no time: write it like 3s, 1500ms, 1m30s or 1h, smaller units last");
        }
        BigDecimal seconds = number(form, 1)
                .multiply(BigDecimal.valueOf(3_600))
                .add(number(form, 2).multiply(BigDecimal.valueOf(60)))
                .add(number(form, 3))
                .add(number(form, 4).movePointLeft(3));
        return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
    }

    private static BigDecimal number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
    }

    /** Microseconds as minutes and seconds to the millisecond: {@code 1:05.250}. */
    static String clock(long micros) {
        long millis = Math.round(micros / 1_000.0);
        return String.format(Locale.ROOT, "%d:%02d.%03d", millis / 60_000, millis / 1_000 % 60, millis % 1_000);
    }

    /** Microseconds as minutes and whole seconds: {@code 1:05}. */
    static String minutes(long micros) {
        long seconds = micros / 1_000_000;
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** Microseconds as seconds: {@code 5.484 s}. */
    static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .max(BigDecimal.ZERO)
                        .toPlainString()
                + " s";
    }
}
