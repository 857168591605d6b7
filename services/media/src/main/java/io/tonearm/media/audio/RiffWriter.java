package io.tonearm.media.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Puts the fields and chunks of a RIFF file one behind the other, integers low byte first.
 *
 * <pre>
 * +----+----+----+----+----+----+----+----+------------+---+
 * |    four letters   |  content length   |  content   | 0 |  a chunk; padded where its length is odd
 * +----+----+----+----+----+----+----+----+------------+---+
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class RiffWriter {

    /** Bytes of a chunk before its content. */
    static final int CHUNK_HEADER_BYTES = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    RiffWriter id(String fourLetters) {
        bytes.writeBytes(fourLetters.getBytes(US_ASCII));
        return this;
    }

    RiffWriter int8(int value) {
        bytes.write(value);
        return this;
    }

    RiffWriter int16(int value) {
        return int8(value).int8(value >> 8);
    }

    RiffWriter int32(long value) {
        return int16((int) value).int16((int) (value >> 16));
    }

    RiffWriter int64(long value) {
        return int32(value).int32(value >> 32);
    }

    RiffWriter terminated(String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
        return int8(0);
    }

    RiffWriter chunk(String id, RiffWriter content) {
        id(id).int32(content.bytes.size());
        bytes.writeBytes(content.toByteArray());
        return content.bytes.size() % 2 == 0 ? this : int8(0);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
