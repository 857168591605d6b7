package io.tonearm.devkit.capture;

import java.io.IOException;

/**
 * A capture that no call can be read from. The message is one sentence that says what was found and what to do about it,
 * fit to be shown to whoever named the file. Immutable.
 */
public final class CaptureException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kept the call from being read. */
    public enum Reason {
        /** The file cannot be opened or read. */
        NOT_READABLE,
        /** The bytes are neither pcap nor pcapng. */
        NOT_A_CAPTURE,
        /** The file ends within a packet, or packets of the call were cut short when they were captured. */
        TRUNCATED,
        /** A length or a checked field in the file cannot be right. */
        DAMAGED,
        /** The packets were captured on a kind of link that is not understood. */
        UNSUPPORTED_LINK_TYPE,
        /** More than is held in memory. */
        TOO_LARGE,
        /** No RTP was found. */
        NO_AUDIO,
        /** The RTP is there, without the times at which it was captured. */
        NO_CAPTURE_TIMES,
        /** The session description says SRTP. */
        ENCRYPTED
    }

    private final Reason reason;

    CaptureException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    CaptureException(String message, IOException cause) {
        super(message, cause);
        this.reason = Reason.NOT_READABLE;
    }

    /** What kept the call from being read. */
    public Reason reason() {
        return reason;
    }
}
