package io.tonearm.devkit.capture;

import java.nio.ByteBuffer;

/** Unsigned numbers at a place in a buffer, in the buffer's byte order. Stateless. */
final class Octets {

    private Octets() {}

    static int unsigned8(ByteBuffer buffer, int offset) {
        return buffer.get(offset) & 0xFF;
    }

    static int unsigned16(ByteBuffer buffer, int offset) {
        return buffer.getShort(offset) & 0xFFFF;
    }

    static long unsigned32(ByteBuffer buffer, int offset) {
        return buffer.getInt(offset) & 0xFFFF_FFFFL;
    }

    /** The bytes from the offset on, in network byte order. */
    static ByteBuffer from(ByteBuffer buffer, int offset) {
        return buffer.slice(offset, buffer.limit() - offset);
    }

    /** A copy of all the buffer's bytes. */
    static byte[] copyOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.limit()];
        buffer.get(0, bytes);
        return bytes;
    }
}
