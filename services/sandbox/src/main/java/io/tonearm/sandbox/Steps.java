package io.tonearm.sandbox;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells what was reached, a line each, with the seconds since the begin. Not thread-safe. */
final class Steps {

    private final PrintWriter out;
    private final long beganNanos = System.nanoTime();

    Steps(PrintWriter out) {
        this.out = out;
    }

    /** Says that something is reached. */
    void done(String what) {
        long micros = (System.nanoTime() - beganNanos) / 1_000;
        out.printf(Locale.ROOT, "%5.1f s  %s%n", micros / 1e6, what);
        out.flush();
    }
}
