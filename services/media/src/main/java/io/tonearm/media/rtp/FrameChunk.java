package io.tonearm.media.rtp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A few frames of one track as they are kept in a state store: the packets as received, with what their payload types
 * mean. Encoding and decoding are each other's inverse.
 *
 * <pre>
 * version (1) | formats: count (2), then encoding name, clock rate, channels each | first capture time (8)
 *             | frames: count (2), then capture offset (8), format (2; 0 for none), length (2), packet each
 * </pre>
 */
public final class FrameChunk {

    /** Most frames of a chunk. */
    public static final int MOST_FRAMES = 1000;

    private static final int VERSION = 1;

    private FrameChunk() {}

    /**
     * The bytes of some frames.
     *
     * @param frames 1 to 1,000 frames
     */
    public static byte[] encode(List<RtpFrame> frames) {
        if (frames.isEmpty() || frames.size() > MOST_FRAMES) {
            throw new IllegalArgumentException("a chunk must have 1 to 1,000 frames, frames=" + frames.size());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(frames.size() * 192 + 64);
        List<PayloadFormat> formats = formatsOf(frames);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeShort(formats.size());
            for (PayloadFormat format : formats) {
                out.writeUTF(format.encodingName());
                out.writeInt(format.clockRate());
                out.writeByte(format.channels());
            }
            long first = frames.get(0).capturedAtMicros();
            out.writeLong(first);
            out.writeShort(frames.size());
            for (RtpFrame frame : frames) {
                byte[] packet = frame.packet().bytes();
                out.writeLong(frame.capturedAtMicros() - first);
                out.writeShort(1 + formats.indexOf(frame.format()));
                out.writeShort(packet.length);
                out.write(packet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<PayloadFormat> formatsOf(List<RtpFrame> frames) {
        Set<PayloadFormat> formats = new LinkedHashSet<>();
        for (RtpFrame frame : frames) {
            PayloadFormat format = frame.format();
            if (format != null) {
                formats.add(format);
            }
        }
        return new ArrayList<>(formats);
    }

    /**
     * The frames of a chunk.
     *
     * @throws IllegalArgumentException where the bytes are not what {@link #encode} wrote: the store is damaged
     */
    public static List<RtpFrame> decode(byte[] chunk) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(chunk))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("chunk version must be 1, version=" + version);
            }
            @Nullable PayloadFormat[] formats = new PayloadFormat[1 + in.readUnsignedShort()];
            for (int i = 1; i < formats.length; i++) {
                formats[i] = new PayloadFormat(in.readUTF(), in.readInt(), in.readUnsignedByte());
            }
            long first = in.readLong();
            int count = in.readUnsignedShort();
            List<RtpFrame> frames = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                long capturedAtMicros = first + in.readLong();
                PayloadFormat format = formats[in.readUnsignedShort()];
                byte[] packet = new byte[in.readUnsignedShort()];
                in.readFully(packet);
                frames.add(new RtpFrame(capturedAtMicros, RtpPacket.parse(packet), format));
            }
            if (frames.isEmpty() || in.read() >= 0) {
                throw new IllegalArgumentException("chunk must have frames and nothing behind, frames=" + count);
            }
            return frames;
        } catch (IOException | MalformedPacketException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("chunk must be whole, bytes=" + chunk.length, e);
        }
    }
}
