package io.tonearm.sandbox;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Months as a person writes them: {@code 2026-11}. Stateless. */
final class MonthText implements ITypeConverter<YearMonth> {

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}");

    @Override
    public YearMonth convert(String text) {
        try {
            if (FORM.matcher(text).matches()) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException e) {
            throw new TypeConversionException(refusal(text));
        }
        throw new TypeConversionException(refusal(text));
    }

    private static String refusal(String text) {
        return "'" + text + "' is no month: write it like 2026-11";
    }
}
