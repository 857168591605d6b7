package io.tonearm.media.rtp;

import org.jspecify.annotations.Nullable;

/**
 * One report of a named telephone event (RFC 4733 section 2.3). An event is reported several times while it lasts, and
 * again when it is over. Immutable.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     event     |E|R| volume    |          duration             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param event its code, 0 to 255; 0 to 15 are the digits (RFC 4733 section 3.2)
 * @param end whether the event is over, and the duration its whole length
 * @param volume power of a digit's tone, 0 to 63, in dB below 0 dBm0
 * @param durationTicks how long it has lasted since the packet's RTP timestamp, 0 to 65,535 ticks of the clock rate
 */
public record TelephoneEvent(int event, boolean end, int volume, int durationTicks) {

    private static final int BYTES = 4;
    private static final String DIGITS = "0123456789*#ABCD";

    public TelephoneEvent {
        require(0xFF, "event", event);
        require(0x3F, "volume", volume);
        require(0xFFFF, "durationTicks", durationTicks);
    }

    private static void require(int most, String name, int value) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "telephone event must have a " + name + " of 0 to " + most + ", " + name + "=" + value);
        }
    }

    /**
     * The report that a packet of format {@link PayloadFormat#TELEPHONE_EVENT} carries; null where its payload is shorter
     * than 4 bytes. Several in one payload belong to RFC 2198; the first is taken.
     */
    public static @Nullable TelephoneEvent parse(RtpPacket packet) {
        if (packet.payloadLength() < BYTES) {
            return null;
        }
        byte[] bytes = packet.bytes();
        int offset = packet.payloadOffset();
        return new TelephoneEvent(
                bytes[offset] & 0xFF,
                (bytes[offset + 1] & 0x80) != 0,
                bytes[offset + 1] & 0x3F,
                (bytes[offset + 2] & 0xFF) << 8 | (bytes[offset + 3] & 0xFF));
    }

    /** The key: 0 to 9, *, # or A to D; null for an event that is no digit, such as a hook flash. */
    public @Nullable Character digit() {
        return event < DIGITS.length() ? DIGITS.charAt(event) : null;
    }
}
