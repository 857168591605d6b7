package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.Recording;
import io.tonearm.media.rtp.FrameChunk;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.recorder.leg.AudioStore.ClosableFrames;
import io.tonearm.recorder.testing.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AudioStoreTest {

    private static final String LEG = "leg";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private final TestParts parts = new TestParts();
    private final AudioStore audio = parts.audio;
    private final List<RtpFrame> frames = FrameSequence.from(START).count(250).frames();

    private List<RtpFrame> stored(Track track) {
        List<RtpFrame> stored = new ArrayList<>();
        audio.forEachChunk(LEG, (of, some) -> {
            if (of == track) {
                stored.addAll(some);
            }
        });
        return stored;
    }

    @Test
    void frames_areKeptInChunksOfAtMostASecond() {
        assertThat(audio.put(LEG, Track.INCOMING, frames)).hasSize(5);

        assertThat(stored(Track.INCOMING)).isEqualTo(frames);
        assertThat(stored(Track.OUTGOING)).isEmpty();
        assertThat(parts.stored()).allSatisfy(entry -> {
            List<RtpFrame> chunk = FrameChunk.decode(entry.value);
            long span = chunk.get(chunk.size() - 1).capturedAtMicros()
                    - chunk.get(0).capturedAtMicros();
            assertThat(span).isLessThanOrEqualTo(AudioStore.MOST_SPAN_MICROS);
        });
    }

    @Test
    void sameFramesAgain_areKeptOnce() {
        audio.put(LEG, Track.INCOMING, frames);
        audio.put(LEG, Track.INCOMING, frames);

        assertThat(parts.stored()).hasSize(5);
    }

    @Test
    void noFrames_areNothing() {
        assertThat(audio.put(LEG, Track.INCOMING, List.of())).isEmpty();
        assertThat(parts.stored()).isEmpty();
    }

    @Seeded(runs = 30)
    void retain_deletesExactlyWhatIsNotWantedInItsRange(Random random) {
        // Given
        int step = 1 + random.nextInt(60);
        for (int from = 0; from < frames.size(); from += step) {
            audio.put(LEG, Track.OUTGOING, frames.subList(from, Math.min(frames.size(), from + step)));
        }
        audio.put("other", Track.OUTGOING, frames);
        long from = START + random.nextLong(5 * SECOND);
        long to = from + random.nextLong(2 * SECOND);
        List<RtpFrame> deleted = new ArrayList<>();

        // When
        audio.retain(
                LEG, from, to, captured -> captured < from || captured >= to, (track, some) -> deleted.addAll(some));

        // Then
        List<RtpFrame> expected = new ArrayList<>(frames);
        expected.removeIf(frame -> frame.capturedAtMicros() >= from && frame.capturedAtMicros() < to);
        assertThat(stored(Track.OUTGOING)).containsExactlyElementsOf(expected);
        assertThat(deleted).hasSize(frames.size() - expected.size()).doesNotContainAnyElementsOf(expected);
        audio.retain(LEG, Long.MIN_VALUE, Long.MAX_VALUE, captured -> false);
        assertThat(parts.stored()).hasSize(5);
    }

    @Test
    void framesOfARecording_comeInCanonicalOrderWhateverTheChunks() {
        // Given
        Recording recording = TestCall.plain(LEG, START + SECOND, 2).recording();
        audio.put(LEG, Track.INCOMING, frames.subList(120, 170));
        audio.put(LEG, Track.INCOMING, frames.subList(30, 90));
        audio.put(LEG, Track.INCOMING, List.of(frames.get(90), frames.get(119)));
        audio.put(LEG, Track.INCOMING, frames.subList(91, 119));

        // When
        List<RtpFrame> read = new ArrayList<>();
        try (ClosableFrames found = audio.frames(recording, Track.INCOMING, START + 3 * SECOND)) {
            found.iterator().forEachRemaining(read::add);
        }

        // Then
        assertThat(read).isSortedAccordingTo(RtpFrame.CANONICAL_ORDER).containsAll(frames.subList(50, 150));
    }

    @Test
    void legs_areFoundByTheirChunks() {
        audio.put("a", Track.INCOMING, frames);
        audio.put("a", Track.OUTGOING, frames);
        audio.put("ab", Track.OUTGOING, frames);
        audio.put("", Track.INCOMING, frames);

        assertThat(audio.legs()).containsExactly("", "a", "ab");
    }
}
