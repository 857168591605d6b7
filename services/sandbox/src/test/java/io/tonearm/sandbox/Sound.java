package io.tonearm.sandbox;

import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Samples as the Java platform reads and decodes them: nothing of Tonearm's own is in the way. Stateless. */
final class Sound {

    private static final int RATE = 8_000;

    private Sound() {}

    /** The channels of a WAV file of 16 bits. */
    static short[][] channels(Path wav) throws Exception {
        try (InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(wav));
                AudioInputStream in = AudioSystem.getAudioInputStream(bytes)) {
            int count = in.getFormat().getChannels();
            ByteBuffer samples = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[][] channels = new short[count][samples.limit() / 2 / count];
            for (int i = 0; i < channels[0].length; i++) {
                for (int channel = 0; channel < count; channel++) {
                    channels[channel][i] = samples.getShort();
                }
            }
            return channels;
        }
    }

    /**
     * What a direction sounds like: its G.711 payloads decoded and laid where their RTP timestamps say, from the earliest
     * one on; zero where there is none. One synchronization source.
     */
    static short[] of(CapturedDirection direction) throws IOException {
        int origin = ByteBuffer.wrap(direction.packets().get(0).rtp()).getInt(4);
        Map<Integer, byte[]> payloads = new HashMap<>();
        Map<Integer, Integer> types = new HashMap<>();
        int first = 0;
        int end = 0;
        for (CapturedPacket packet : direction.packets()) {
            if (packet.payloadType() == 0 || packet.payloadType() == 8) {
                int at = ByteBuffer.wrap(packet.rtp()).getInt(4) - origin;
                byte[] payload = Arrays.copyOfRange(packet.rtp(), 12, packet.rtp().length);
                payloads.put(at, payload);
                types.put(at, packet.payloadType());
                first = Math.min(first, at);
                end = Math.max(end, at + payload.length);
            }
        }
        short[] samples = new short[end - first];
        for (Map.Entry<Integer, byte[]> entry : payloads.entrySet()) {
            short[] decoded = decode(entry.getValue(), types.get(entry.getKey()) == 0 ? Encoding.ULAW : Encoding.ALAW);
            System.arraycopy(decoded, 0, samples, entry.getKey() - first, decoded.length);
        }
        return samples;
    }

    private static short[] decode(byte[] payload, Encoding law) throws IOException {
        AudioFormat coded = new AudioFormat(law, RATE, 8, 1, 1, RATE, false);
        AudioFormat linear = new AudioFormat(Encoding.PCM_SIGNED, RATE, 16, 1, 2, RATE, false);
        try (AudioInputStream in = AudioSystem.getAudioInputStream(
                linear, new AudioInputStream(new ByteArrayInputStream(payload), coded, payload.length))) {
            short[] samples = new short[payload.length];
            ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        }
    }

    /**
     * Where in a channel the samples lie, all of them and nothing else before and after; -1 where they do not.
     *
     * @param most latest position that is tried
     */
    static int positionOf(short[] samples, short[] channel, int most) {
        for (int at = 0; at <= Math.min(most, channel.length - samples.length); at++) {
            if (Arrays.equals(samples, 0, samples.length, channel, at, at + samples.length)
                    && isSilent(channel, 0, at)
                    && isSilent(channel, at + samples.length, channel.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the samples are all zero. */
    static boolean isSilent(short[] samples, int from, int to) {
        for (int i = from; i < to; i++) {
            if (samples[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
