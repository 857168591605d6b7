package io.tonearm.sandbox;

/** Options that make no sense together or for this call. The message names them and says why. Immutable. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
