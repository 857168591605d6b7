package io.tonearm.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * The loudest sample of each of some equal stretches of a WAV file, for each channel: what a picture of it needs. Immutable
 * but for its arrays.
 *
 * @param channels one array per channel, 0 to 32,768 for each stretch
 */
record WavPeaks(List<int[]> channels) {

    private static final int BLOCK_FRAMES = 4_096;

    /**
     * Reads a file from begin to end in small pieces.
     *
     * @param stretches into how many the file is divided
     * @throws IOException where it cannot be read, or is no WAV file
     */
    static WavPeaks of(Path file, int stretches) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                AudioInputStream coded = AudioSystem.getAudioInputStream(bytes);
                AudioInputStream linear = AudioSystem.getAudioInputStream(AudioFormat.Encoding.PCM_SIGNED, coded)) {
            return read(linear, stretches);
        } catch (UnsupportedAudioFileException e) {
            throw new IOException("expected a WAV file, file=" + file, e);
        }
    }

    private static WavPeaks read(AudioInputStream in, int stretches) throws IOException {
        AudioFormat format = in.getFormat();
        int channels = format.getChannels();
        long frames = Math.max(1, in.getFrameLength());
        List<int[]> peaks = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            peaks.add(new int[stretches]);
        }
        byte[] block = new byte[BLOCK_FRAMES * format.getFrameSize()];
        ByteOrder order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long frame = 0;
        for (int bytes = in.readNBytes(block, 0, block.length);
                bytes > 0;
                bytes = in.readNBytes(block, 0, block.length)) {
            ByteBuffer samples = ByteBuffer.wrap(block, 0, bytes).order(order);
            while (samples.remaining() >= format.getFrameSize()) {
                int stretch = (int) Math.min(stretches - 1, frame * stretches / frames);
                for (int[] peak : peaks) {
                    peak[stretch] = Math.max(peak[stretch], Math.abs((int) samples.getShort()));
                }
                frame++;
            }
        }
        return new WavPeaks(List.copyOf(peaks));
    }

    @Override
    public String toString() {
        return "WavPeaks" + channels.stream().map(Arrays::toString).toList();
    }
}
