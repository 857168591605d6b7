package io.tonearm.sandbox;

import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes calls as classic pcap files of raw IPv4 packets, without signalling. Stateless. */
final class CaptureFile {

    private static final int RAW_IP = 101;

    private CaptureFile() {}

    static Path write(CapturedCall call, Path file) throws IOException {
        return Files.write(file, bytes(call));
    }

    static byte[] bytes(CapturedCall call) {
        record Sent(CapturedPacket packet, CapturedDirection direction) {}
        List<Sent> all = new ArrayList<>();
        for (CapturedDirection direction : call.directions()) {
            direction.packets().forEach(packet -> all.add(new Sent(packet, direction)));
        }
        all.sort(Comparator.comparingLong(sent -> sent.packet().capturedAtMicros()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putLong(0);
        out.writeBytes(header.putInt(262_144).putInt(RAW_IP).array());
        for (Sent sent : all) {
            byte[] packet = packet(sent.packet().rtp(), sent.direction());
            long micros = sent.packet().capturedAtMicros();
            ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
            out.writeBytes(record.putInt(packet.length).putInt(packet.length).array());
            out.writeBytes(packet);
        }
        return out.toByteArray();
    }

    private static byte[] packet(byte[] rtp, CapturedDirection direction) {
        ByteBuffer packet = ByteBuffer.allocate(28 + rtp.length);
        packet.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) packet.capacity())
                .putInt(0);
        packet.put((byte) 64).put((byte) 17).putShort((short) 0);
        packet.put(direction.source().getAddress().getAddress());
        packet.put(direction.destination().getAddress().getAddress());
        packet.putShort((short) direction.source().getPort());
        packet.putShort((short) direction.destination().getPort());
        return packet.putShort((short) (8 + rtp.length))
                .putShort((short) 0)
                .put(rtp)
                .array();
    }
}
