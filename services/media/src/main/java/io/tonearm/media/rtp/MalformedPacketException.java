package io.tonearm.media.rtp;

/**
 * Bytes that are no RTP packet. Carries no stack trace: on the receive path it is a counted outcome, and the caller drops
 * the packet and counts it by its reason.
 */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the bytes. */
    public enum Reason {
        /** Fewer bytes than the fixed header has. */
        TOO_SHORT,
        /** More bytes than a UDP datagram holds. */
        TOO_LONG,
        /** The version field is not 2. */
        WRONG_VERSION,
        /** Contributing sources or the header extension end after the packet does. */
        HEADER_OVERRUN,
        /** The padding count is 0 or reaches into the header. */
        WRONG_PADDING,
        /** The second byte says RTCP (RFC 5761 section 4). */
        RTCP
    }

    private final Reason reason;

    MalformedPacketException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, for counting. */
    public Reason reason() {
        return reason;
    }
}
