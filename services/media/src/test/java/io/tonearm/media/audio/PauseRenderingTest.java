package io.tonearm.media.audio;

import static io.tonearm.media.rtp.Track.INCOMING;
import static io.tonearm.media.rtp.Track.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.Rendering;
import io.tonearm.media.testing.Rendering.Rendered;
import io.tonearm.media.testing.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a file holds for a pause, judged on its samples. */
class PauseRenderingTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final int SECOND = 8000;
    private static final FrameSequence SIX_SECONDS = FrameSequence.from(START).count(300);
    private static final short[] PAUSE_TONE = Tone.samples(440, 1600, -20, 40, SECOND);
    private static final short[] RESUME_TONE = Tone.samples(880, 1600, -20, 40, SECOND);

    private static PauseInterval pause(double fromSeconds, double toSeconds) {
        return new PauseInterval(at(fromSeconds), at(toSeconds));
    }

    private static long at(double seconds) {
        return START + Math.round(seconds * 1_000_000);
    }

    private static RecordingSpan span(PauseInterval... pauses) {
        return new RecordingSpan(new RecordingClock(START, SECOND), at(6), List.of(pauses), 2_000_000);
    }

    private static Rendering rendering(PauseInterval... pauses) {
        return Rendering.of(span(pauses)).track(INCOMING, SIX_SECONDS.frames());
    }

    @Test
    void pause_isSilentToTheSample() {
        // packet 100 is captured at 2.0 s, packet 150 at 3.0 s
        Tape.of(6 * SECOND)
                .put(0, SIX_SECONDS.samples())
                .erase(2 * SECOND, 3 * SECOND)
                .assertEquals(rendering(pause(2, 3)).render().samples());
    }

    @Test
    void pauseWithinPackets_cutsTheFirstAndLeavesTheOneItCatchesOut() {
        // packet 100 sounds until 2.020 s and is cut at 2.013125; packet 149 was captured in the pause
        Tape.of(6 * SECOND)
                .put(0, SIX_SECONDS.samples())
                .erase(16_105, 150 * 160)
                .assertEquals(rendering(pause(2.013_125, 2.99)).render().samples());
    }

    @Test
    void packetCapturedBehindThePauseButSpokenInIt_isNotHeard() {
        FrameSequence sequence = FrameSequence.from(START).count(150);
        List<RtpFrame> frames = IntStream.range(0, 150)
                .mapToObj(index -> sequence.frame(index, index == 0 ? 0 : 300_000))
                .toList();

        // captured up to 1 s: packets 0 to 34; captured from 2 s on: packets 85 and later, spoken from 1.7 s on
        Tape.of(6 * SECOND)
                .put(0, sequence.samples())
                .erase(35 * 160, 2 * SECOND)
                .assertEquals(Rendering.of(span(pause(1, 2)))
                        .track(INCOMING, frames)
                        .render()
                        .samples());
    }

    @Test
    void tones_soundOnlyInsideThePause() {
        Tape.of(6 * SECOND)
                .put(0, SIX_SECONDS.samples())
                .erase(2 * SECOND, 3 * SECOND)
                .put(16_000, PAUSE_TONE)
                .put(22_400, RESUME_TONE)
                .assertEquals(rendering(pause(2, 3))
                        .tones(PauseTones.DEFAULT)
                        .render()
                        .samples());
    }

    @Test
    void tones_soundOnBothChannels() {
        Rendered rendered = rendering(pause(2, 3))
                .track(OUTGOING, Collections.emptyIterator())
                .tones(PauseTones.DEFAULT)
                .render();

        Tape.of(6 * SECOND)
                .put(16_000, PAUSE_TONE)
                .put(22_400, RESUME_TONE)
                .assertEquals(rendered.wav().channel(1));
    }

    @Test
    void omittedPause_closesUp() {
        Tape.of(6 * SECOND)
                .put(0, SIX_SECONDS.samples())
                .cut(2 * SECOND, 3 * SECOND)
                .assertEquals(
                        rendering(pause(2, 3)).fill(PauseFill.OMIT).render().samples());
    }

    @Test
    void omittedPauseWithTones_isTheTonesAlone() {
        Tape.of(6 * SECOND)
                .put(0, SIX_SECONDS.samples())
                .cut(2 * SECOND + 3200, 3 * SECOND)
                .put(16_000, PAUSE_TONE)
                .put(17_600, RESUME_TONE)
                .assertEquals(rendering(pause(2, 3))
                        .fill(PauseFill.OMIT)
                        .tones(PauseTones.DEFAULT)
                        .render()
                        .samples());
    }

    @Test
    void shortPause_halvesTheTones() {
        short[] first = Tone.samples(440, 400, -20, 40, SECOND);
        short[] second = Tone.samples(880, 400, -20, 40, SECOND);
        Tape expected = Tape.of(6 * SECOND)
                .put(0, SIX_SECONDS.samples())
                .put(16_000, first)
                .put(16_400, second);

        for (PauseFill fill : PauseFill.values()) {
            expected.assertEquals(rendering(pause(2, 2.1))
                    .fill(fill)
                    .tones(PauseTones.DEFAULT)
                    .render()
                    .samples());
        }
    }

    @Test
    void severalPausesUpToTheEdges_areEachLeftOut() {
        Tape.of(6 * SECOND)
                .put(0, SIX_SECONDS.samples())
                .erase(0, SECOND)
                .erase(2 * SECOND, 4 * SECOND)
                .erase(5 * SECOND, 6 * SECOND)
                .assertEquals(rendering(pause(0, 1), pause(2, 3), pause(3, 4), pause(5, 6))
                        .render()
                        .samples());
    }

    @Test
    void pauseOfTheWholeRecording_leavesNoMedia() {
        Rendered rendered = rendering(pause(0, 6)).render();

        Tape.of(6 * SECOND).assertEquals(rendered.samples());
        assertThat(rendered.mediaMissing()).isTrue();
        assertThat(rendering(pause(0, 6)).fill(PauseFill.OMIT).render().samples())
                .isEmpty();
    }

    @Test
    void packetsOfThePause_areNeitherReceivedNorLost() {
        TrackQuality quality = rendering(pause(2, 3)).render().quality();

        assertThat(quality.packetsReceived()).isEqualTo(250);
        assertThat(quality.packetsExpected()).isEqualTo(250);
        assertThat(quality.packetsLate()).isZero();
        assertThat(quality.jitterMicros()).isZero();
        assertThat(quality.longestGapMicros()).isZero();
    }

    @Test
    void sameAudio_isThereWhetherOrNotPausedPacketsWereKept() {
        List<RtpFrame> dropped = SIX_SECONDS.frames().stream()
                .filter(frame -> !pause(2, 3).contains(frame.capturedAtMicros()))
                .toList();
        RecordingSpan span = span(pause(2, 3));

        assertThat(Rendering.of(span).track(INCOMING, dropped).render().bytes())
                .isEqualTo(rendering(pause(2, 3)).render().bytes());
    }

    @Test
    void pauseInTheAnchorsWindow_leavesTheAnchorAlone() {
        FrameSequence sequence = FrameSequence.from(START).count(300);
        List<RtpFrame> frames = IntStream.range(0, 300)
                .mapToObj(index -> sequence.frame(index, index == 40 ? 0 : 40_000))
                .toList();

        // packet 40, the least delayed, was captured in the pause: it does not count
        Tape.of(6 * SECOND)
                .put(320, sequence.samples())
                .erase(6000, 8080)
                .put(8000, sequence.samples(48, 49))
                .assertEquals(Rendering.of(span(pause(0.75, 1)))
                        .track(INCOMING, frames)
                        .render()
                        .samples());
    }

    @Test
    void gapAcrossAPause_isCountedWithoutThePause() {
        List<RtpFrame> frames = new ArrayList<>(SIX_SECONDS.frames(0, 75));
        frames.addAll(SIX_SECONDS.frames(175, 300));
        // silent from 1.5 s to 3.5 s, paused from 2 s to 3 s
        TrackQuality quality =
                Rendering.of(span(pause(2, 3))).track(INCOMING, frames).render().quality();

        assertThat(quality.longestGapMicros()).isEqualTo(1_000_000);
    }

    @Test
    void delayedPacketBehindAPause_makesNoGapOfThePause() {
        FrameSequence sequence = FrameSequence.from(START).count(300);
        List<RtpFrame> frames = IntStream.range(0, 300)
                .mapToObj(index -> sequence.frame(index, index == 0 ? 0 : 30_000))
                .toList();
        TrackQuality quality =
                Rendering.of(span(pause(2, 5))).track(INCOMING, frames).render().quality();

        // the packets of 1.98 s and later are captured in the pause: silent from 1.98 s to 2 s, then from 5 s on
        // nothing is
        assertThat(quality.longestGapMicros()).isEqualTo(20_000);
    }

    @Test
    void cuePoints_markBothEndsOfEachPause() {
        byte[] silenced = rendering(pause(1, 2), pause(4, 5)).render().bytes();
        byte[] omitted = rendering(pause(1, 2), pause(4, 5))
                .fill(PauseFill.OMIT)
                .render()
                .bytes();

        assertThat(RiffWalker.of(silenced).cuePoints())
                .containsExactly(
                        new CuePoint(SECOND, "pause"),
                        new CuePoint(2 * SECOND, "resume"),
                        new CuePoint(4 * SECOND, "pause"),
                        new CuePoint(5 * SECOND, "resume"));
        assertThat(RiffWalker.of(omitted).cuePoints())
                .containsExactly(
                        new CuePoint(SECOND, "pause"),
                        new CuePoint(SECOND, "resume"),
                        new CuePoint(3 * SECOND, "pause"),
                        new CuePoint(3 * SECOND, "resume"));
    }
}
