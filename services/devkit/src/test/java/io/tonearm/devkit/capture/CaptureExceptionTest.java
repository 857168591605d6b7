package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.PcapWriter.START_MICROS;
import static io.tonearm.devkit.capture.Wire.bytes;
import static io.tonearm.devkit.capture.Wire.frame;
import static io.tonearm.devkit.capture.Wire.rtp;
import static io.tonearm.devkit.capture.Wire.sdp;
import static io.tonearm.devkit.capture.Wire.sip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tonearm.devkit.capture.CaptureException.Reason;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureExceptionTest {

    private static final String A = "192.0.2.1:4000";
    private static final String B = "192.0.2.2:5000";

    private static PcapWriter threePackets() {
        PcapWriter pcap = new PcapWriter();
        for (int i = 0; i < 3; i++) {
            pcap.frame(START_MICROS + i * 20_000L, frame(A, B, rtp(1, i, 0)));
        }
        return pcap;
    }

    private static void assertRefused(byte[] capture, Reason reason, String... words) {
        CaptureException refusal = catchThrowableOfType(
                CaptureException.class, () -> CaptureReader.read(new ByteArrayInputStream(capture)));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.getMessage()).contains(words);
    }

    @Test
    void fileEndingWithinAPacket_isTruncatedAtThatPacket() {
        byte[] whole = threePackets().bytes();

        assertRefused(Arrays.copyOf(whole, whole.length - 1), Reason.TRUNCATED, "packet 3", "editcap");
        assertRefused(Arrays.copyOf(whole, 24 + 10), Reason.TRUNCATED, "packet 1");
        assertRefused(Arrays.copyOf(whole, 10), Reason.TRUNCATED, "file header");
    }

    @Test
    void pcapngEndingWithinABlock_isTruncatedAfterItsLastPacket() {
        byte[] whole = new PcapngWriter()
                .section(ByteOrder.LITTLE_ENDIAN)
                .onInterface(1)
                .enhanced(0, START_MICROS, frame(A, B, rtp(1, 0, 0)))
                .enhanced(0, START_MICROS, frame(A, B, rtp(1, 1, 0)))
                .bytes();

        assertRefused(Arrays.copyOf(whole, whole.length - 1), Reason.TRUNCATED, "after packet 1");
        assertRefused(Arrays.copyOf(whole, 20), Reason.TRUNCATED, "before packet 1");
    }

    @Test
    void otherFiles_areNoCaptures() {
        assertRefused(new byte[0], Reason.NOT_A_CAPTURE, "empty");
        assertRefused("RIFF0000WAVE".getBytes(ISO_8859_1), Reason.NOT_A_CAPTURE, "neither pcap nor pcapng", "52494646");
        assertRefused(bytes(0x1F, 0x8B, 8, 0), Reason.NOT_A_CAPTURE, "gunzip");
    }

    @Test
    void lengthsThatCannotBe_areDamage() {
        byte[] pcap = threePackets().bytes();
        pcap[24 + 11] = 0x7F;
        byte[] pcapng = new PcapngWriter().section(ByteOrder.BIG_ENDIAN).bytes();
        pcapng[pcapng.length - 1]++;

        assertRefused(pcap, Reason.DAMAGED, "packet 1", "capturedBytes=");
        assertRefused(pcapng, Reason.DAMAGED, "repeatedBlockBytes=29");
        assertRefused(
                new PcapngWriter()
                        .section(ByteOrder.BIG_ENDIAN)
                        .enhanced(3, 0, new byte[0])
                        .bytes(),
                Reason.DAMAGED,
                "interface=3");
    }

    @Test
    void noAudio_saysWhatIsThereInstead() {
        byte[] invite = sip(
                "INVITE sip:b@example.com SIP/2.0",
                "call-1",
                "a",
                "",
                "1 INVITE",
                sdp("192.0.2.1", "m=audio 4000 RTP/AVP 0"));

        assertRefused(new PcapWriter().bytes(), Reason.NO_AUDIO, "holds no packets");
        assertRefused(
                new PcapWriter()
                        .frame(START_MICROS, frame(A, B, Wire.stun()))
                        .frame(START_MICROS, frame(A, B, Wire.rtcp()))
                        .frame(START_MICROS, frame(A, B, rtp(1, 1, 0)))
                        .bytes(),
                Reason.NO_AUDIO,
                "frames=3",
                "otherDatagrams=3");
        assertRefused(
                new PcapWriter().frame(START_MICROS, frame(A, B, invite)).bytes(),
                Reason.NO_AUDIO,
                "sipMessages=1",
                "announced=192.0.2.1:4000");
    }

    @Test
    void packetsCutByASnapLength_areTruncated() {
        PcapWriter headersOnly = new PcapWriter();
        PcapWriter oneCut = threePackets();
        for (int i = 3; i < 6; i++) {
            byte[] frame = frame(A, B, rtp(1, i, 0));
            headersOnly.frame(START_MICROS, frame, 48);
            oneCut.frame(START_MICROS, frame, i == 3 ? 68 : frame.length);
        }

        assertRefused(headersOnly.bytes(), Reason.TRUNCATED, "snap length", "cutPackets=3");
        assertRefused(oneCut.bytes(), Reason.TRUNCATED, "snap length", "cutPackets=1");
    }

    @Test
    void unknownLink_isNamed() {
        byte[] wlan = new PcapWriter(ByteOrder.LITTLE_ENDIAN, false, 127)
                .frame(START_MICROS, new byte[60])
                .bytes();

        assertRefused(wlan, Reason.UNSUPPORTED_LINK_TYPE, "linkType=127", "unreadFrames=1");
    }

    @Test
    void packetsWithoutTimes_areRefused() {
        PcapngWriter pcapng =
                new PcapngWriter().section(ByteOrder.LITTLE_ENDIAN).onInterface(1);
        for (int i = 0; i < 3; i++) {
            pcapng.simple(frame(A, B, rtp(1, i, 0)));
        }

        assertRefused(pcapng.bytes(), Reason.NO_CAPTURE_TIMES, "untimedPackets=3");
    }

    @Test
    void encryptedAudio_isRefused() {
        byte[] invite = sip(
                "INVITE sip:b@example.com SIP/2.0",
                "call-1",
                "a",
                "",
                "1 INVITE",
                sdp("192.0.2.1", "m=audio 4000 RTP/SAVP 0"));
        PcapWriter pcap = threePackets().frame(START_MICROS, frame("192.0.2.1:5060", "192.0.2.2:5060", invite));

        assertRefused(pcap.bytes(), Reason.ENCRYPTED, "SRTP", "callId=call-1");
    }

    @Test
    void endlessFlows_areTooLarge() {
        PcapWriter pcap = new PcapWriter();
        for (int port = 1; port < 16_400; port++) {
            pcap.frame(START_MICROS, frame("192.0.2.1:" + port, B, rtp(1, 1, 0)));
        }

        assertRefused(pcap.bytes(), Reason.TOO_LARGE, "flows", "most=16384");
    }

    @Test
    void moreRtpThanIsHeld_isTooLarge() throws Exception {
        CaptureContents contents = new CaptureContents(2 * (172 + 64));
        LinkFrame frame = new LinkFrame(START_MICROS, true, 1, ByteBuffer.wrap(frame(A, B, rtp(1, 0, 0))));
        contents.accept(frame);
        contents.accept(frame);

        assertThat(catchThrowableOfType(CaptureException.class, () -> contents.accept(frame)))
                .hasMessageContaining("most=472")
                .extracting(CaptureException::reason)
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void endlessCalls_areTooLarge() {
        PcapWriter pcap = new PcapWriter();
        for (int call = 0; call <= 256; call++) {
            byte[] invite = sip("INVITE sip:b@example.com SIP/2.0", "call-" + call, "a", "", "1 INVITE", "");
            pcap.frame(START_MICROS, frame(A, B, invite));
        }

        assertRefused(pcap.bytes(), Reason.TOO_LARGE, "calls", "most=256");
    }

    @Test
    void unreadableFile_isNamed(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing.pcap");
        Path whole = Files.write(folder.resolve("whole.pcap"), threePackets().bytes());

        assertThat(catchThrowableOfType(CaptureException.class, () -> CaptureReader.read(missing)))
                .hasMessageContaining("file=" + missing)
                .extracting(CaptureException::reason)
                .isEqualTo(Reason.NOT_READABLE);
        assertThat(catchThrowableOfType(CaptureException.class, () -> CaptureReader.read(folder)))
                .extracting(CaptureException::reason)
                .isEqualTo(Reason.NOT_READABLE);
        assertThat(CaptureReader.read(whole).counts().rtpPackets()).isEqualTo(3);
    }
}
