package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;
import static io.tonearm.devkit.capture.Octets.unsigned32;
import static io.tonearm.devkit.capture.Octets.unsigned8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One IPv4 or IPv6 packet without its header, or a fragment of one (RFC 791, RFC 8200).
 *
 * @param source who sent it
 * @param destination whom it was sent to
 * @param protocol the number of the protocol of the payload
 * @param payload what follows the header and the extension headers, as far as it was captured, without link padding
 * @param fragment which fragment it is; null for a whole packet
 */
record IpPacket(
        InetAddress source,
        InetAddress destination,
        int protocol,
        ByteBuffer payload,
        @Nullable Fragment fragment) {

    private static final int FRAGMENT_HEADER = 44;
    private static final int AUTHENTICATION_HEADER = 51;

    /**
     * The place of a fragment in its packet.
     *
     * @param identification what all fragments of the packet share
     * @param offset bytes of the packet's payload before it
     * @param last whether no fragment follows
     * @param whole whether it was captured to its end
     */
    record Fragment(long identification, int offset, boolean last, boolean whole) {}

    /** Reads the packet; null where it is not well-formed. */
    static @Nullable IpPacket parse(ByteBuffer packet) {
        return switch (unsigned8(packet, 0) >> 4) {
            case 4 -> parseVersion4(packet);
            case 6 -> parseVersion6(packet);
            default -> null;
        };
    }

    private static @Nullable IpPacket parseVersion4(ByteBuffer packet) {
        int headerBytes = 4 * (unsigned8(packet, 0) & 0x0F);
        if (headerBytes < 20 || packet.limit() < headerBytes) {
            return null;
        }
        // Segmentation offload leaves 0 as the length.
        int totalBytes = unsigned16(packet, 2) == 0 ? packet.limit() : unsigned16(packet, 2);
        if (totalBytes < headerBytes) {
            return null;
        }
        int flags = unsigned16(packet, 6);
        int offset = 8 * (flags & 0x1FFF);
        boolean last = (flags & 0x2000) == 0;
        Fragment fragment = offset == 0 && last
                ? null
                : new Fragment(unsigned16(packet, 4), offset, last, totalBytes <= packet.limit());
        int end = Math.min(totalBytes, packet.limit());
        return new IpPacket(
                address(packet, 12, 4),
                address(packet, 16, 4),
                unsigned8(packet, 9),
                packet.slice(headerBytes, end - headerBytes),
                fragment);
    }

    private static @Nullable IpPacket parseVersion6(ByteBuffer packet) {
        if (packet.limit() < 40) {
            return null;
        }
        int payloadBytes = unsigned16(packet, 4) == 0 ? packet.limit() - 40 : unsigned16(packet, 4);
        ByteBuffer payload = packet.slice(40, Math.min(payloadBytes, packet.limit() - 40));
        return new IpPacket(address(packet, 8, 16), address(packet, 24, 16), unsigned8(packet, 6), payload, null)
                .withoutExtensionHeaders(payloadBytes <= packet.limit() - 40);
    }

    /** The packet from its first header on that is no extension header; null where they overrun it. */
    private @Nullable IpPacket withoutExtensionHeaders(boolean whole) {
        int next = protocol;
        int at = 0;
        while (isExtensionHeader(next)) {
            if (at + 8 > payload.limit()) {
                return null;
            }
            int following = unsigned8(payload, at);
            if (next == FRAGMENT_HEADER) {
                int place = unsigned16(payload, at + 2);
                Fragment found = new Fragment(unsigned32(payload, at + 4), place & 0xFFF8, (place & 1) == 0, whole);
                ByteBuffer rest = Octets.from(payload, at + 8);
                IpPacket part = new IpPacket(source, destination, following, rest, found);
                return found.offset() == 0 && found.last() ? part.reassembled(rest) : part;
            }
            int words = unsigned8(payload, at + 1);
            at += next == AUTHENTICATION_HEADER ? 4 * (words + 2) : 8 * (words + 1);
            next = following;
        }
        return at > payload.limit() ? null : new IpPacket(source, destination, next, Octets.from(payload, at), null);
    }

    private static boolean isExtensionHeader(int protocol) {
        return switch (protocol) {
            case 0, 43, FRAGMENT_HEADER, AUTHENTICATION_HEADER, 60, 135, 139, 140 -> true;
            default -> false;
        };
    }

    /** The whole packet that this was a fragment of; null where its extension headers overrun it. */
    @Nullable
    IpPacket reassembled(ByteBuffer whole) {
        IpPacket packet = new IpPacket(source, destination, protocol, whole, null);
        return source.getAddress().length == 4 ? packet : packet.withoutExtensionHeaders(true);
    }

    private static InetAddress address(ByteBuffer packet, int offset, int bytes) {
        byte[] address = new byte[bytes];
        packet.get(offset, address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address must have 4 or 16 bytes, bytes=" + bytes, e);
        }
    }
}
