package io.tonearm.devkit;

/**
 * An embedded server can't start where it was asked to: its port or its folder is taken. The message names it and says
 * what to do; nothing of the server is left running.
 */
public final class StartRefusedException extends RuntimeException {

    StartRefusedException(String message) {
        super(message);
    }
}
