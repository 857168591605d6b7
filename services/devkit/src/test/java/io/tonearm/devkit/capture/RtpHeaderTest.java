package io.tonearm.devkit.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtpHeaderTest {

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000 FFFE 00000000 DEADBEEF",
                "80BF FFFE 00000000 DEADBEEF",
                "80E0 FFFE 00000000 DEADBEEF",
                "8200 FFFE 00000000 DEADBEEF 11111111 22222222",
                "9000 FFFE 00000000 DEADBEEF BEDE0001 11111111",
                "A000 FFFE 00000000 DEADBEEF 00000004",
                "B100 FFFE 00000000 DEADBEEF 11111111 BEDE0000 000002"
            })
    void packetWhosePartsFit_isRtp(String hex) {
        assertThat(RtpHeader.parse(bytes(hex), true)).isEqualTo(new RtpHeader(0xDEADBEEFL, 0xFFFE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000 FFFE 00000000 DEADBE",
                "4000 FFFE 00000000 DEADBEEF",
                "C000 FFFE 00000000 DEADBEEF",
                "80C0 FFFE 00000000 DEADBEEF",
                "80DF FFFE 00000000 DEADBEEF",
                "8100 FFFE 00000000 DEADBEEF",
                "8200 FFFE 00000000 DEADBEEF 11111111 222222",
                "9000 FFFE 00000000 DEADBEEF BEDE00",
                "9000 FFFE 00000000 DEADBEEF BEDE0001 111111",
                "A000 FFFE 00000000 DEADBEEF 00000000",
                "A000 FFFE 00000000 DEADBEEF 00000005"
            })
    void packetWhosePartsDoNotFit_isNoRtp(String hex) {
        assertThat(RtpHeader.parse(bytes(hex), true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8200 FFFE 00000000 DEADBEEF", "A000 FFFE 00000000 DEADBEEF 00"})
    void packetCutShort_isJudgedByItsFixedHeader(String hex) {
        assertThat(RtpHeader.parse(bytes(hex), false)).isNotNull();
    }
}
