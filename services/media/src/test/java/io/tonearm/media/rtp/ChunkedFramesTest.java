package io.tonearm.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.testing.FrameSequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkedFramesTest {

    private static final List<RtpFrame> FRAMES =
            FrameSequence.from(1_000_000).count(8).frames();

    private static List<RtpFrame> merged(List<List<RtpFrame>> chunks) {
        List<RtpFrame> merged = new ArrayList<>();
        new ChunkedFrames(chunks.stream().map(FrameChunk::encode).iterator()).forEachRemaining(merged::add);
        return merged;
    }

    private static List<RtpFrame> pick(int... indexes) {
        return IntStream.of(indexes).mapToObj(FRAMES::get).toList();
    }

    @Test
    void chunksOneAfterTheOther_areReadInOrder() {
        assertThat(merged(List.of(pick(0, 1, 2), pick(3, 4), pick(5, 6, 7)))).isEqualTo(FRAMES);
    }

    @Test
    void overlappingChunks_areMerged() {
        assertThat(merged(List.of(pick(0, 3, 7), pick(1, 2, 6), pick(4, 5)))).isEqualTo(FRAMES);
    }

    @Test
    void chunkInAnyOrderWithin_isSorted() {
        assertThat(merged(List.of(pick(3, 0, 2), pick(7, 1, 4), pick(6, 5)))).isEqualTo(FRAMES);
    }

    @Test
    void frameInSeveralChunks_comesOnce() {
        assertThat(merged(List.of(pick(0, 1), pick(0), pick(1, 2, 2), pick(1), pick(2))))
                .isEqualTo(pick(0, 1, 2));
    }

    @Test
    void packetReceivedTwice_comesTwice() {
        RtpFrame again = FrameSequence.from(1_000_000).frame(0, 1);

        assertThat(merged(List.of(pick(0), List.of(again)))).containsExactly(FRAMES.get(0), again);
    }

    @Test
    void chunksThatBeginAtTheSameTime_areInCanonicalOrder() {
        RtpFrame low = FrameSequence.from(1_000_000).ssrc(1).frame(0);
        RtpFrame high = FrameSequence.from(1_000_000).ssrc(9).frame(0);

        assertThat(merged(List.of(List.of(high), List.of(low)))).containsExactly(low, high);
    }

    @Test
    void noChunks_haveNoFrames() {
        ChunkedFrames frames = new ChunkedFrames(List.<byte[]>of().iterator());

        assertThat(frames.hasNext()).isFalse();
        assertThatThrownBy(frames::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void chunksThatDoNotOverlap_areOpenedOneAhead() {
        List<Integer> opened = new ArrayList<>();
        Iterator<byte[]> chunks = IntStream.range(0, 8)
                .peek(opened::add)
                .mapToObj(index -> FrameChunk.encode(pick(index)))
                .iterator();
        ChunkedFrames frames = new ChunkedFrames(chunks);

        frames.next();
        frames.next();

        assertThat(opened).containsExactly(0, 1, 2);
    }
}
