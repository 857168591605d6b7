package io.tonearm.sandbox;

/** A command that can't go on. The message is one sentence that says what to do, fit to be shown as it is. Immutable. */
final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxException(String message) {
        super(message);
    }

    SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
