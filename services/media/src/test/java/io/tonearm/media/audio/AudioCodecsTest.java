package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.rtp.PayloadFormat;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioCodecsTest {

    @ParameterizedTest
    @CsvSource({
        "PCMU,  8000, 1, 00 FF 80,       -32124 0 32124",
        "pcmu,  8000, 1, 80,             32124",
        "PCMA,  8000, 1, 2A D5,          -32256 8",
        "L16,  44100, 1, 0001 7FFF 8000, 1 32767 -32768",
        "l16, 192000, 1, FFFF,           -1",
        "L16,   8000, 2, 0064 00C8 FF9C FF38, 150 -150",
        "L16,   8000, 2, 7FFF 7FFF 8000 8000, 32767 -32768",
        "L16,   8000, 3, 0001 0001 0003, 1",
        "PCMU,  8000, 2, 80 FF 00 FF,    16062 -16062",
    })
    void payload_becomesSamplesOfOneChannel(String name, int clockRate, int channels, String hex, String expected) {
        AudioDecoder decoder = decoder(name, clockRate, channels);
        byte[] payload = bytes(hex);
        short[] samples = new short[decoder.samples(payload.length)];

        assertThat(decoder.decode(payload, 0, payload.length, samples)).isEqualTo(samples.length);
        assertThat(text(samples, samples.length)).isEqualTo(expected);
        assertThat(decoder.sampleRate()).isEqualTo(clockRate);
    }

    @Test
    void payloadWithinALargerArray_isReadAloneAndWrittenToTheBeginning() {
        byte[] packet = bytes("AAAA 0001 0002 BBBB");
        short[] target = {9, 9, 9, 9};

        assertThat(decoder("L16", 8000, 1).decode(packet, 2, 4, target)).isEqualTo(2);
        assertThat(target).containsExactly((short) 1, (short) 2, (short) 9, (short) 9);
    }

    @ParameterizedTest
    @CsvSource({"L16, 1, 3", "L16, 2, 6", "PCMU, 2, 161"})
    void payloadThatEndsWithinASample_givesNone(String name, int channels, int length) {
        AudioDecoder decoder = decoder(name, 8000, channels);
        short[] target = {9};

        assertThat(decoder.samples(length)).isZero();
        assertThat(decoder.decode(new byte[length], 0, length, target)).isZero();
        assertThat(target).containsExactly((short) 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "PCMA", "L16"})
    void emptyPayload_givesNoSamples(String name) {
        assertThat(decoder(name, 8000, 1).decode(new byte[4], 4, 0, new short[0]))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "L16"})
    void payloadOutsideOfItsArrayOrTargetTooSmall_isRefusedBeforeAnythingIsWritten(String name) {
        AudioDecoder decoder = decoder(name, 8000, 1);
        short[] target = new short[1];

        assertThatThrownBy(() -> decoder.decode(new byte[4], 1, 4, new short[8]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> decoder.decode(new byte[] {1, 1, 1, 1}, 0, 4, target))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(target).containsExactly((short) 0);
    }

    @ParameterizedTest
    @CsvSource({
        "opus, 48000, 2",
        "G722, 8000, 1",
        "CN, 8000, 1",
        "telephone-event, 8000, 1",
        "PCMU-WB, 16000, 1",
        "L24, 48000, 1",
        "L16, 7999, 1",
        "PCMU, 1, 1",
        "L16, 192001, 1",
    })
    void otherEncodingOrClockRate_hasNoDecoder(String name, int clockRate, int channels) {
        assertThat(AudioCodecs.decoderFor(new PayloadFormat(name, clockRate, channels)))
                .isEmpty();
    }

    private static AudioDecoder decoder(String name, int clockRate, int channels) {
        return AudioCodecs.decoderFor(new PayloadFormat(name, clockRate, channels))
                .orElseThrow();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String text(short[] samples, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(samples[i]);
        }
        return text.toString();
    }
}
