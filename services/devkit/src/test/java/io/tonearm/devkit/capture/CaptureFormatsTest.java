package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.PcapWriter.START_MICROS;
import static io.tonearm.devkit.capture.Wire.bytes;
import static io.tonearm.devkit.capture.Wire.concat;
import static io.tonearm.devkit.capture.Wire.ethernet;
import static io.tonearm.devkit.capture.Wire.frame;
import static io.tonearm.devkit.capture.Wire.ip;
import static io.tonearm.devkit.capture.Wire.rtp;
import static io.tonearm.devkit.capture.Wire.typed;
import static io.tonearm.devkit.capture.Wire.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFormatsTest {

    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    private static byte[] packet(int sequenceNumber) {
        return ip(A, B, 17, udp(4000, 5000, rtp(1, sequenceNumber, 0)));
    }

    private static void assertThreePackets(CapturedCall call, long spacingMicros) {
        List<CapturedPacket> packets = call.directions().get(0).packets();
        assertThat(packets).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(packets.get(i).rtp()).isEqualTo(rtp(1, i, 0));
            assertThat(packets.get(i).capturedAtMicros()).isEqualTo(START_MICROS + i * spacingMicros);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void pcap_isReadInBothByteOrdersAndPrecisions(boolean bigEndian, boolean nanoseconds) throws Exception {
        PcapWriter pcap = new PcapWriter(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, nanoseconds, 1);
        for (int i = 0; i < 3; i++) {
            pcap.frame(START_MICROS + i * 20_001L, ethernet(packet(i)));
        }

        assertThreePackets(pcap.read(), 20_001);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pcapng_isReadInBothByteOrders(boolean bigEndian) throws Exception {
        PcapngWriter pcapng = new PcapngWriter()
                .section(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .onInterface(1);
        for (int i = 0; i < 3; i++) {
            pcapng.enhanced(0, START_MICROS + i * 20_001L, ethernet(packet(i)));
        }

        assertThreePackets(pcapng.read(), 20_001);
    }

    @Test
    void pcapngInterfacesAndSections_keepTheirOwnLinkTypeAndTimes() throws Exception {
        // Given
        long startSeconds = START_MICROS / 1_000_000;
        PcapngWriter pcapng = new PcapngWriter()
                .section(ByteOrder.LITTLE_ENDIAN)
                .onInterface(1)
                .onInterface(101, 9, 0)
                .enhanced(1, START_MICROS * 1_000, packet(0))
                .block(5, ByteBuffer.allocate(24))
                .section(ByteOrder.BIG_ENDIAN)
                .onInterface(101, 0x80 | 10, startSeconds)
                .enhanced(0, 1_024, packet(1))
                .obsolete(0, 2 * 1_024, packet(2));

        // When
        CapturedCall call = pcapng.read();

        // Then
        assertThreePackets(call, 1_000_000);
    }

    static Stream<Arguments> links() {
        byte[] vlan = bytes(0x81, 0, 0, 5);
        byte[] service = bytes(0x88, 0xA8, 0, 7);
        byte[] addresses = new byte[12];
        return Stream.of(
                Arguments.of("Ethernet", 1, addresses, typed(new byte[] {0x45})),
                Arguments.of("VLAN", 1, concat(addresses, vlan), typed(new byte[] {0x45})),
                Arguments.of("QinQ", 1, concat(addresses, service, vlan), typed(new byte[] {0x45})),
                Arguments.of("Linux cooked", 113, new byte[14], typed(new byte[] {0x45})),
                Arguments.of("Linux cooked 2", 276, concat(bytes(8, 0), new byte[18]), new byte[] {0x45}),
                Arguments.of("raw", 101, new byte[0], new byte[] {0x45}),
                Arguments.of("raw IPv4", 228, new byte[0], new byte[] {0x45}),
                Arguments.of("null", 0, bytes(2, 0, 0, 0), new byte[] {0x45}),
                Arguments.of("loop", 108, bytes(0, 0, 0, 2), new byte[] {0x45}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    void linkHeader_isRemoved(String name, int linkType, byte[] header, byte[] typeAndVersion) throws Exception {
        PcapWriter pcap = new PcapWriter(ByteOrder.LITTLE_ENDIAN, false, linkType);
        byte[] type = typeAndVersion.length == 1 ? new byte[0] : bytes(typeAndVersion[0], typeAndVersion[1]);
        for (int i = 0; i < 3; i++) {
            pcap.frame(START_MICROS + i * 20_000L, concat(header, type, packet(i)));
        }

        assertThreePackets(pcap.read(), 20_000);
    }

    @Test
    void linkPaddingAndIpOptions_areNoPartOfTheDatagram() throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        for (int i = 0; i < 3; i++) {
            byte[] plain = packet(i);
            byte[] header = Arrays.copyOf(plain, 20);
            header[0] = 0x46;
            header[3] = (byte) (header[3] + 4);
            byte[] datagram = Arrays.copyOfRange(plain, 20, plain.length);
            byte[] padded = concat(header, bytes(1, 1, 1, 0), datagram, new byte[6]);
            pcap.frame(START_MICROS + i * 20_000L, ethernet(padded));
        }

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThreePackets(call, 20_000);
    }

    @Test
    void ipv6ExtensionHeaders_arePassedOver() throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        byte[] extensions =
                concat(bytes(60, 0, 1, 4, 0, 0, 0, 0), bytes(51, 1), new byte[14], bytes(17, 1), new byte[10]);
        for (int i = 0; i < 3; i++) {
            byte[] payload = concat(extensions, udp(4000, 5000, rtp(1, i, 0)));
            pcap.frame(START_MICROS + i * 20_000L, ethernet(ip("2001:db8::1", "2001:db8::2", 0, payload)));
        }

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThreePackets(call, 20_000);
        assertThat(call.directions().get(0).source().getAddress().getHostAddress())
                .isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fragmentsInAnyOrder_arePutTogether(boolean version6) throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        for (int i = 0; i < 3; i++) {
            byte[] datagram = udp(4000, 5000, rtp(1, i, 0));
            byte[] begin = Arrays.copyOf(datagram, 80);
            byte[] end = Arrays.copyOfRange(datagram, 80, datagram.length);
            long micros = START_MICROS + i * 20_000L;
            for (boolean last : List.of(true, false)) {
                byte[] part = last ? end : begin;
                int offset = last ? 80 : 0;
                byte[] fragment = version6
                        ? Wire.ipv6Fragment("2001:db8::1", "2001:db8::2", 17, i, offset, !last, part)
                        : Wire.ipv4Fragment(A, B, 17, i, offset, !last, part);
                pcap.frame(micros, ethernet(fragment));
            }
        }

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThreePackets(call, 20_000);
        assertThat(call.counts().lostFragments()).isZero();
    }

    @Test
    void fragmentsWithoutTheirRest_areCounted() throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        for (int i = 0; i < 3; i++) {
            pcap.frame(START_MICROS + i * 20_000L, ethernet(packet(i)));
        }
        for (int i = 0; i < 100; i++) {
            pcap.frame(START_MICROS, ethernet(Wire.ipv4Fragment(A, B, 17, i, 0, true, new byte[80])));
        }

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThreePackets(call, 20_000);
        assertThat(call.counts().lostFragments()).isEqualTo(100);
    }

    @Test
    void oldestOpenPacket_givesWayToMoreThan64() throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        byte[] datagram = udp(4000, 5000, rtp(1, 0, 0));
        for (int i = 0; i < 66; i++) {
            byte[] begin = Arrays.copyOf(datagram, 80);
            pcap.frame(START_MICROS, ethernet(Wire.ipv4Fragment(A, B, 17, i, 0, true, begin)));
        }
        for (int i : new int[] {2, 3, 65, 1}) {
            byte[] end = Arrays.copyOfRange(udp(4000, 5000, rtp(1, i, 0)), 80, datagram.length);
            pcap.frame(START_MICROS, ethernet(Wire.ipv4Fragment(A, B, 17, i, 80, false, end)));
        }
        for (int i = 1; i < 4; i++) {
            pcap.frame(START_MICROS, ethernet(packet(i)));
        }

        // When
        CaptureCounts counts = pcap.read().counts();

        // Then
        assertThat(counts.rtpPackets()).isEqualTo(6);
        assertThat(counts.lostFragments()).isEqualTo(66 + 4 - 6);
    }

    @Test
    void offloadedPacketsWithoutLengths_reachToTheFramesEnd() throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        for (int i = 0; i < 3; i++) {
            byte[] packet = packet(i);
            packet[2] = 0;
            packet[3] = 0;
            packet[24] = 0;
            packet[25] = 0;
            pcap.frame(START_MICROS + i * 20_000L, ethernet(packet));
        }

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThreePackets(call, 20_000);
    }

    @Test
    void everyFrame_isCounted() throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        for (int i = 0; i < 3; i++) {
            pcap.frame(START_MICROS + i * 20_000L, ethernet(packet(i)));
        }
        pcap.frame(START_MICROS, frame("192.0.2.1:4000", "192.0.2.2:5000", Wire.stun()));
        pcap.frame(START_MICROS, frame("192.0.2.1:4001", "192.0.2.2:5001", Wire.rtcp()));
        pcap.frame(START_MICROS, ethernet(ip(A, B, 1, new byte[64])));
        pcap.frame(START_MICROS, concat(new byte[12], bytes(8, 6), new byte[28]));

        // When
        CaptureCounts counts = pcap.read().counts();

        // Then
        assertThat(counts).isEqualTo(new CaptureCounts(7, 0, 3, 0, 0, 2, 2, 0, 0));
    }
}
