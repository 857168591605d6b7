package io.tonearm.sandbox;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs commands as a person does and keeps what they write. Safe for use by several threads. */
final class Terminal {

    private final Text out = new Text();
    private final Text err = new Text();
    private final Console console;

    private Terminal(boolean isTerminal) {
        console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), isTerminal, true);
    }

    /** One whose output goes to a file. */
    static Terminal piped() {
        return new Terminal(false);
    }

    /** One whose lines can be written over. */
    static Terminal onScreen() {
        return new Terminal(true);
    }

    Console console() {
        return console;
    }

    /** Runs a command to its end; returns its exit code. */
    int run(String... arguments) {
        return Tonearm.commandLine(console).execute(arguments);
    }

    String out() {
        return out.text();
    }

    String err() {
        return err.text();
    }

    /** Waits until what is written to standard output has a match; fails after two minutes. */
    Matcher awaitOut(String pattern) throws InterruptedException {
        return out.await(Pattern.compile(pattern, Pattern.MULTILINE), Duration.ofMinutes(2));
    }

    /** The same of standard error. */
    Matcher awaitErr(String pattern) throws InterruptedException {
        return err.await(Pattern.compile(pattern, Pattern.MULTILINE), Duration.ofMinutes(2));
    }

    private static final class Text extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] characters, int offset, int length) {
            synchronized (text) {
                text.append(characters, offset, length);
                text.notifyAll();
            }
        }

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }

        Matcher await(Pattern pattern, Duration atMost) throws InterruptedException {
            long deadline = System.nanoTime() + atMost.toNanos();
            synchronized (text) {
                Matcher matcher = pattern.matcher(text.toString());
                while (!matcher.find()) {
                    long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
                    if (leftMillis <= 0) {
                        throw new AssertionError("expected " + pattern + " in: " + text);
                    }
                    text.wait(leftMillis);
                    matcher = pattern.matcher(text.toString());
                }
                return matcher;
            }
        }

        @Override
        public void flush() {
            // All is there at once.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
