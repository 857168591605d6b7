package io.tonearm.recorder;

import io.tonearm.schemas.registry.RegistryUnavailableException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a stream thread that failed: it is replaced, because most failures pass; where it fails again and again
 * without a registry being away, the recorder stops, so that somebody looks. Thread-safe.
 */
final class FailureRule implements StreamsUncaughtExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureRule.class);
    private static final int MOST_FAILURES = 10;
    private static final long WITHIN_MILLIS = 600_000;

    private final InstantSource clock;
    private final ArrayDeque<Long> recent = new ArrayDeque<>();
    private @Nullable Throwable last;

    FailureRule(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        if (isRegistryAway(failure)) {
            log.atWarn().setCause(failure).log("schema registry is away; going on when it is back");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        long now = clock.millis();
        recent.add(now);
        recent.removeIf(at -> at < now - WITHIN_MILLIS);
        if (recent.size() > MOST_FAILURES) {
            last = failure;
            log.atError().setCause(failure).log("recorder stops after too many failures");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.atError().setCause(failure).log("stream thread failed and is replaced");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isRegistryAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return true;
            }
        }
        return false;
    }

    synchronized @Nullable Throwable last() {
        return last;
    }
}
