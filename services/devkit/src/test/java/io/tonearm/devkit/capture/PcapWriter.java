package io.tonearm.devkit.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a classic pcap file into memory. Not thread-safe. */
final class PcapWriter {

    static final long START_MICROS = 1_795_000_000_000_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final boolean nanoseconds;

    PcapWriter(ByteOrder order, boolean nanoseconds, int linkType) {
        this.order = order;
        this.nanoseconds = nanoseconds;
        ByteBuffer header = ByteBuffer.allocate(24).order(order);
        header.putInt(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
        header.putLong(0).putInt(262_144).putInt(linkType);
        out.writeBytes(header.array());
    }

    /** Ethernet frames, microseconds, little-endian: what is usual. */
    PcapWriter() {
        this(ByteOrder.LITTLE_ENDIAN, false, 1);
    }

    PcapWriter frame(long micros, byte[] frame) {
        return frame(micros, frame, frame.length);
    }

    /** Only the first bytes of the frame, as with a snap length. */
    PcapWriter frame(long micros, byte[] frame, int capturedBytes) {
        ByteBuffer header = ByteBuffer.allocate(16).order(order);
        int fraction = (int) (micros % 1_000_000) * (nanoseconds ? 1_000 : 1);
        header.putInt((int) (micros / 1_000_000)).putInt(fraction).putInt(capturedBytes);
        out.writeBytes(header.putInt(frame.length).array());
        out.write(frame, 0, capturedBytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    CapturedCall read() throws Exception {
        return CaptureReader.read(new ByteArrayInputStream(bytes()));
    }
}
