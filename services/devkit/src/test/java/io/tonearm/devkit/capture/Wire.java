package io.tonearm.devkit.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of packets and frames, layer by layer. Addresses are {@code host:port}. Stateless. */
final class Wire {

    private Wire() {}

    static byte[] rtp(long ssrc, int sequenceNumber, int payloadType) {
        ByteBuffer packet = ByteBuffer.allocate(12 + 160);
        packet.put((byte) 0x80).put((byte) payloadType).putShort((short) sequenceNumber);
        packet.putInt(sequenceNumber * 160).putInt((int) ssrc);
        Arrays.fill(packet.array(), 12, 172, (byte) sequenceNumber);
        return packet.array();
    }

    static byte[] rtcp() {
        return bytes(0x80, 200, 0, 6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static byte[] stun() {
        return bytes(0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    static byte[] udp(int sourcePort, int destinationPort, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(8).putShort((short) sourcePort).putShort((short) destinationPort);
        return concat(header.putShort((short) (8 + payload.length)).array(), payload);
    }

    static byte[] tcp(int sourcePort, int destinationPort, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(20).putShort((short) sourcePort).putShort((short) destinationPort);
        return concat(header.put(12, (byte) 0x50).array(), payload);
    }

    static byte[] ip(String from, String to, int protocol, byte[] payload) {
        return from.contains(":")
                ? ipv6(from, to, protocol, payload)
                : ipv4Fragment(from, to, protocol, 0, 0, false, payload);
    }

    static byte[] ipv4Fragment(
            String from, String to, int protocol, int identification, int offset, boolean more, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(20).put((byte) 0x45).put((byte) 0);
        header.putShort((short) (20 + payload.length)).putShort((short) identification);
        header.putShort((short) (offset / 8 | (more ? 0x2000 : 0)))
                .put((byte) 64)
                .put((byte) protocol);
        header.putShort((short) 0).put(address(from)).put(address(to));
        return concat(header.array(), payload);
    }

    static byte[] ipv6(String from, String to, int nextHeader, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(40).putInt(0x60000000).putShort((short) payload.length);
        header.put((byte) nextHeader).put((byte) 64).put(address(from)).put(address(to));
        return concat(header.array(), payload);
    }

    static byte[] ipv6Fragment(
            String from, String to, int nextHeader, int identification, int offset, boolean more, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(8).put((byte) nextHeader).put((byte) 0);
        header.putShort((short) (offset | (more ? 1 : 0))).putInt(identification);
        return ipv6(from, to, 44, concat(header.array(), payload));
    }

    static byte[] ethernet(byte[] packet) {
        return concat(bytes(2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2), typed(packet));
    }

    /** The packet after its two bytes of Ethernet type. */
    static byte[] typed(byte[] packet) {
        return concat((packet[0] & 0xF0) == 0x60 ? bytes(0x86, 0xDD) : bytes(8, 0), packet);
    }

    /** An Ethernet frame with a UDP datagram. */
    static byte[] frame(String from, String to, byte[] payload) {
        int fromColon = from.lastIndexOf(':');
        int toColon = to.lastIndexOf(':');
        byte[] datagram = udp(
                Integer.parseInt(from.substring(fromColon + 1)), Integer.parseInt(to.substring(toColon + 1)), payload);
        return ethernet(ip(from.substring(0, fromColon), to.substring(0, toColon), 17, datagram));
    }

    /** A request or response with the SDP, which may be empty. The start line tells which. */
    static byte[] sip(String startLine, String callId, String fromTag, String toTag, String cseq, String sdp) {
        String to = toTag.isEmpty() ? "<sip:b@example.com>" : "<sip:b@example.com>;tag=" + toTag;
        return String.join(
                        "\r\n",
                        startLine,
                        "From: \"A\" <sip:a@example.com>;tag=" + fromTag,
                        "To: " + to,
                        "Call-ID: " + callId,
                        "CSeq: " + cseq,
                        "Content-Type: application/sdp",
                        "Content-Length: " + sdp.length(),
                        "",
                        sdp)
                .getBytes(ISO_8859_1);
    }

    static String sdp(String address, String... mediaLines) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN " + (address.contains(":") ? "IP6 " : "IP4 ") + address
                + "\r\nt=0 0\r\n" + String.join("\r\n", mediaLines) + "\r\n";
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address must be in digits, literal=" + literal, e);
        }
    }
}
