package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.PcapWriter.START_MICROS;
import static io.tonearm.devkit.capture.Wire.ethernet;
import static io.tonearm.devkit.capture.Wire.frame;
import static io.tonearm.devkit.capture.Wire.ip;
import static io.tonearm.devkit.capture.Wire.rtp;
import static io.tonearm.devkit.capture.Wire.sdp;
import static io.tonearm.devkit.capture.Wire.sip;
import static io.tonearm.devkit.capture.Wire.udp;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureFuzzTest {

    private static final int FILES_PER_SEED = 2_000;
    private static final List<byte[]> SEEDS = List.of(pcap(), pcapng());

    static LongStream seeds() {
        String seed = System.getProperty("seed", "");
        return seed.isEmpty() ? LongStream.of(1, 2, 3, new Random().nextLong()) : LongStream.of(Long.parseLong(seed));
    }

    private static byte[] pcap() {
        PcapWriter pcap = new PcapWriter();
        frames().forEach(frame -> pcap.frame(START_MICROS, frame));
        return pcap.bytes();
    }

    private static byte[] pcapng() {
        PcapngWriter pcapng =
                new PcapngWriter().section(ByteOrder.LITTLE_ENDIAN).onInterface(1, 9, 5);
        frames().forEach(frame -> pcapng.enhanced(0, START_MICROS * 1_000, frame));
        return pcapng.simple(frames().get(0)).bytes();
    }

    private static List<byte[]> frames() {
        String description = sdp("192.0.2.1", "m=audio 4000 RTP/AVP 0 96", "a=rtpmap:96 opus/48000/2");
        byte[] invite = sip("INVITE sip:b SIP/2.0", "call-1", "a", "", "1 INVITE", description);
        byte[] datagram = udp(4000, 5000, rtp(1, 4, 0));
        return List.of(
                frame("192.0.2.1:5060", "192.0.2.2:5060", invite),
                frame("192.0.2.1:4000", "192.0.2.2:5000", rtp(1, 1, 0)),
                frame("192.0.2.1:4000", "192.0.2.2:5000", rtp(1, 2, 96)),
                frame("192.0.2.1:4000", "192.0.2.2:5000", rtp(1, 3, 0)),
                ethernet(Wire.ipv4Fragment(
                        "192.0.2.1", "192.0.2.2", 17, 9, 80, false, Arrays.copyOfRange(datagram, 80, 180))),
                ethernet(Wire.ipv4Fragment("192.0.2.1", "192.0.2.2", 17, 9, 0, true, Arrays.copyOf(datagram, 80))),
                ethernet(ip("2001:db8::1", "2001:db8::2", 17, datagram)),
                ethernet(Wire.ipv6Fragment("2001:db8::1", "2001:db8::2", 17, 3, 0, true, datagram)));
    }

    private static void assertCallOrRefusal(byte[] file) throws IOException {
        try {
            CapturedCall call = CaptureReader.read(new ByteArrayInputStream(file));
            assertThat(call.counts().rtpPackets()).isPositive();
        } catch (CaptureException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void mutatedCapture_isACallOrARefusal(long seed) throws Exception {
        Random random = new Random(seed);
        for (int n = 0; n < FILES_PER_SEED; n++) {
            byte[] file = SEEDS.get(random.nextInt(SEEDS.size())).clone();
            int changes = 1 + random.nextInt(8);
            for (int i = 0; i < changes; i++) {
                file[random.nextInt(file.length)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
            }
            assertCallOrRefusal(random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void randomBytesAfterAnyMagic_areACallOrARefusal(long seed) throws Exception {
        Random random = new Random(seed);
        for (int n = 0; n < FILES_PER_SEED; n++) {
            byte[] file = new byte[random.nextInt(4_096)];
            random.nextBytes(file);
            byte[] begin = SEEDS.get(random.nextInt(SEEDS.size()));
            System.arraycopy(begin, 0, file, 0, Math.min(file.length, random.nextInt(80)));
            assertCallOrRefusal(file);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void randomFrames_areACallOrARefusal(long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> frames = frames();
        for (int n = 0; n < FILES_PER_SEED / 10; n++) {
            int linkType = List.of(0, 1, 101, 113, 276).get(random.nextInt(5));
            PcapWriter pcap = new PcapWriter(ByteOrder.BIG_ENDIAN, true, linkType);
            for (int i = 0; i < 50; i++) {
                byte[] frame = frames.get(random.nextInt(frames.size())).clone();
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
                frame[random.nextInt(Math.min(60, frame.length))] = (byte) random.nextInt();
                pcap.frame(START_MICROS, frame, random.nextInt(frame.length + 1));
            }
            assertCallOrRefusal(pcap.bytes());
        }
    }
}
