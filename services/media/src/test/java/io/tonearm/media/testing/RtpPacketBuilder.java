package io.tonearm.media.testing;

import io.tonearm.media.rtp.MalformedPacketException;
import io.tonearm.media.rtp.RtpPacket;
import java.nio.ByteBuffer;

/** The bytes of one RTP packet (RFC 3550 section 5.1), field by field. Not thread-safe. */
public final class RtpPacketBuilder {

    private boolean marker;
    private int payloadType;
    private int sequenceNumber;
    private long timestamp;
    private long ssrc;
    private int[] contributors = {};
    private int extensionWords = -1;
    private byte[] payload = {};
    private int paddingBytes;

    private RtpPacketBuilder() {}

    /** An empty packet of payload type 0, all else 0. */
    public static RtpPacketBuilder rtp() {
        return new RtpPacketBuilder();
    }

    public RtpPacketBuilder marker() {
        marker = true;
        return this;
    }

    public RtpPacketBuilder payloadType(int number) {
        payloadType = number;
        return this;
    }

    /** The low 16 bits count. */
    public RtpPacketBuilder sequenceNumber(long number) {
        sequenceNumber = (int) (number & 0xFFFF);
        return this;
    }

    /** The low 32 bits count. */
    public RtpPacketBuilder timestamp(long ticks) {
        timestamp = ticks & 0xFFFF_FFFFL;
        return this;
    }

    public RtpPacketBuilder ssrc(long source) {
        ssrc = source;
        return this;
    }

    /** Contributing sources, at most 15. */
    public RtpPacketBuilder contributors(int... sources) {
        contributors = sources.clone();
        return this;
    }

    /** A header extension of that many 32-bit words, filled with 0xEE. */
    public RtpPacketBuilder extension(int words) {
        extensionWords = words;
        return this;
    }

    public RtpPacketBuilder payload(byte[] bytes) {
        payload = bytes.clone();
        return this;
    }

    /** Padding, its count in the last of its bytes. */
    public RtpPacketBuilder padding(int bytes) {
        paddingBytes = bytes;
        return this;
    }

    /** The packet as it is sent. */
    public byte[] bytes() {
        int extensionBytes = extensionWords < 0 ? 0 : 4 + 4 * extensionWords;
        ByteBuffer packet =
                ByteBuffer.allocate(12 + 4 * contributors.length + extensionBytes + payload.length + paddingBytes);
        int flags = 0x80 | (paddingBytes > 0 ? 0x20 : 0) | (extensionWords >= 0 ? 0x10 : 0) | contributors.length;
        packet.put((byte) flags).put((byte) ((marker ? 0x80 : 0) | payloadType));
        packet.putShort((short) sequenceNumber).putInt((int) timestamp).putInt((int) ssrc);
        for (int source : contributors) {
            packet.putInt(source);
        }
        if (extensionWords >= 0) {
            packet.putShort((short) 0xBEDE).putShort((short) extensionWords);
            for (int i = 0; i < 4 * extensionWords; i++) {
                packet.put((byte) 0xEE);
            }
        }
        packet.put(payload);
        if (paddingBytes > 0) {
            packet.put(packet.capacity() - 1, (byte) paddingBytes);
        }
        return packet.array();
    }

    /** The packet as it is received. */
    public RtpPacket packet() {
        try {
            return RtpPacket.parse(bytes());
        } catch (MalformedPacketException e) {
            throw new AssertionError("a built packet must parse", e);
        }
    }
}
