package io.tonearm.devkit.capture;

import io.tonearm.devkit.capture.CaptureException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bytes of a capture file, read forwards, with a count that errors are told by. Not thread-safe. */
final class CaptureInput {

    private final InputStream in;
    private long position;

    CaptureInput(InputStream in) {
        this.in = in;
    }

    /** Exactly so many bytes; null where the file ends right before them. */
    @Nullable
    ByteBuffer readOrEnd(int bytes, String what) throws IOException, CaptureException {
        byte[] read = in.readNBytes(bytes);
        position += read.length;
        if (read.length == 0 && bytes > 0) {
            return null;
        }
        if (read.length < bytes) {
            throw truncated(what);
        }
        return ByteBuffer.wrap(read);
    }

    /** Exactly so many bytes. Memory grows with what is there, not with what is asked for. */
    ByteBuffer read(int bytes, String what) throws IOException, CaptureException {
        ByteBuffer read = readOrEnd(bytes, what);
        if (read == null) {
            throw truncated(what);
        }
        return read;
    }

    void skip(long bytes, String what) throws IOException, CaptureException {
        try {
            in.skipNBytes(bytes);
            position += bytes;
        } catch (EOFException e) {
            throw truncated(what);
        }
    }

    private CaptureException truncated(String what) {
        return new CaptureException(
                Reason.TRUNCATED,
                "the capture ends in the middle of " + what
                        + ": copy the file again, or keep its whole packets with `editcap <file> <new file>`, readBytes="
                        + position);
    }

    /** An exception for a field that cannot be right. */
    CaptureException damaged(String what, String field, long value) {
        return new CaptureException(
                Reason.DAMAGED,
                "the capture is damaged at " + what + ": copy the file again, " + field + "=" + value + ", readBytes="
                        + position);
    }
}
