package io.tonearm.sandbox;

import java.util.Locale;

/**
 * A line that fills as work is done, with text above it. Where the console is no terminal only the text and the end are
 * shown. Not thread-safe.
 */
final class ProgressBar {

    private static final int CELLS = 36;
    private static final long REDRAW_NANOS = 50_000_000;

    private final Console console;
    private final String what;
    private final String unit;
    private long done;
    private long of = 1;
    private long drawnNanos = System.nanoTime() - REDRAW_NANOS;

    /**
     * A bar, not drawn yet.
     *
     * @param what is being done
     * @param unit what is counted, in the plural
     */
    ProgressBar(Console console, String what, String unit) {
        this.console = console;
        this.what = what;
        this.unit = unit;
    }

    /** So much is done. */
    void update(long nowDone, long ofAll) {
        done = nowDone;
        of = Math.max(1, ofAll);
        if (console.isTerminal() && System.nanoTime() - drawnNanos >= REDRAW_NANOS) {
            draw();
        }
    }

    /** Shows a line of text above the bar. */
    void say(String text) {
        wipe();
        console.out().println(text);
        if (console.isTerminal()) {
            draw();
        }
        console.out().flush();
    }

    /** Ends the bar's line. */
    void finish() {
        wipe();
        console.out().println(line());
        console.out().flush();
    }

    private void wipe() {
        if (console.isTerminal()) {
            console.out().print("\r\033[K");
        }
    }

    private void draw() {
        drawnNanos = System.nanoTime();
        wipe();
        console.out().print(line());
        console.out().flush();
    }

    private String line() {
        int filled = (int) (done * CELLS / of);
        String bar = console.hasBlocks()
                ? "\u2588".repeat(filled) + "\u2591".repeat(CELLS - filled)
                : "#".repeat(filled) + ".".repeat(CELLS - filled);
        return String.format(
                Locale.ROOT, "         %s %s %3d %%  %,d of %,d %s", what, bar, done * 100 / of, done, of, unit);
    }
}
