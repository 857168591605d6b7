package io.tonearm.sandbox;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command writes. Immutable; its writers are used by one thread at a time.
 *
 * @param out for what was asked for
 * @param err for what went wrong
 * @param isTerminal whether a line that was written can be written over
 * @param hasBlocks whether block characters can be shown
 */
record Console(PrintWriter out, PrintWriter err, boolean isTerminal, boolean hasBlocks) {

    /** The process's own, in the terminal's encoding. */
    static Console ofProcess() {
        Charset charset = terminalCharset();
        return new Console(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                Ansi.AUTO.enabled(),
                charset.newEncoder().canEncode('\u2588'));
    }

    /** The same for what is told on the way: all of it goes to {@code err}, and {@code out} is left to the outcome. */
    Console aside() {
        return new Console(err, err, isTerminal, hasBlocks);
    }

    private static Charset terminalCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }
}
