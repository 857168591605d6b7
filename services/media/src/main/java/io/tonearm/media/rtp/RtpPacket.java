package io.tonearm.media.rtp;

import io.tonearm.media.rtp.MalformedPacketException.Reason;
import java.util.Arrays;

/**
 * One RTP packet (RFC 3550 section 5.1): the fields of its header and the place of its payload in the received bytes.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             SSRC                              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |              CSRC list, header extension, payload             |
 * </pre>
 *
 * <p>Keeps the array it was parsed from; the caller must not change it afterwards. Thread-safe on that condition.
 */
public final class RtpPacket {

    /** Bytes of the fixed header. */
    public static final int HEADER_BYTES = 12;

    /** Most bytes of a packet: what a UDP datagram over IPv4 carries. */
    public static final int MOST_BYTES = 65_507;

    private final byte[] bytes;
    private final int payloadOffset;
    private final int payloadLength;

    private RtpPacket(byte[] bytes, int payloadOffset, int payloadLength) {
        this.bytes = bytes;
        this.payloadOffset = payloadOffset;
        this.payloadLength = payloadLength;
    }

    /**
     * Checks the bytes and finds the payload.
     *
     * @param bytes the whole packet, owned by the result from now on
     * @throws MalformedPacketException where they are no RTP packet; the caller drops and counts it
     */
    public static RtpPacket parse(byte[] bytes) throws MalformedPacketException {
        if (bytes.length < HEADER_BYTES) {
            throw malformed(Reason.TOO_SHORT, "RTP packet must have at least 12 bytes", bytes.length);
        }
        if (bytes.length > MOST_BYTES) {
            throw malformed(Reason.TOO_LONG, "RTP packet must have at most 65,507 bytes", bytes.length);
        }
        if ((bytes[0] & 0xC0) != 0x80) {
            throw malformed(Reason.WRONG_VERSION, "RTP version must be 2", (bytes[0] & 0xC0) >> 6);
        }
        int type = bytes[1] & 0xFF;
        if (type >= 192 && type <= 223) {
            throw malformed(Reason.RTCP, "packet type must be RTP, not RTCP", type);
        }
        int offset = HEADER_BYTES + 4 * (bytes[0] & 0x0F);
        if ((bytes[0] & 0x10) != 0) {
            if (offset + 4 > bytes.length) {
                throw malformed(Reason.HEADER_OVERRUN, "header must end within the packet", offset + 4);
            }
            offset += 4 + 4 * unsigned16(bytes, offset + 2);
        }
        if (offset > bytes.length) {
            throw malformed(Reason.HEADER_OVERRUN, "header must end within the packet", offset);
        }
        int end = bytes.length;
        if ((bytes[0] & 0x20) != 0) {
            int padding = bytes[end - 1] & 0xFF;
            if (padding == 0 || end - padding < offset) {
                throw malformed(Reason.WRONG_PADDING, "padding must be 1 to the payload's length", padding);
            }
            end -= padding;
        }
        return new RtpPacket(bytes, offset, end - offset);
    }

    private static MalformedPacketException malformed(Reason reason, String expected, int value) {
        return new MalformedPacketException(reason, expected + ", value=" + value);
    }

    private static int unsigned16(byte[] bytes, int offset) {
        return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
    }

    private static long unsigned32(byte[] bytes, int offset) {
        return (long) unsigned16(bytes, offset) << 16 | unsigned16(bytes, offset + 2);
    }

    /** Sequence number, 0 to 65,535. */
    public int sequenceNumber() {
        return unsigned16(bytes, 2);
    }

    /** RTP timestamp of the first sample, 0 to 2^32 - 1. */
    public long timestamp() {
        return unsigned32(bytes, 4);
    }

    /** Synchronization source, 0 to 2^32 - 1. */
    public long ssrc() {
        return unsigned32(bytes, 8);
    }

    /** Payload type, 0 to 127. */
    public int payloadType() {
        return bytes[1] & 0x7F;
    }

    /** The received bytes, header included; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the payload begins in {@link #bytes}. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of payload, padding excluded. */
    public int payloadLength() {
        return payloadLength;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RtpPacket packet && Arrays.equals(bytes, packet.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RtpPacket[ssrc=" + ssrc() + ", sequenceNumber=" + sequenceNumber() + ", timestamp=" + timestamp()
                + ", payloadType=" + payloadType() + ", payloadLength=" + payloadLength + "]";
    }
}
