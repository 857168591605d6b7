package io.tonearm.sandbox;

import io.tonearm.events.S3Destination;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Destinations as a person writes them: {@code s3://bucket} or {@code s3://bucket/prefix}. Stateless. */
final class DestinationText implements ITypeConverter<S3Destination> {

    private static final Pattern FORM = Pattern.compile("s3://([^/\\s]+)(?:/(\\S*?)/?)?");

    @Override
    public S3Destination convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no destination: write it like s3://bucket or s3://bucket/prefix");
        }
        String prefix = form.group(2);
        return new S3Destination(form.group(1), prefix == null || prefix.isEmpty() ? null : prefix);
    }
}
