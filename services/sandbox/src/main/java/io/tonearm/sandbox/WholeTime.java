package io.tonearm.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Times of options as the whole units that commands carry. Stateless. */
final class WholeTime {

    private WholeTime() {}

    /**
     * Milliseconds; null for null.
     *
     * @throws UsageException where the time is between two of them
     */
    static @Nullable Long millis(String option, @Nullable Duration time) {
        if (time == null) {
            return null;
        }
        if (time.toNanosPart() % 1_000_000 != 0) {
            throw new UsageException(option + " must be whole milliseconds, nanoseconds=" + time.toNanos());
        }
        return time.toMillis();
    }

    /**
     * Seconds; null for null.
     *
     * @throws UsageException where the time is between two of them
     */
    static @Nullable Integer seconds(String option, @Nullable Duration time) {
        if (time == null) {
            return null;
        }
        if (time.toNanosPart() != 0) {
            throw new UsageException(option + " must be whole seconds, milliseconds=" + time.toMillis());
        }
        return Math.toIntExact(time.toSeconds());
    }
}
