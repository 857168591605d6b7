package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds the IP packet in a frame, by the kinds of link that captures of calls come from. Stateless. */
final class LinkLayer {

    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW_OF_BSD = 12;
    private static final int RAW_OF_OPENBSD = 14;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int RAW_IPV4 = 228;
    private static final int RAW_IPV6 = 229;
    private static final int LINUX_COOKED_2 = 276;

    private LinkLayer() {}

    /** Whether frames of this link type are understood. */
    static boolean understands(int linkType) {
        return switch (linkType) {
            case NULL,
                    ETHERNET,
                    RAW_OF_BSD,
                    RAW_OF_OPENBSD,
                    RAW,
                    LOOP,
                    LINUX_COOKED,
                    RAW_IPV4,
                    RAW_IPV6,
                    LINUX_COOKED_2 -> true;
            default -> false;
        };
    }

    /** The frame's IP packet, link padding included; null where the frame has none. */
    static @Nullable ByteBuffer packetOf(int linkType, ByteBuffer frame) {
        return switch (linkType) {
            case ETHERNET -> typed(frame, 12, 14);
            case LINUX_COOKED -> typed(frame, 14, 16);
            case LINUX_COOKED_2 -> typed(frame, 0, 20);
            case NULL, LOOP -> frame.limit() > 4 ? Octets.from(frame, 4) : null;
            default -> frame.limit() > 0 ? Octets.from(frame, 0) : null;
        };
    }

    private static @Nullable ByteBuffer typed(ByteBuffer frame, int typeOffset, int payloadOffset) {
        if (frame.limit() <= payloadOffset) {
            return null;
        }
        int type = unsigned16(frame, typeOffset);
        int offset = payloadOffset;
        while (isVlanTag(type) && frame.limit() > offset + 4) {
            type = unsigned16(frame, offset + 2);
            offset += 4;
        }
        return type == 0x0800 || type == 0x86DD ? Octets.from(frame, offset) : null;
    }

    private static boolean isVlanTag(int type) {
        return type == 0x8100 || type == 0x88A8 || type == 0x9100;
    }
}
