package io.tonearm.devkit.capture;

import static io.tonearm.devkit.capture.PcapWriter.START_MICROS;
import static io.tonearm.devkit.capture.Wire.ethernet;
import static io.tonearm.devkit.capture.Wire.frame;
import static io.tonearm.devkit.capture.Wire.ip;
import static io.tonearm.devkit.capture.Wire.rtp;
import static io.tonearm.devkit.capture.Wire.sdp;
import static io.tonearm.devkit.capture.Wire.sip;
import static io.tonearm.devkit.capture.Wire.tcp;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapturedCallTest {

    private static final String CALLER = "192.0.2.1:4000";
    private static final String CALLEE = "192.0.2.2:5000";
    private static final String CALLER_SIP = "192.0.2.1:5060";
    private static final String CALLEE_SIP = "192.0.2.2:5060";
    private static final String CALL_ID = "call-1@192.0.2.1";

    private static final byte[] INVITE =
            invite(sdp("192.0.2.1", "m=audio 4000 RTP/AVP 0 96", "a=rtpmap:96 opus/48000/2"));
    private static final byte[] OK =
            ok(sdp("192.0.2.2", "m=audio 5000 RTP/AVP 0 97", "a=rtpmap:97 telephone-event/8000"));

    private static byte[] invite(String description) {
        return sip("INVITE sip:b@example.com SIP/2.0", CALL_ID, "a", "", "1 INVITE", description);
    }

    private static byte[] ok(String description) {
        return sip("SIP/2.0 200 OK", CALL_ID, "a", "b", "1 INVITE", description);
    }

    /** So many packets of 20 ms from a moment on. */
    private static PcapWriter rtpFlow(
            PcapWriter pcap, String from, String to, long ssrc, int payloadType, int packets, long afterMillis) {
        for (int i = 0; i < packets; i++) {
            pcap.frame(START_MICROS + afterMillis * 1_000 + i * 20_000L, frame(from, to, rtp(ssrc, i, payloadType)));
        }
        return pcap;
    }

    private static PcapWriter signalled(byte[] invite, byte[] ok) {
        return new PcapWriter()
                .frame(START_MICROS, frame(CALLER_SIP, CALLEE_SIP, invite))
                .frame(START_MICROS, frame(CALLEE_SIP, CALLER_SIP, ok));
    }

    private static List<Long> ssrcs(@Nullable CapturedDirection direction) {
        assertThat(direction).isNotNull();
        return direction.packets().stream()
                .map(packet -> Octets.unsigned32(ByteBuffer.wrap(packet.rtp()), 8))
                .distinct()
                .toList();
    }

    @Test
    void calleeSpeakingFirst_isOutgoingBySignalling() throws Exception {
        // Given
        PcapWriter pcap = signalled(INVITE, OK);
        rtpFlow(pcap, CALLEE, CALLER, 2, 0, 10, 0);
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 10, 100);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(call.callId()).isEqualTo(CALL_ID);
        assertThat(ssrcs(call.incoming())).containsExactly(1L);
        assertThat(ssrcs(call.outgoing())).containsExactly(2L);
        assertThat(call.counts()).isEqualTo(new CaptureCounts(22, 2, 20, 0, 0, 0, 0, 0, 0));
        assertThat(call.firstMicros()).isEqualTo(START_MICROS);
        assertThat(call.lastMicros()).isEqualTo(START_MICROS + 280_000);
    }

    @Test
    void payloadTypes_areThoseOfBothDescriptionsAndOfRfc3551() throws Exception {
        // Given
        PcapWriter pcap = signalled(INVITE, OK);
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 3, 0);
        rtpFlow(pcap, CALLER, CALLEE, 1, 98, 3, 60);

        // When
        CapturedDirection incoming = pcap.read().incoming();

        // Then
        assertThat(incoming).isNotNull();
        assertThat(incoming.payloadTypes().values())
                .containsExactlyInAnyOrder(
                        new CapturedPayloadType(0, "PCMU", 8000, 1),
                        new CapturedPayloadType(96, "opus", 48000, 2),
                        new CapturedPayloadType(97, "telephone-event", 8000, 1));
        assertThat(incoming.unexplainedPayloadTypes()).containsExactly(98);
    }

    @Test
    void offerInTheAnswer_leavesTheCallerTheCaller() throws Exception {
        // Given
        PcapWriter pcap = signalled(invite(""), ok(sdp("192.0.2.2", "m=audio 5000 RTP/AVP 0")));
        byte[] ack = sip(
                "ACK sip:b@example.com SIP/2.0",
                CALL_ID,
                "a",
                "b",
                "1 ACK",
                sdp("192.0.2.1", "m=audio 4000 RTP/AVP 0"));
        pcap.frame(START_MICROS, frame(CALLER_SIP, CALLEE_SIP, ack));
        rtpFlow(pcap, CALLEE, CALLER, 2, 0, 3, 0);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(call.incoming()).isNull();
        assertThat(ssrcs(call.outgoing())).containsExactly(2L);
    }

    @Test
    void sipOverTcpAndInParts_isUnderstood() throws Exception {
        // Given
        String body = "--x\r\nContent-Type: application/sdp\r\n\r\n"
                + sdp("192.0.2.1", "m=video 4002 RTP/AVP 99", "m=audio 4000 RTP/AVP 0")
                + "--x\r\nContent-Type: application/rs-metadata+xml\r\n\r\n<recording/>\r\n--x--\r\n";
        byte[] invite = new String(invite(body), ISO_8859_1)
                .replace("application/sdp\r\nContent-L", "multipart/mixed;\r\n boundary=x\r\nl")
                .replace("Call-ID:", "i:")
                .getBytes(ISO_8859_1);
        PcapWriter pcap = new PcapWriter()
                .frame(START_MICROS, ethernet(ip("192.0.2.1", "192.0.2.2", 6, tcp(40000, 5060, invite))));
        rtpFlow(pcap, CALLEE, CALLER, 2, 0, 3, 0);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(call.callId()).isEqualTo(CALL_ID);
        assertThat(ssrcs(call.outgoing())).containsExactly(2L);
    }

    @Test
    void translatedAddresses_areMatchedByBothPorts() throws Exception {
        PcapWriter pcap = signalled(INVITE, OK);
        rtpFlow(pcap, "198.51.100.2:5000", "198.51.100.1:4000", 2, 0, 3, 0);
        rtpFlow(pcap, "198.51.100.1:4000", "198.51.100.2:5000", 1, 0, 3, 0);

        CapturedCall call = pcap.read();

        assertThat(ssrcs(call.incoming())).containsExactly(1L);
        assertThat(ssrcs(call.outgoing())).containsExactly(2L);
    }

    @Test
    void siprecDialog_givesItsTwoAudioLines() throws Exception {
        // Given
        PcapWriter pcap = signalled(
                invite(sdp("192.0.2.1", "m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/AVP 0")),
                ok(sdp("192.0.2.2", "m=audio 5000 RTP/AVP 0", "m=audio 5002 RTP/AVP 0")));
        rtpFlow(pcap, "192.0.2.1:4002", "192.0.2.2:5002", 2, 0, 20, 0);
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 10, 100);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(ssrcs(call.incoming())).containsExactly(1L);
        assertThat(ssrcs(call.outgoing())).containsExactly(2L);
    }

    @Test
    void reInvite_continuesTheDirectionOnOtherPorts() throws Exception {
        // Given
        PcapWriter pcap = signalled(INVITE, OK);
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 100, 0);
        byte[] again = sip(
                "INVITE sip:a@192.0.2.1 SIP/2.0",
                CALL_ID,
                "b",
                "a",
                "7 INVITE",
                sdp("192.0.2.2", "m=audio 6000 RTP/AVP 0"));
        pcap.frame(START_MICROS + 2_000_000, frame(CALLEE_SIP, CALLER_SIP, again));
        rtpFlow(pcap, "192.0.2.1:4000", "192.0.2.2:6000", 3, 0, 200, 1_990);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(ssrcs(call.incoming())).containsExactly(1L, 3L);
        assertThat(call.outgoing()).isNull();
        assertThat(call.counts().ignoredFlows()).isZero();
    }

    @Test
    void relayedCopyOfADirection_isIgnoredAndCounted() throws Exception {
        // Given
        PcapWriter pcap = signalled(INVITE, OK);
        pcap.frame(
                START_MICROS, frame(CALLEE_SIP, "192.0.2.3:5060", invite(sdp("192.0.2.2", "m=audio 5002 RTP/AVP 0"))));
        pcap.frame(START_MICROS, frame("192.0.2.3:5060", CALLEE_SIP, ok(sdp("192.0.2.3", "m=audio 7000 RTP/AVP 0"))));
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 300, 0);
        rtpFlow(pcap, "192.0.2.2:5002", "192.0.2.3:7000", 1, 0, 299, 1);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(call.counts().rtpPackets()).isEqualTo(300);
        assertThat(call.counts().ignoredFlows()).isEqualTo(1);
        assertThat(call.counts().ignoredRtpPackets()).isEqualTo(299);
    }

    @Test
    void severalSourcesOfOneFlow_areOneDirectionInOrder() throws Exception {
        PcapWriter pcap = new PcapWriter();
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 5, 0);
        rtpFlow(pcap, CALLER, CALLEE, 9, 0, 1, 100);
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 5, 120);

        CapturedCall call = pcap.read();

        assertThat(call.callId()).isNull();
        assertThat(ssrcs(call.incoming())).containsExactly(1L, 9L);
        assertThat(call.counts().rtpPackets()).isEqualTo(11);
    }

    @Test
    void largestFlowAndItsAnswer_areTheCallWithoutSignalling() throws Exception {
        // Given
        PcapWriter pcap = new PcapWriter();
        rtpFlow(pcap, "192.0.2.1:4010", "192.0.2.2:5010", 8, 0, 40, 0);
        rtpFlow(pcap, CALLEE, CALLER, 2, 0, 10, 0);
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 50, 0);
        rtpFlow(pcap, "192.0.2.2:5020", "192.0.2.1:4020", 9, 0, 45, 0);
        rtpFlow(pcap, "192.0.2.2:5030", "192.0.2.1:4030", 7, 0, 2, 0);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(ssrcs(call.incoming())).containsExactly(2L);
        assertThat(ssrcs(call.outgoing())).containsExactly(1L);
        assertThat(call.counts()).isEqualTo(new CaptureCounts(147, 0, 60, 2, 85, 2, 0, 0, 0));
    }

    @Test
    void mirroredDirectionsOnOneHost_arePairedSideBySide() throws Exception {
        PcapWriter pcap = new PcapWriter();
        rtpFlow(pcap, "192.0.2.1:4002", "192.0.2.2:5002", 7, 0, 20, 0);
        rtpFlow(pcap, "192.0.2.1:4004", "192.0.2.2:5004", 8, 0, 30, 10);
        rtpFlow(pcap, "192.0.2.9:4004", "192.0.2.2:5004", 9, 0, 25, 10);

        CapturedCall call = pcap.read();

        assertThat(ssrcs(call.incoming())).containsExactly(7L);
        assertThat(ssrcs(call.outgoing())).containsExactly(8L);
    }

    @Test
    void callWithTheMostAudio_isChosenFromSeveral() throws Exception {
        // Given
        PcapWriter pcap = signalled(INVITE, OK);
        byte[] other = sip(
                "INVITE sip:c@example.com SIP/2.0",
                "call-2",
                "x",
                "",
                "1 INVITE",
                sdp("192.0.2.7", "m=audio 7000 RTP/AVP 8"));
        pcap.frame(START_MICROS, frame("192.0.2.7:5060", CALLEE_SIP, other));
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 10, 0);
        rtpFlow(pcap, "192.0.2.7:7000", "192.0.2.2:9000", 3, 8, 11, 0);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(call.callId()).isEqualTo("call-2");
        assertThat(ssrcs(call.incoming())).containsExactly(3L);
        assertThat(call.counts().ignoredFlows()).isEqualTo(1);
    }

    @Test
    void linesOfAnUnansweredOffer_areMatchedBySource() throws Exception {
        // Given
        byte[] invite = invite(sdp("192.0.2.1", "m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/AVP 0"));
        PcapWriter pcap = new PcapWriter().frame(START_MICROS, frame(CALLER_SIP, CALLEE_SIP, invite));
        rtpFlow(pcap, "192.0.2.1:4002", "192.0.2.2:5002", 2, 0, 20, 0);
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 10, 100);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(ssrcs(call.incoming())).containsExactly(1L);
        assertThat(ssrcs(call.outgoing())).containsExactly(2L);
    }

    @Test
    void descriptionCutShort_isNotBelieved() throws Exception {
        // Given
        byte[] invite = new String(INVITE, ISO_8859_1)
                .replaceAll("Content-Length: \\d+", "Content-Length: 2000")
                .getBytes(ISO_8859_1);
        PcapWriter pcap = new PcapWriter().frame(START_MICROS, frame(CALLER_SIP, CALLEE_SIP, invite));
        rtpFlow(pcap, CALLEE, CALLER, 2, 0, 3, 0);

        // When
        CapturedCall call = pcap.read();

        // Then
        assertThat(call.callId()).isNull();
        assertThat(ssrcs(call.incoming())).containsExactly(2L);
    }

    @Test
    void answerFromAnotherPort_isPreferredToAFlowBeside() throws Exception {
        PcapWriter pcap = new PcapWriter();
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 30, 0);
        rtpFlow(pcap, "192.0.2.1:4100", "192.0.2.2:5100", 8, 0, 29, 0);
        rtpFlow(pcap, "192.0.2.2:5200", "192.0.2.1:4200", 9, 0, 28, 0);

        CapturedCall call = pcap.read();

        assertThat(ssrcs(call.incoming())).containsExactly(1L);
        assertThat(ssrcs(call.outgoing())).containsExactly(9L);
    }

    @Test
    void flowAfterTheCall_isNoAnswer() throws Exception {
        PcapWriter pcap = new PcapWriter();
        rtpFlow(pcap, CALLER, CALLEE, 1, 0, 30, 0);
        rtpFlow(pcap, "192.0.2.2:5200", "192.0.2.1:4200", 9, 0, 28, 700);

        CapturedCall call = pcap.read();

        assertThat(call.outgoing()).isNull();
        assertThat(call.counts().ignoredFlows()).isEqualTo(1);
    }
}
