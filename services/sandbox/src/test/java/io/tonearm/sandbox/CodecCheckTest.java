package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.devkit.capture.CaptureCounts;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.devkit.capture.CapturedPayloadType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodecCheckTest {

    private static final Map<Integer, CapturedPayloadType> TYPES = Map.of(
            0, new CapturedPayloadType(0, "PCMU", 8_000, 1),
            9, new CapturedPayloadType(9, "G722", 8_000, 1),
            13, new CapturedPayloadType(13, "CN", 8_000, 1),
            96, new CapturedPayloadType(96, "L16", 16_000, 1),
            101, new CapturedPayloadType(101, "telephone-event", 8_000, 1));

    private static CodecCheck check(int... payloadTypes) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_000);
        List<CapturedPacket> packets = Stream.of(payloadTypes)
                .flatMapToInt(java.util.Arrays::stream)
                .mapToObj(type -> {
                    byte[] rtp = new byte[32];
                    rtp[0] = (byte) 0x80;
                    rtp[1] = (byte) type;
                    return new CapturedPacket(0, rtp);
                })
                .toList();
        CapturedDirection direction = new CapturedDirection(address, address, packets, TYPES);
        return CodecCheck.of(new CapturedCall(null, direction, null, new CaptureCounts(0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void g711WithDigitsAndComfortNoise_isFine() {
        CodecCheck check = check(0, 0, 101, 13);

        check.requireAudio();
        assertThat(check.warning()).isEmpty();
    }

    @Test
    void otherCodecAlone_isRefusedByName() {
        assertThatThrownBy(() -> check(9, 9, 101).requireAudio())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("codec=G722/8000")
                .hasMessageContaining("PCMU, PCMA and L16");
    }

    @Test
    void otherSampleRate_isRefused() {
        assertThatThrownBy(() -> check(96).requireAudio()).hasMessageContaining("codec=L16/16000");
    }

    @Test
    void unexplainedType_isRefusedByNumber() {
        assertThatThrownBy(() -> check(107).requireAudio()).hasMessageContaining("payload type 107");
    }

    @Test
    void digitsAlone_areNoAudio() {
        assertThatThrownBy(() -> check(101, 13).requireAudio()).hasMessageContaining("has no audio");
    }

    @Test
    void partOfAnotherCodec_isWarnedOf() {
        CodecCheck check = check(0, 9, 9);

        check.requireAudio();
        assertThat(check.warning())
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("2 packets").contains("G722"));
    }
}
