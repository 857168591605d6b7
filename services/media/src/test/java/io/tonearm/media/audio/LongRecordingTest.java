package io.tonearm.media.audio;

import static io.tonearm.media.rtp.Track.INCOMING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.RecordingRenderer.RenderedQuality;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.Rendering;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LongRecordingTest {

    private static final long START = 1_800_000_000_000_000L;

    private static RecordingSpan span(long seconds, PauseInterval... pauses) {
        return new RecordingSpan(
                new RecordingClock(START, 8000), START + seconds * 1_000_000, List.of(pauses), 2_000_000);
    }

    /** Counts bytes, and how far behind them packets were read. */
    private static final class Progress extends OutputStream {

        private long written;
        private long readMicros;
        private long farthestAheadMicros;

        private Iterator<RtpFrame> watched(Iterator<RtpFrame> frames) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return frames.hasNext();
                }

                @Override
                public RtpFrame next() {
                    RtpFrame frame = frames.next();
                    readMicros = frame.capturedAtMicros() - START;
                    return frame;
                }
            };
        }

        @Override
        public void write(int octet) {
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            written += length;
            farthestAheadMicros = Math.max(farthestAheadMicros, readMicros - written * 125);
        }
    }

    @Test
    void dayWithFewPackets_isAsLongAsADay() throws IOException {
        long day = 24 * 3600;
        FrameSequence morning = FrameSequence.from(START + 3600 * 1_000_000L);
        FrameSequence evening =
                FrameSequence.from(START + (day - 2) * 1_000_000).ssrc(9);
        Progress progress = new Progress();
        RecordingRenderer renderer = Rendering.of(
                        span(day, new PauseInterval(START + 7200 * 1_000_000L, START + 72_000 * 1_000_000L)))
                .encoding(FileEncoding.MULAW)
                .tones(PauseTones.DEFAULT)
                .track(
                        INCOMING,
                        Stream.concat(morning.frames().stream(), evening.frames().stream())
                                .toList())
                .renderer();

        RenderedQuality quality = renderer.writeTo(progress);

        assertThat(progress.written).isEqualTo(renderer.size()).isGreaterThan(day * 8000);
        assertThat(quality.tracks().get(0).packetsReceived()).isEqualTo(100);
        assertThat(quality.tracks().get(0).longestGapMicros())
                .isEqualTo((day - 2 - 3601 - (72_000 - 7200)) * 1_000_000);
    }

    @Test
    void packets_areReadOnlySecondsAheadOfTheFile() throws IOException {
        FrameSequence hour = FrameSequence.from(START).count(50 * 1800);
        Progress progress = new Progress();
        RecordingRenderer renderer = Rendering.of(span(1800))
                .encoding(FileEncoding.MULAW)
                .track(
                        INCOMING,
                        progress.watched(IntStream.range(0, hour.packets())
                                .mapToObj(hour::frame)
                                .iterator()))
                .renderer();

        RenderedQuality quality = renderer.writeTo(progress);

        assertThat(quality.tracks().get(0).packetsLost()).isZero();
        assertThat(quality.tracks().get(0).longestGapMicros()).isZero();
        assertThat(progress.farthestAheadMicros).isLessThan(8_000_000);
    }
}
