package io.tonearm.devkit.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {

    private static InetSocketAddress at(String literal, int port) throws Exception {
        return new InetSocketAddress(InetAddress.getByName(literal), port);
    }

    @Test
    void addressOfTheMedia_goesBeforeThatOfTheSession() throws Exception {
        List<AudioLine> lines = SessionDescription.audioLines(
                "v=0\nc=IN IP4 192.0.2.1\nm=audio 4000/2 RTP/AVP 0\nc=IN IP6 2001:db8::9\nm=audio 4002 RTP/SAVPF 0\n");

        assertThat(lines)
                .containsExactly(
                        new AudioLine(0, at("2001:db8::9", 4000), false, Map.of()),
                        new AudioLine(1, at("192.0.2.1", 4002), true, Map.of()));
    }

    @Test
    void refusedLine_countsForTheIndex() throws Exception {
        List<AudioLine> lines = SessionDescription.audioLines("""
                c=IN IP4 192.0.2.1
                m=audio 0 RTP/AVP 0
                m=video 9 RTP/AVP 99
                a=rtpmap:99 VP8/90000
                m=audio 65535 RTP/AVP 0
                m=audio 65536 RTP/AVP 0
                """);

        assertThat(lines).containsExactly(new AudioLine(1, at("192.0.2.1", 65_535), false, Map.of()));
    }

    @Test
    void rtpmapOutOfRange_isLeftOut() {
        List<AudioLine> lines = SessionDescription.audioLines("""
                c=IN IP4 192.0.2.1
                m=audio 1 RTP/AVP 127
                a=rtpmap:127 a/1000000/255
                a=rtpmap:128 b/8000
                a=rtpmap:1 c/0
                a=rtpmap:2 d/1000001
                a=rtpmap:3 e/8000/0
                a=rtpmap:4 f/8000/256
                a=rtpmap:5 g/1
                """);

        assertThat(lines.get(0).payloadTypes().values())
                .containsExactlyInAnyOrder(
                        new CapturedPayloadType(127, "a", 1_000_000, 255), new CapturedPayloadType(5, "g", 1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "1.2.3", "256.1.1.1", "1.2.3.4.5", "1.2.3.4.", "dead", "::zz", ":1:2", "1:2"})
    void addressNotInDigits_isNotLookedUp(String address) {
        assertThat(SessionDescription.audioLines("c=IN IP4 " + address + "\nm=audio 4000 RTP/AVP 0\n"))
                .isEmpty();
    }

    @Test
    void payloadTypeOutOfRange_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(128, "PCMU", 8000, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(-1, "PCMU", 8000, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(0, " ", 8000, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(0, "x".repeat(65), 8000, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(0, "PCMU", 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(0, "PCMU", 1_000_001, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(0, "PCMU", 8000, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CapturedPayloadType(0, "PCMU", 8000, 256));
    }
}
