package io.tonearm.media.recording;

import java.math.BigDecimal;
import java.util.Set;

/** Refuses policies that make no sense; the message begins with the name of the field at fault. Stateless. */
final class PolicyCheck {

    private PolicyCheck() {}

    static void require(String field, boolean met, String needed) {
        if (!met) {
            throw new IllegalArgumentException("`" + field + "` is invalid: " + needed);
        }
    }

    static void range(String field, long value, long least, long most) {
        require(field, value >= least && value <= most, least + " to " + most + " is needed, value=" + value);
    }

    static void seconds(String field, long micros, long leastMicros, long mostMicros) {
        require(
                field,
                micros >= leastMicros && micros <= mostMicros,
                seconds(leastMicros) + " to " + seconds(mostMicros) + " s is needed, value=" + seconds(micros) + " s");
    }

    private static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    static void destination(String field, Destination destination, StorageRule storage) {
        destination(field, destination, storage.allowedBuckets());
    }

    static void destination(String field, Destination destination, Set<String> allowedBuckets) {
        require(field, DestinationCheck.isBucket(destination.bucket()), "it names no S3 bucket");
        require(
                field,
                allowedBuckets.isEmpty() || allowedBuckets.contains(destination.bucket()),
                "its bucket is not among allowedBuckets");
        String prefix = destination.prefix();
        require(field, prefix == null || DestinationCheck.isPrefix(prefix), DestinationCheck.PREFIX_NEEDED);
        require(
                field,
                prefix == null || prefix.length() <= ObjectKey.MOST_OWN_PREFIX,
                "a prefix of at most " + ObjectKey.MOST_OWN_PREFIX + " characters is needed");
    }
}
