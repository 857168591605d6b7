package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;
import static io.tonearm.devkit.capture.Octets.unsigned32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A classic pcap file.
 *
 * <pre>
 * file:   magic(4) major(2) minor(2) zone(4) accuracy(4) snap length(4) link type(4)
 * packet: seconds(4) fraction(4) captured bytes(4) bytes on the wire(4) frame
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class PcapReader implements FrameReader {

    private static final String FILE_HEADER = "the file header";

    private final CaptureInput input;
    private final ByteOrder order;
    private final long fractionsPerMicro;
    private final int linkType;
    private long frames;

    PcapReader(CaptureInput input, ByteOrder order, int fractionsPerSecond) throws IOException, CaptureException {
        this.input = input;
        this.order = order;
        this.fractionsPerMicro = fractionsPerSecond / 1_000_000;
        ByteBuffer header = input.read(20, FILE_HEADER).order(order);
        if (unsigned16(header, 0) != 2) {
            throw input.damaged(FILE_HEADER, "majorVersion", unsigned16(header, 0));
        }
        // The upper half tells about frame check sequences.
        this.linkType = (int) (unsigned32(header, 16) & 0xFFFF);
    }

    @Override
    public @Nullable LinkFrame next() throws IOException, CaptureException {
        String what = "packet " + (frames + 1);
        ByteBuffer header = input.readOrEnd(16, what);
        if (header == null) {
            return null;
        }
        header.order(order);
        long bytes = unsigned32(header, 8);
        if (bytes > MOST_FRAME_BYTES) {
            throw input.damaged(what, "capturedBytes", bytes);
        }
        frames++;
        long micros = unsigned32(header, 0) * 1_000_000 + unsigned32(header, 4) / fractionsPerMicro;
        return new LinkFrame(micros, true, linkType, input.read((int) bytes, what));
    }
}
