package io.tonearm.schemas;

import io.tonearm.schemas.UndecodableRecordException.Reason;
import java.nio.ByteBuffer;

/**
 * Confluent's framing of a record.
 *
 * <pre>
 *   +---------+---------------------------+----------------------
 *   | 0x00    | schema id, 32 bits,       | Avro binary, to the
 *   | (magic) | most significant first    | end of the record
 *   +---------+---------------------------+----------------------
 * </pre>
 */
final class WireFormat {

    static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
    }

    static int schemaId(byte[] framed) {
        if (framed.length > 0 && framed[0] != MAGIC) {
            throw new UndecodableRecordException(
                    Reason.BAD_MAGIC_BYTE, "expected magic byte 0, first=" + framed[0], null);
        }
        if (framed.length < HEADER_BYTES) {
            throw new UndecodableRecordException(
                    Reason.TRUNCATED, "expected a header of " + HEADER_BYTES + " bytes, bytes=" + framed.length, null);
        }
        return ByteBuffer.wrap(framed).getInt(1);
    }
}
