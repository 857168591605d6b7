package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;
import static io.tonearm.devkit.capture.Octets.unsigned32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pcapng file (draft-ietf-opsawg-pcapng): sections, each with its byte order and its interfaces.
 *
 * <pre>
 * block:           type(4) length(4) body, padded to 4 bytes, length(4)
 * section header:  byte order magic(4) version(4) section length(8) options
 * interface:       link type(2) reserved(2) snap length(4) options
 * enhanced packet: interface(4) ticks(4 high, 4 low) captured bytes(4) bytes on the wire(4) frame options
 * packet:          interface(2) drops(2), then as the enhanced packet
 * simple packet:   bytes on the wire(4) frame
 * </pre>
 *
 * <p>Blocks of other types tell nothing about a call and are passed over. Not thread-safe.
 */
final class PcapngReader implements FrameReader {

    static final int SECTION_HEADER = 0x0A0D0D0A;

    private static final int INTERFACE = 1;
    private static final int PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int MOST_READ_BYTES = MOST_FRAME_BYTES + 1_048_576;
    private static final int MOST_INTERFACES = 65_536;

    private final CaptureInput input;
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private long frames;

    /** Continues after the first block's type. */
    PcapngReader(CaptureInput input) throws IOException, CaptureException {
        this.input = input;
        beginSection(input.read(4, what()));
    }

    @Override
    public @Nullable LinkFrame next() throws IOException, CaptureException {
        while (true) {
            ByteBuffer header = input.readOrEnd(8, what());
            if (header == null) {
                return null;
            }
            int type = header.order(order).getInt(0);
            if (type == SECTION_HEADER) {
                beginSection(header.slice(4, 4));
                continue;
            }
            long length = checkedLength(unsigned32(header, 4));
            LinkFrame frame = null;
            switch (type) {
                case INTERFACE -> addInterface(body(length));
                case PACKET, ENHANCED_PACKET -> frame = timedFrame(body(length), type == PACKET);
                case SIMPLE_PACKET -> frame = simpleFrame(body(length));
                default -> input.skip(length - 12, what());
            }
            endBlock(length);
            if (frame != null) {
                frames++;
                return frame;
            }
        }
    }

    private String what() {
        return frames == 0 ? "the blocks before packet 1" : "the block after packet " + frames;
    }

    private void beginSection(ByteBuffer length) throws IOException, CaptureException {
        ByteBuffer magic = input.read(4, what());
        if (magic.getInt(0) == BYTE_ORDER_MAGIC) {
            order = ByteOrder.BIG_ENDIAN;
        } else if (magic.order(ByteOrder.LITTLE_ENDIAN).getInt(0) == BYTE_ORDER_MAGIC) {
            order = ByteOrder.LITTLE_ENDIAN;
        } else {
            throw input.damaged(what(), "byteOrderMagic", magic.getInt(0));
        }
        interfaces.clear();
        long blockBytes = checkedLength(unsigned32(length.order(order), 0));
        if (blockBytes < 28) {
            throw input.damaged(what(), "blockBytes", blockBytes);
        }
        input.skip(blockBytes - 16, what());
        endBlock(blockBytes);
    }

    private long checkedLength(long blockBytes) throws CaptureException {
        if (blockBytes < 12 || blockBytes % 4 != 0) {
            throw input.damaged(what(), "blockBytes", blockBytes);
        }
        return blockBytes;
    }

    private void endBlock(long blockBytes) throws IOException, CaptureException {
        long repeated = unsigned32(input.read(4, what()).order(order), 0);
        if (repeated != blockBytes) {
            throw input.damaged(what(), "repeatedBlockBytes", repeated);
        }
    }

    private ByteBuffer body(long blockBytes) throws IOException, CaptureException {
        if (blockBytes > MOST_READ_BYTES) {
            throw input.damaged(what(), "blockBytes", blockBytes);
        }
        return input.read((int) blockBytes - 12, what()).order(order);
    }

    private void addInterface(ByteBuffer body) throws CaptureException {
        if (body.limit() < 8 || interfaces.size() == MOST_INTERFACES) {
            throw input.damaged(what(), "interfaces", interfaces.size());
        }
        interfaces.add(CaptureInterface.parse(body));
    }

    private CaptureInterface interfaceAt(long index) throws CaptureException {
        if (index >= interfaces.size()) {
            throw input.damaged(what(), "interface", index);
        }
        return interfaces.get((int) index);
    }

    private LinkFrame timedFrame(ByteBuffer body, boolean shortIndex) throws CaptureException {
        if (body.limit() < 20) {
            throw input.damaged(what(), "bodyBytes", body.limit());
        }
        CaptureInterface at = interfaceAt(shortIndex ? unsigned16(body, 0) : unsigned32(body, 0));
        long ticks = unsigned32(body, 4) << 32 | unsigned32(body, 8);
        return new LinkFrame(at.microsOf(ticks), true, at.linkType(), frame(body, 20, unsigned32(body, 12)));
    }

    private LinkFrame simpleFrame(ByteBuffer body) throws CaptureException {
        if (body.limit() < 4) {
            throw input.damaged(what(), "bodyBytes", body.limit());
        }
        CaptureInterface first = interfaceAt(0);
        long bytes = Math.min(unsigned32(body, 0), body.limit() - 4L);
        if (first.snapBytes() > 0) {
            bytes = Math.min(bytes, first.snapBytes());
        }
        return new LinkFrame(0, false, first.linkType(), frame(body, 4, bytes));
    }

    private ByteBuffer frame(ByteBuffer body, int offset, long bytes) throws CaptureException {
        if (bytes > MOST_FRAME_BYTES || bytes > body.limit() - offset) {
            throw input.damaged(what(), "capturedBytes", bytes);
        }
        return body.slice(offset, (int) bytes);
    }
}
