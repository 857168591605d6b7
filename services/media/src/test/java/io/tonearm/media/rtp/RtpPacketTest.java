package io.tonearm.media.rtp;

import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tonearm.media.rtp.MalformedPacketException.Reason;
import io.tonearm.media.seeded.Seeded;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpPacketTest {

    private static byte[] payload(RtpPacket packet) {
        int from = packet.payloadOffset();
        return Arrays.copyOfRange(packet.bytes(), from, from + packet.payloadLength());
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void header_isReadByRfc3550() throws MalformedPacketException {
        RtpPacket packet = RtpPacket.parse(hex("80 88 FFFE 80000001 FEDCBA98 0A0B0C"));

        assertThat(packet.payloadType()).isEqualTo(8);
        assertThat(packet.sequenceNumber()).isEqualTo(65_534);
        assertThat(packet.timestamp()).isEqualTo(0x8000_0001L);
        assertThat(packet.ssrc()).isEqualTo(0xFEDC_BA98L);
        assertThat(payload(packet)).containsExactly(10, 11, 12);
    }

    @Test
    void fixedHeaderAlone_hasNoPayload() throws MalformedPacketException {
        assertThat(RtpPacket.parse(hex("80 00 0001 00000002 00000003")).payloadLength())
                .isZero();
    }

    @Test
    void contributingSources_areNoPayload() {
        RtpPacket packet =
                rtp().contributors(1, 2, 3).payload(new byte[] {9, 8}).packet();

        assertThat(packet.payloadOffset()).isEqualTo(24);
        assertThat(payload(packet)).containsExactly(9, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void headerExtension_isNoPayload(int words) {
        RtpPacket packet = rtp().contributors(7)
                .extension(words)
                .payload(new byte[] {9, 8})
                .packet();

        assertThat(packet.payloadOffset()).isEqualTo(20 + 4 * words);
        assertThat(payload(packet)).containsExactly(9, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 255})
    void padding_isNoPayload(int bytes) {
        assertThat(payload(rtp().extension(1)
                        .payload(new byte[] {9, 8})
                        .padding(bytes)
                        .packet()))
                .containsExactly(9, 8);
    }

    @Test
    void paddingOfAllThatFollowsTheHeader_leavesAnEmptyPayload() {
        assertThat(rtp().padding(3).packet().payloadLength()).isZero();
    }

    static Stream<Arguments> malformed() {
        byte[] tooLong = new byte[RtpPacket.MOST_BYTES + 1];
        tooLong[0] = (byte) 0x80;
        return Stream.of(
                Arguments.of(Reason.TOO_SHORT, new byte[0]),
                Arguments.of(Reason.TOO_SHORT, hex("80 00 0001 00000002 000000")),
                Arguments.of(Reason.TOO_LONG, tooLong),
                Arguments.of(Reason.WRONG_VERSION, hex("40 00 0001 00000002 00000003")),
                Arguments.of(Reason.WRONG_VERSION, hex("C0 00 0001 00000002 00000003")),
                Arguments.of(Reason.WRONG_VERSION, hex("00 01 0001 00000002 00000003")),
                Arguments.of(Reason.RTCP, hex("80 C8 0006 00000002 00000003")),
                Arguments.of(Reason.RTCP, hex("81 C0 0006 00000002 00000003")),
                Arguments.of(Reason.RTCP, hex("81 DF 0006 00000002 00000003")),
                Arguments.of(Reason.HEADER_OVERRUN, hex("81 00 0001 00000002 00000003 000000")),
                Arguments.of(Reason.HEADER_OVERRUN, hex("90 00 0001 00000002 00000003 BEDE00")),
                Arguments.of(Reason.HEADER_OVERRUN, hex("90 00 0001 00000002 00000003 BEDE0001 000000")),
                Arguments.of(Reason.HEADER_OVERRUN, hex("9F 00 0001 00000002 00000003 BEDE0001")),
                Arguments.of(Reason.WRONG_PADDING, hex("A0 00 0001 00000002 00000003 0000")),
                Arguments.of(Reason.WRONG_PADDING, hex("A0 00 0001 00000002 00000003 0003")),
                Arguments.of(Reason.WRONG_PADDING, hex("A1 00 0001 00000002 00000003 00000001")));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedPacket_isRefusedWithItsReason(Reason reason, byte[] bytes) {
        MalformedPacketException refused =
                catchThrowableOfType(MalformedPacketException.class, () -> RtpPacket.parse(bytes));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining("value=");
        assertThat(refused.getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80 BF", "80 E0", "80 7F", "80 FF"})
    void secondByteNextToTheRtcpTypes_isRtp(String beginning) throws MalformedPacketException {
        assertThat(RtpPacket.parse(hex(beginning + "0001 00000002 00000003")).payloadLength())
                .isZero();
    }

    @Test
    void longestDatagram_isAPacket() throws MalformedPacketException {
        byte[] bytes = new byte[RtpPacket.MOST_BYTES];
        bytes[0] = (byte) 0x80;

        assertThat(RtpPacket.parse(bytes).payloadLength()).isEqualTo(65_495);
    }

    @Test
    void packets_areEqualByTheirBytes() {
        RtpPacket packet = rtp().marker().ssrc(7).payload(new byte[] {1}).packet();

        assertThat(packet)
                .isEqualTo(rtp().marker().ssrc(7).payload(new byte[] {1}).packet())
                .hasSameHashCodeAs(
                        rtp().marker().ssrc(7).payload(new byte[] {1}).packet())
                .isNotEqualTo(rtp().ssrc(7).payload(new byte[] {1}).packet());
    }

    @Test
    void text_tellsTheHeaderButNoAudio() {
        assertThat(rtp().ssrc(7).sequenceNumber(5).payload(new byte[] {99}).packet())
                .hasToString("RtpPacket[ssrc=7, sequenceNumber=5, timestamp=0, payloadType=0, payloadLength=1]");
    }

    @Seeded(runs = 2000)
    void anyBytes_areRefusedOrHaveTheirPayloadWithinThem(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextInt(4) > 0) {
            bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
        }
        try {
            RtpPacket packet = RtpPacket.parse(bytes);

            assertThat(packet.payloadOffset()).isBetween(12, bytes.length);
            assertThat(packet.payloadOffset() + packet.payloadLength()).isBetween(12, bytes.length);
        } catch (MalformedPacketException e) {
            assertThat(e.reason()).isNotNull();
        }
    }
}
