package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileEncodingTest {

    @ParameterizedTest
    @CsvSource({
        "PCM_16, 1, 2, 0000 FF7F 0080 0100 FFFF",
        "MULAW,  7, 1, FF 80 00 FF 7F",
        "ALAW,   6, 1, D5 AA 2A D5 55",
    })
    void samples_areWrittenOneBehindTheOther(FileEncoding encoding, int formatTag, int bytesPerSample, String hex) {
        short[] samples = {0, Short.MAX_VALUE, Short.MIN_VALUE, 1, -1, 99};
        byte[] target = new byte[5 * bytesPerSample];

        encoding.encode(samples, 5, target, 0, bytesPerSample);

        assertThat(target).isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(encoding.formatTag()).isEqualTo(formatTag);
        assertThat(encoding.bytesPerSample()).isEqualTo(bytesPerSample);
    }

    @Test
    void twoChannels_areInterleavedByTwoCalls() {
        byte[] linear = new byte[10];
        FileEncoding.PCM_16.encode(new short[] {0x0102, 0x0304}, 2, linear, 1, 4);
        FileEncoding.PCM_16.encode(new short[] {0x0506, 0x0708}, 2, linear, 3, 4);
        assertThat(linear).containsExactly(0, 2, 1, 6, 5, 4, 3, 8, 7, 0);

        byte[] companded = new byte[4];
        FileEncoding.MULAW.encode(new short[] {0, 0}, 2, companded, 0, 2);
        FileEncoding.MULAW.encode(new short[] {32124, 32124}, 2, companded, 1, 2);
        assertThat(companded).containsExactly(0xFF, 0x80, 0xFF, 0x80);
    }

    @ParameterizedTest
    @CsvSource({"PCM_16, 1", "MULAW, 0", "ALAW, -1"})
    void overlappingSamples_areRefused(FileEncoding encoding, int stride) {
        assertThatThrownBy(() -> encoding.encode(new short[2], 2, new byte[8], 0, stride))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stride must be at least one sample, stride=" + stride);
    }
}
