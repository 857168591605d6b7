package io.tonearm.devkit.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pcapng file into memory. Not thread-safe. */
final class PcapngWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    PcapngWriter section(ByteOrder newOrder) {
        order = newOrder;
        ByteBuffer body = body(16).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0);
        return block(0x0A0D0D0A, body.putLong(-1));
    }

    /** An interface with times in microseconds. */
    PcapngWriter onInterface(int linkType) {
        ByteBuffer body = body(8).putShort((short) linkType).putShort((short) 0);
        return block(1, body.putInt(0));
    }

    PcapngWriter onInterface(int linkType, int resolution, long offsetSeconds) {
        ByteBuffer body =
                body(32).putShort((short) linkType).putShort((short) 0).putInt(0);
        body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
        body.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
        return block(1, body);
    }

    PcapngWriter enhanced(int onInterface, long ticks, byte[] frame) {
        return block(6, packet(body(20 + padded(frame)).putInt(onInterface), ticks, frame));
    }

    PcapngWriter obsolete(int onInterface, long ticks, byte[] frame) {
        ByteBuffer body = body(20 + padded(frame)).putShort((short) onInterface).putShort((short) 0);
        return block(2, packet(body, ticks, frame));
    }

    private static ByteBuffer packet(ByteBuffer body, long ticks, byte[] frame) {
        body.putInt((int) (ticks >>> 32)).putInt((int) ticks).putInt(frame.length);
        return body.putInt(frame.length).put(frame);
    }

    PcapngWriter simple(byte[] frame) {
        return block(3, body(4 + padded(frame)).putInt(frame.length).put(frame));
    }

    PcapngWriter block(int type, ByteBuffer body) {
        int bytes = 12 + body.capacity();
        out.writeBytes(Octets.copyOf(body(8).putInt(type).putInt(bytes)));
        out.writeBytes(Octets.copyOf(body));
        out.writeBytes(Octets.copyOf(body(4).putInt(bytes)));
        return this;
    }

    private ByteBuffer body(int bytes) {
        return ByteBuffer.allocate(bytes).order(order);
    }

    private static int padded(byte[] frame) {
        return (frame.length + 3) & ~3;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    CapturedCall read() throws Exception {
        return CaptureReader.read(new ByteArrayInputStream(bytes()));
    }
}
