package io.tonearm.devkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.devkit.capture.CaptureCounts;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.devkit.capture.CapturedPayloadType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaSpanTest {

    private static final long BEGIN = 1_795_000_000_000_000L;

    private static CapturedPacket packet(long captureMillis, int ssrc, long timestamp) {
        ByteBuffer rtp = ByteBuffer.allocate(12 + 160).put((byte) 0x80).put((byte) 0);
        rtp.putShort((short) (timestamp / 160)).putInt((int) timestamp).putInt(ssrc);
        return new CapturedPacket(BEGIN + captureMillis * 1_000, rtp.array());
    }

    private static MediaSpan span(CapturedPacket... packets) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_000);
        CapturedDirection direction = new CapturedDirection(
                address, address, List.of(packets), Map.of(0, new CapturedPayloadType(0, "PCMU", 8_000, 1)));
        return MediaSpan.of(new CapturedCall(null, direction, null, new CaptureCounts(0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void evenPackets_spanTheirAudio() {
        assertThat(span(packet(0, 1, 0), packet(20, 1, 160), packet(40, 1, 320)))
                .isEqualTo(new MediaSpan(BEGIN, BEGIN + 60_000));
    }

    @Test
    void delayedFirstPacket_beginsWhereAnUndelayedOneWould() {
        assertThat(span(packet(7, 1, 0), packet(20, 1, 160), packet(40, 1, 320)))
                .isEqualTo(new MediaSpan(BEGIN, BEGIN + 60_000));
    }

    @Test
    void delayedLastPacket_endsAfterItsCapture() {
        assertThat(span(packet(0, 1, 0), packet(20, 1, 160), packet(49, 1, 320)).endMicros())
                .isEqualTo(BEGIN + 69_000);
    }

    @Test
    void reorderedFirstPackets_beginWithTheEarlierAudio() {
        assertThat(span(packet(20, 1, 160), packet(21, 1, 0), packet(40, 1, 320))
                        .beginMicros())
                .isEqualTo(BEGIN);
    }

    @Test
    void timestampsThatWrap_goOn() {
        assertThat(span(packet(0, 1, -160), packet(20, 1, 0), packet(40, 1, 160)))
                .isEqualTo(new MediaSpan(BEGIN, BEGIN + 60_000));
    }

    @Test
    void timestampJump_doesNotStretchTheSpan() {
        assertThat(span(packet(0, 1, 0), packet(20, 1, 1_000_000_000), packet(40, 1, 1_000_000_160)))
                .isEqualTo(new MediaSpan(BEGIN, BEGIN + 60_000));
    }

    @Test
    void secondSource_countsOnItsOwn() {
        assertThat(span(packet(0, 1, 0), packet(20, 2, 77_000), packet(40, 2, 77_160)))
                .isEqualTo(new MediaSpan(BEGIN, BEGIN + 60_000));
    }
}
