package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;
import static io.tonearm.devkit.capture.Octets.unsigned32;
import static io.tonearm.devkit.capture.Octets.unsigned8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What tells an RTP packet from other UDP payloads (RFC 3550 section 5.1 and appendix A.1, RFC 7983).
 *
 * @param ssrc 0 to 2^32 - 1
 * @param sequenceNumber 0 to 65,535
 */
record RtpHeader(long ssrc, int sequenceNumber) {

    private static final int FIXED_BYTES = 12;

    /** Reads the header; null where the bytes are no RTP packet: STUN, DTLS, RTCP, or not well-formed. */
    static @Nullable RtpHeader parse(ByteBuffer bytes, boolean whole) {
        if (bytes.limit() < FIXED_BYTES || unsigned8(bytes, 0) >> 6 != 2 || isRtcp(unsigned8(bytes, 1))) {
            return null;
        }
        return whole && !partsFit(bytes) ? null : new RtpHeader(unsigned32(bytes, 8), unsigned16(bytes, 2));
    }

    private static boolean isRtcp(int type) {
        return type >= 192 && type <= 223;
    }

    private static boolean partsFit(ByteBuffer bytes) {
        int first = unsigned8(bytes, 0);
        int payloadOffset = FIXED_BYTES + 4 * (first & 0x0F);
        if ((first & 0x10) != 0) {
            if (payloadOffset + 4 > bytes.limit()) {
                return false;
            }
            payloadOffset += 4 + 4 * unsigned16(bytes, payloadOffset + 2);
        }
        boolean padded = (first & 0x20) != 0;
        int padding = padded ? unsigned8(bytes, bytes.limit() - 1) : 0;
        return payloadOffset <= bytes.limit() - padding && !(padded && padding == 0);
    }
}
