package io.tonearm.devkit.call;

import java.util.concurrent.TimeUnit;

/** How fast a call is published. */
public enum Pace {
    /** As it was captured: a call of a minute takes a minute. */
    REAL,
    /** As fast as the broker takes it. */
    FAST;

    /** Waits until a moment of the call is due, counted from when its publishing began. */
    void await(long beganNanos, long sinceBeginMicros) throws InterruptedException {
        if (this == REAL) {
            TimeUnit.NANOSECONDS.sleep(beganNanos + sinceBeginMicros * 1_000 - System.nanoTime());
        }
    }
}
