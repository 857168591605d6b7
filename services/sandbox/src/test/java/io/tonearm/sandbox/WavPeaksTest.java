package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavPeaksTest {

    @TempDir
    private Path folder;

    private Path wav(AudioFormat format, byte[] frames) throws IOException {
        Path file = folder.resolve("test.wav");
        long count = frames.length / format.getFrameSize();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(frames), format, count),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    @Test
    void loudestSampleOfEachStretch_isFoundInEachChannel() throws Exception {
        ByteBuffer frames = ByteBuffer.allocate(40_000 * 4).order(ByteOrder.LITTLE_ENDIAN);
        frames.putShort(0, (short) 7).putShort(19_999 * 4, (short) -300);
        frames.putShort(20_000 * 4 + 2, Short.MIN_VALUE).putShort(39_999 * 4, (short) 12);

        WavPeaks peaks = WavPeaks.of(wav(new AudioFormat(8_000, 16, 2, true, false), frames.array()), 4);

        assertThat(peaks.channels().get(0)).containsExactly(7, 300, 0, 12);
        assertThat(peaks.channels().get(1)).containsExactly(0, 0, 32_768, 0);
    }

    @Test
    void compandedSamples_areDecoded() throws Exception {
        AudioFormat format = new AudioFormat(AudioFormat.Encoding.ULAW, 8_000, 8, 1, 1, 8_000, false);

        WavPeaks peaks = WavPeaks.of(wav(format, new byte[] {(byte) 0xFF, 0x00, (byte) 0xFF, (byte) 0xFF}), 2);

        assertThat(peaks.channels()).hasSize(1);
        assertThat(peaks.channels().get(0)).containsExactly(32_124, 0);
    }

    @Test
    void otherFile_isRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("text.wav"), "no sound");

        assertThatThrownBy(() -> WavPeaks.of(file, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.wav");
    }
}
