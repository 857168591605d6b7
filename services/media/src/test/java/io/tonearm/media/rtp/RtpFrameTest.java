package io.tonearm.media.rtp;

import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtpFrameTest {

    private static final PayloadFormat FORMAT = new PayloadFormat("PCMU", 8000, 1);

    private static RtpFrame frame(long capturedAtMicros, RtpPacket packet) {
        return new RtpFrame(capturedAtMicros, packet, FORMAT);
    }

    @Test
    void frames_areOrderedByCaptureTimeThenByWhatTheyAre() {
        List<RtpFrame> ordered = List.of(
                frame(-1, rtp().ssrc(0xFFFF_FFFFL).packet()),
                frame(5, rtp().ssrc(0x7FFF_FFFFL).sequenceNumber(9).packet()),
                frame(5, rtp().ssrc(0x8000_0000L).sequenceNumber(1).packet()),
                frame(5, rtp().ssrc(0x8000_0000L).sequenceNumber(65_535).packet()),
                frame(
                        5,
                        rtp().ssrc(0x8000_0000L)
                                .sequenceNumber(65_535)
                                .payload(new byte[] {1})
                                .packet()),
                frame(
                        5,
                        rtp().ssrc(0x8000_0000L)
                                .sequenceNumber(65_535)
                                .payload(new byte[] {-1})
                                .packet()),
                new RtpFrame(
                        5,
                        rtp().ssrc(0x8000_0000L)
                                .sequenceNumber(65_535)
                                .payload(new byte[] {-1})
                                .packet(),
                        null),
                frame(6, rtp().packet()));
        List<RtpFrame> reversed = Arrays.asList(ordered.toArray(new RtpFrame[0]));
        Collections.reverse(reversed);

        reversed.sort(RtpFrame.CANONICAL_ORDER);

        assertThat(reversed).isEqualTo(ordered);
    }
}
