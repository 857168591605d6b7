package io.tonearm.recorder.leg;

import io.tonearm.media.rtp.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the audio and answers stores: the leg first, so that what belongs to a leg lies together, then what orders it.
 *
 * <pre>
 * audio:    length of legId (2) | legId | track (1) | capture time, ordered as unsigned (8) | CRC-32 (4) | length (4)
 * answers:  length of legId (2) | legId | commandId
 * </pre>
 *
 * <p>The checksum keeps two chunks that begin with the same packet apart, and lets a repeated chunk replace itself.
 */
final class LegKey {

    private static final int AUDIO_TAIL_BYTES = 1 + 8 + 4 + 4;

    private LegKey() {}

    private static byte[] leg(String legId) {
        return legId.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer begin(byte[] leg, int more) {
        return ByteBuffer.allocate(2 + leg.length + more)
                .putShort((short) leg.length)
                .put(leg);
    }

    private static Bytes end(ByteBuffer key) {
        byte[] bytes = new byte[key.position()];
        key.flip().get(bytes);
        return Bytes.wrap(bytes);
    }

    private static byte code(Track track) {
        return switch (track) {
            case INCOMING -> 0;
            case OUTGOING -> 1;
        };
    }

    /** Key of a chunk whose earliest packet was captured at this time. */
    static Bytes audio(String legId, Track track, long capturedAtMicros, byte[] chunk) {
        CRC32 checksum = new CRC32();
        checksum.update(chunk);
        byte[] leg = leg(legId);
        return end(begin(leg, AUDIO_TAIL_BYTES)
                .put(code(track))
                .putLong(ordered(capturedAtMicros))
                .putInt((int) checksum.getValue())
                .putInt(chunk.length));
    }

    /** Lowest key of a chunk captured at this time or later. */
    static Bytes audioFrom(String legId, Track track, long capturedAtMicros) {
        byte[] leg = leg(legId);
        return end(begin(leg, AUDIO_TAIL_BYTES)
                .put(code(track))
                .putLong(ordered(capturedAtMicros))
                .putInt(0)
                .putInt(0));
    }

    /** Highest key of a chunk captured at this time or before. */
    static Bytes audioUntil(String legId, Track track, long capturedAtMicros) {
        byte[] leg = leg(legId);
        return end(begin(leg, AUDIO_TAIL_BYTES)
                .put(code(track))
                .putLong(ordered(capturedAtMicros))
                .putInt(-1)
                .putInt(-1));
    }

    /** Capture time of the earliest packet of a chunk, from its key. */
    static long capturedAtMicros(Bytes key) {
        byte[] bytes = key.get();
        return ByteBuffer.wrap(bytes).getLong(bytes.length - AUDIO_TAIL_BYTES + 1) ^ Long.MIN_VALUE;
    }

    private static long ordered(long micros) {
        return micros ^ Long.MIN_VALUE;
    }

    static Bytes answer(String legId, String commandId) {
        byte[] leg = leg(legId);
        byte[] command = leg(commandId);
        return end(begin(leg, command.length).put(command));
    }

    /** Lowest key of a leg. */
    static Bytes first(String legId) {
        return end(begin(leg(legId), 0));
    }

    /** A key above all of a leg's. */
    static Bytes afterLast(String legId) {
        byte[] leg = leg(legId);
        byte[] key = end(begin(leg, 0)).get();
        for (int i = key.length - 1; i >= 0; i--) {
            if (++key[i] != 0) {
                return Bytes.wrap(key);
            }
        }
        throw new IllegalStateException("a leg id is shorter than 65,535 bytes, bytes=" + leg.length);
    }

    /** The leg of a key. */
    static String legOf(Bytes key) {
        byte[] bytes = key.get();
        int length = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return new String(bytes, 2, length, StandardCharsets.UTF_8);
    }
}
