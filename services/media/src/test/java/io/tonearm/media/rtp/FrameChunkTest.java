package io.tonearm.media.rtp;

import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.NumberedAudio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameChunkTest {

    private static final PayloadFormat OPUS = new PayloadFormat("opus", 48_000, 2);

    private static List<RtpFrame> second() {
        return FrameSequence.from(1_800_000_000_000_000L).frames();
    }

    @Test
    void framesOfMixedMeaning_comeBackAsTheyWere() {
        List<RtpFrame> frames = List.of(
                new RtpFrame(5, rtp().payloadType(96).packet(), OPUS),
                new RtpFrame(7, rtp().payloadType(8).payload(new byte[160]).packet(), NumberedAudio.PCMA),
                new RtpFrame(6, rtp().payloadType(101).extension(2).padding(3).packet(), null),
                new RtpFrame(-9, rtp().payloadType(96).packet(), OPUS));

        assertThat(FrameChunk.decode(FrameChunk.encode(frames))).isEqualTo(frames);
    }

    @Test
    void payloadTypeThatChangesItsMeaning_keepsBoth() {
        List<RtpFrame> frames = List.of(
                new RtpFrame(1, rtp().payloadType(96).packet(), null),
                new RtpFrame(2, rtp().payloadType(96).packet(), OPUS),
                new RtpFrame(3, rtp().payloadType(96).packet(), NumberedAudio.L16),
                new RtpFrame(4, rtp().payloadType(96).packet(), null));

        assertThat(FrameChunk.decode(FrameChunk.encode(frames))).isEqualTo(frames);
    }

    @Test
    void longestPacket_comesBack() {
        byte[] payload = new byte[RtpPacket.MOST_BYTES - RtpPacket.HEADER_BYTES];
        List<RtpFrame> frames = List.of(new RtpFrame(1, rtp().payload(payload).packet(), null));

        assertThat(FrameChunk.decode(FrameChunk.encode(frames))).isEqualTo(frames);
    }

    @Test
    void thousandFrames_areTheMost() {
        RtpFrame frame = new RtpFrame(1, rtp().packet(), OPUS);

        assertThat(FrameChunk.decode(FrameChunk.encode(Collections.nCopies(1000, frame))))
                .hasSize(1000);
        assertThatThrownBy(() -> FrameChunk.encode(Collections.nCopies(1001, frame)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frames=1001");
        assertThatThrownBy(() -> FrameChunk.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void chunkCutOffAnywhere_isRefused() {
        byte[] chunk = FrameChunk.encode(second().subList(0, 2));

        for (int length = 0; length < chunk.length; length++) {
            byte[] part = Arrays.copyOf(chunk, length);
            assertThatThrownBy(() -> FrameChunk.decode(part)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void chunkWithMoreBehindIt_isRefused() {
        byte[] chunk = FrameChunk.encode(second());

        assertThatThrownBy(() -> FrameChunk.decode(Arrays.copyOf(chunk, chunk.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherVersion_isRefused() {
        byte[] chunk = FrameChunk.encode(second());
        chunk[0] = 2;

        assertThatThrownBy(() -> FrameChunk.decode(chunk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version=2");
    }

    @Seeded(runs = 500)
    void damagedChunk_isRefusedOrGivesFrames(Random random) {
        byte[] chunk = FrameChunk.encode(second().subList(0, 3));
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            chunk[random.nextInt(random.nextBoolean() ? 40 : chunk.length)] = (byte) random.nextInt();
        }
        try {
            assertThat(FrameChunk.decode(chunk)).isNotEmpty();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("=");
        }
    }

    @Seeded(runs = 50)
    void anyFrames_comeBackAsTheyWere(Random random) {
        List<RtpFrame> frames = new ArrayList<>();
        for (int i = random.nextInt(1, 40); i > 0; i--) {
            byte[] payload = new byte[random.nextInt(400)];
            random.nextBytes(payload);
            PayloadFormat format = random.nextBoolean() ? null : new PayloadFormat("x" + random.nextInt(3), 8000, 1);
            frames.add(new RtpFrame(
                    random.nextLong() >> random.nextInt(64),
                    rtp().payloadType(random.nextInt(64))
                            .timestamp(random.nextLong())
                            .payload(payload)
                            .packet(),
                    format));
        }

        assertThat(FrameChunk.decode(FrameChunk.encode(frames))).isEqualTo(frames);
    }
}
