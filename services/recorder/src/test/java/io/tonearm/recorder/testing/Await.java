package io.tonearm.recorder.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something to become so, looking again and again, until a deadline. Stateless. */
public final class Await {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = 5_000_000;

    private Await() {}

    /**
     * Waits until it is so.
     *
     * @param what names it
     * @throws AssertionError where it is not so in good time
     */
    public static void until(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it must become so within " + DEADLINE + ", what=" + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
