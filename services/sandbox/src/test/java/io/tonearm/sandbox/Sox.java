package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What sox makes of G.711 payloads. Fails where sox is not installed. Stateless. */
final class Sox {

    private static final int MOST_SAMPLES = 8_000 * 3_600;

    private Sox() {}

    /** A direction's payloads of one law, laid where their RTP timestamps say and decoded by sox; zero where there is none. */
    static short[] decoded(CapturedDirection direction, Path folder) throws IOException, InterruptedException {
        int origin = Integer.MAX_VALUE;
        int law = -1;
        for (CapturedPacket packet : direction.packets()) {
            if (packet.payloadType() == 0 || packet.payloadType() == 8) {
                origin = Math.min(
                        origin,
                        timestamp(packet) - timestamp(direction.packets().get(0)));
                law = packet.payloadType();
            }
        }
        byte[] coded = new byte[MOST_SAMPLES];
        boolean[] there = new boolean[MOST_SAMPLES];
        int end = 0;
        for (CapturedPacket packet : direction.packets()) {
            if (packet.payloadType() == law) {
                int at = timestamp(packet) - timestamp(direction.packets().get(0)) - origin;
                int length = packet.rtp().length - 12;
                System.arraycopy(packet.rtp(), 12, coded, at, length);
                Arrays.fill(there, at, at + length, true);
                end = Math.max(end, at + length);
            }
        }
        short[] samples = run(Arrays.copyOf(coded, end), law == 0 ? "u-law" : "a-law", folder);
        for (int i = 0; i < end; i++) {
            samples[i] = there[i] ? samples[i] : 0;
        }
        return samples;
    }

    private static int timestamp(CapturedPacket packet) {
        return ByteBuffer.wrap(packet.rtp()).getInt(4);
    }

    private static short[] run(byte[] coded, String law, Path folder) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("coded.raw"), coded);
        Path out = folder.resolve("decoded.raw");
        Process sox = new ProcessBuilder(
                        "sox",
                        "-t",
                        "raw",
                        "-r",
                        "8000",
                        "-c",
                        "1",
                        "-e",
                        law,
                        "-b",
                        "8",
                        in.toString(),
                        "-t",
                        "raw",
                        "-e",
                        "signed",
                        "-b",
                        "16",
                        "-L",
                        out.toString())
                .inheritIO()
                .start();
        assertThat(sox.waitFor()).as("exit code of sox").isZero();
        short[] samples = new short[coded.length];
        ByteBuffer.wrap(Files.readAllBytes(out))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }
}
