package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;
import static io.tonearm.devkit.capture.Octets.unsigned32;
import static io.tonearm.devkit.capture.Octets.unsigned8;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * An interface of a pcapng section: its kind of link, and how its packets' times count. Immutable.
 *
 * @param linkType the number of the link-layer header type
 * @param snapBytes most bytes captured of a frame; 0 for all
 * @param ticksPerSecond the resolution of its times (option if_tsresol; microseconds where absent)
 * @param offsetSeconds what is added to its times (option if_tsoffset; 0 where absent)
 */
record CaptureInterface(int linkType, long snapBytes, BigInteger ticksPerSecond, long offsetSeconds) {

    private static final int RESOLUTION_OPTION = 9;
    private static final int OFFSET_OPTION = 14;
    private static final BigInteger MICROS_PER_SECOND = BigInteger.valueOf(1_000_000);

    /** Reads the body of an interface description block of at least 8 bytes. */
    static CaptureInterface parse(ByteBuffer body) {
        BigInteger ticksPerSecond = MICROS_PER_SECOND;
        long offsetSeconds = 0;
        int at = 8;
        while (at + 4 <= body.limit()) {
            int code = unsigned16(body, at);
            int length = unsigned16(body, at + 2);
            at += 4;
            if (code == 0 || at + length > body.limit()) {
                break;
            }
            if (code == RESOLUTION_OPTION && length == 1) {
                ticksPerSecond = ticksPerSecond(unsigned8(body, at));
            } else if (code == OFFSET_OPTION && length == 8) {
                offsetSeconds = body.getLong(at);
            }
            at += (length + 3) & ~3;
        }
        return new CaptureInterface(unsigned16(body, 0), unsigned32(body, 4), ticksPerSecond, offsetSeconds);
    }

    private static BigInteger ticksPerSecond(int resolution) {
        int exponent = resolution & 0x7F;
        return (resolution & 0x80) == 0 ? BigInteger.TEN.pow(exponent) : BigInteger.TWO.pow(exponent);
    }

    /** The wall-clock microseconds of so many ticks, an unsigned number. */
    long microsOf(long ticks) {
        BigInteger unsigned =
                new BigInteger(1, ByteBuffer.allocate(8).putLong(ticks).array());
        return unsigned.multiply(MICROS_PER_SECOND).divide(ticksPerSecond).longValue() + offsetSeconds * 1_000_000;
    }
}
