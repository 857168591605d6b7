package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.Octets.unsigned16;

import io.tonearm.devkit.capture.CaptureException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The frames of a capture file, one after the other. Not thread-safe. */
interface FrameReader {

    /** Most bytes of a frame: the largest snap length that capture programs write. */
    int MOST_FRAME_BYTES = 262_144;

    /**
     * The next frame; null at the end of the file.
     *
     * @throws CaptureException where the file is cut or damaged
     */
    @Nullable
    LinkFrame next() throws IOException, CaptureException;

    /**
     * A reader of the format that the first four bytes name.
     *
     * @throws CaptureException where they name none that is understood
     */
    static FrameReader open(CaptureInput input) throws IOException, CaptureException {
        ByteBuffer magic = input.readOrEnd(4, "its first four bytes");
        if (magic == null) {
            throw new CaptureException(
                    Reason.NOT_A_CAPTURE, "the file is empty: name a pcap or pcapng file with a call in it, bytes=0");
        }
        return switch (magic.getInt(0)) {
            case 0xA1B2C3D4 -> new PcapReader(input, ByteOrder.BIG_ENDIAN, 1_000_000);
            case 0xD4C3B2A1 -> new PcapReader(input, ByteOrder.LITTLE_ENDIAN, 1_000_000);
            case 0xA1B23C4D -> new PcapReader(input, ByteOrder.BIG_ENDIAN, 1_000_000_000);
            case 0x4D3CB2A1 -> new PcapReader(input, ByteOrder.LITTLE_ENDIAN, 1_000_000_000);
            case PcapngReader.SECTION_HEADER -> new PcapngReader(input);
            default -> throw notACapture(magic);
        };
    }

    private static CaptureException notACapture(ByteBuffer magic) {
        return unsigned16(magic, 0) == 0x1F8B
                ? new CaptureException(
                        Reason.NOT_A_CAPTURE, "the file is compressed with gzip: unpack it first with gunzip")
                : new CaptureException(
                        Reason.NOT_A_CAPTURE,
                        "the file is neither pcap nor pcapng: name a capture of Wireshark or tcpdump, firstBytes="
                                + HexFormat.of().formatHex(Octets.copyOf(magic)));
    }
}
