package io.tonearm.devkit.capture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads captures of other people's equipment from the folder that the system property {@code tonearm.captures} names. */
class CaptureReaderCapturesIT {

    private static CapturedCall read(String name) throws Exception {
        String folder = System.getProperty("tonearm.captures", "");
        assertThat(folder)
                .as("tonearm.captures must name the folder with the captures")
                .isNotEmpty();
        return CaptureReader.read(Path.of(folder, name));
    }

    private static Map<Integer, Long> packetsByType(CapturedDirection direction) {
        return direction.packets().stream().collect(groupingBy(CapturedPacket::payloadType, counting()));
    }

    @ParameterizedTest
    @CsvSource({
        "siptester-pcma-30ms-7s.pcap, 8, PCMA, 236, 252, 7.0",
        "siprec-pcma-20ms-110s.pcap, 8, PCMA, 5535, 172, 110.7",
        "siprec-g722-20ms-108s.pcap, 9, G722, 5413, 172, 108.3"
    })
    void oneWayCapture_givesEveryPacket(String name, int type, String encoding, int packets, int bytes, double seconds)
            throws Exception {
        CapturedCall call = read(name);

        assertThat(call.directions()).hasSize(1);
        CapturedDirection direction = call.directions().get(0);
        assertThat(packetsByType(direction)).isEqualTo(Map.of(type, (long) packets));
        assertThat(direction.payloadTypes())
                .containsOnly(Map.entry(type, new CapturedPayloadType(type, encoding, 8000, 1)));
        assertThat(direction.packets())
                .allSatisfy(packet -> assertThat(packet.rtp()).hasSize(bytes));
        assertThat((call.lastMicros() - call.firstMicros()) / 1e6).isCloseTo(seconds, within(0.1));
        assertThat(call.counts().ignoredFlows()).isZero();
    }

    @Test
    void digitsAmongAudio_areOfTheSameDirection() throws Exception {
        CapturedCall call = read("siprec-pcmu-rfc4733-43s.pcap");

        // The two packets that the file holds beyond these are quotations in ICMP errors.
        assertThat(packetsByType(call.directions().get(0))).isEqualTo(Map.of(0, 2_071L, 101, 94L));
        assertThat(call.directions().get(0).unexplainedPayloadTypes()).containsExactly(101);
        assertThat(call.counts().otherFrames()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "4", "9", "pound", "star"})
    void digit_givesItsTenPackets(String digit) throws Exception {
        CapturedCall call = read("siptester-rfc4733-" + digit + ".pcap");

        assertThat(packetsByType(call.directions().get(0))).isEqualTo(Map.of(101, 10L));
    }

    @Test
    void dynamicTypeWithoutSignalling_isUnexplained() throws Exception {
        CapturedCall call = read("asterisk-opus-48k-60s.pcapng");

        assertThat(packetsByType(call.directions().get(0))).isEqualTo(Map.of(107, 3_000L));
        assertThat(call.directions().get(0).unexplainedPayloadTypes()).containsExactly(107);
    }

    @Test
    void oneWayCallOnLoopback_isIncomingBySignalling() throws Exception {
        CapturedCall call = read("pkts-sip-pcmu-10s.pcap");

        assertThat(call.callId()).isEqualTo("1-7879@127.0.0.1");
        assertThat(call.outgoing()).isNull();
        assertThat(call.incoming()).isNotNull();
        assertThat(packetsByType(call.incoming())).isEqualTo(Map.of(0, 501L));
        assertThat(call.counts().sipMessages()).isEqualTo(6);
    }

    @Test
    void twoWayCall_givesBothDirections() throws Exception {
        CapturedCall call = read("synthetic-sip-pcma-2way-15s.pcap");

        assertThat(call.callId()).isEqualTo("call-1@10.0.0.1");
        assertThat(call.incoming()).isNotNull();
        assertThat(call.outgoing()).isNotNull();
        assertThat(call.incoming().source().getPort()).isEqualTo(20_000);
        assertThat(packetsByType(call.incoming())).isEqualTo(Map.of(8, 750L));
        assertThat(packetsByType(call.outgoing())).isEqualTo(Map.of(8, 750L));
    }
}
