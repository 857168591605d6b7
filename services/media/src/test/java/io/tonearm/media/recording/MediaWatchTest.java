package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static io.tonearm.media.rtp.Track.INCOMING;
import static io.tonearm.media.rtp.Track.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.media.testing.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaWatchTest {

    private static final long SECOND = 1_000_000;
    private static final long SLACK = 100_000;
    private static final long NEVER = Long.MAX_VALUE - AT;

    private final TestedLeg leg =
            TestedLeg.with(Policies.chime().noMedia(30 * SECOND).build());

    private MediaWatch watchOf(Integer silenceSeconds) {
        Action.RecordAudio audio = new Action.RecordAudio(
                TrackSelection.INCOMING, new Destination("recordings", null), null, silenceSeconds, 200, List.of("#"));
        leg.granted(leg.commands.command(AT, audio));
        return new MediaWatch(leg.last());
    }

    private void speak(MediaWatch watch, long fromSecond, long toSecond) {
        watch.observe(leg.last(), INCOMING, FrameSequence.from(AT).frames((int) fromSecond * 50, (int) toSecond * 50));
    }

    private long due(MediaWatch watch) {
        return watch.dueMicros(leg.last()) - AT;
    }

    @Test
    void callRecording_isAskedForMissingMediaOnly() {
        leg.granted(leg.commands.start(AT));
        MediaWatch watch = new MediaWatch(leg.last());
        assertThat(due(watch)).isEqualTo(30 * SECOND + SLACK);

        watch.observe(leg.last(), INCOMING, KeyPress.of('#', AT + SECOND).frames());
        watch.cameTo(leg.last(), AT + 2 * SECOND);

        assertThat(due(watch)).isEqualTo(32 * SECOND + SLACK);
        assertThat(watch.latestMicros()).isEqualTo(AT + 2 * SECOND);
    }

    @Test
    void recordingThatNothingEnds_isNeverAsked() {
        leg.policy(Policies.chime().noMedia(null).build());
        leg.granted(leg.commands.start(AT));

        assertThat(due(new MediaWatch(leg.last()))).isEqualTo(NEVER);
    }

    @Test
    void packetBehindTheDeadline_keepsTheGapInMind() {
        leg.granted(leg.commands.start(AT));
        MediaWatch watch = new MediaWatch(leg.last());

        speak(watch, 31, 40);

        assertThat(due(watch)).isEqualTo(30 * SECOND + SLACK);
    }

    @Test
    void terminator_isAskedAfterWhenItComes() {
        MediaWatch watch = watchOf(null);

        watch.observe(leg.last(), OUTGOING, KeyPress.of('#', AT + SECOND).frames());
        watch.observe(leg.last(), INCOMING, KeyPress.of('5', AT + SECOND).frames());
        assertThat(due(watch)).isGreaterThan(30 * SECOND);
        watch.observe(leg.last(), INCOMING, KeyPress.of('#', AT + 2 * SECOND).frames());

        assertThat(due(watch)).isEqualTo(2 * SECOND + SLACK);
    }

    @Test
    void terminatorOfTheEdge_isAskedAfterAtItsTime() {
        MediaWatch watch = watchOf(null);

        leg.granted(leg.commands.digit(AT + 3 * SECOND, "#"));

        assertThat(due(watch)).isEqualTo(3 * SECOND + SLACK);
    }

    @Test
    void silence_isAskedAfterSinceTheLastLoudPacket() {
        MediaWatch watch = watchOf(2);
        assertThat(due(watch)).isEqualTo(2 * SECOND + SLACK);

        speak(watch, 0, 1);
        assertThat(due(watch)).isEqualTo(3 * SECOND - 20_000 + SLACK);
        watch.observe(leg.last(), OUTGOING, FrameSequence.from(AT + SECOND).frames());
        assertThat(due(watch)).isEqualTo(3 * SECOND - 20_000 + SLACK);
    }

    @Test
    void silenceBetweenLoudPackets_isKeptInMind() {
        MediaWatch watch = watchOf(2);
        speak(watch, 0, 1);

        speak(watch, 4, 9);

        assertThat(due(watch)).isEqualTo(3 * SECOND - 20_000 + SLACK);
    }

    @Test
    void silence_countsAnewBehindAPause() {
        MediaWatch watch = watchOf(2);
        leg.granted(leg.commands.pause(AT + SECOND), leg.commands.resume(AT + 5 * SECOND));

        assertThat(due(watch)).isEqualTo(7 * SECOND + SLACK);
    }

    @Test
    void silenceBehindABriefPause_countsFromThePausesEnd() {
        MediaWatch watch = watchOf(2);
        leg.granted(leg.commands.pause(AT + SECOND), leg.commands.resume(AT + SECOND + 500_000));
        assertThat(due(watch)).isEqualTo(3_500_000 + SLACK);
    }

    @Test
    void openPause_holdsSilenceBack() {
        MediaWatch watch = watchOf(2);
        leg.granted(leg.commands.pause(AT + SECOND));

        assertThat(due(watch)).isEqualTo(NEVER);
    }

    @Test
    void silenceThatWasReachedBeforeAPause_isNotForgotten() {
        MediaWatch watch = watchOf(2);

        leg.granted(leg.commands.pause(AT + 3 * SECOND));

        assertThat(due(watch)).isEqualTo(2 * SECOND + SLACK);
    }

    @Test
    void askedInVain_isAskedAgainLater() {
        MediaWatch watch = watchOf(2);
        speak(watch, 0, 1);

        watch.goesOn(AT + 3 * SECOND + SLACK);

        assertThat(due(watch)).isEqualTo(3 * SECOND + SLACK + 500_000);
        speak(watch, 2, 4);
        assertThat(due(watch)).isEqualTo(6 * SECOND - 20_000 + SLACK);
    }

    @Test
    void suspicionThatWasLookedInto_isDropped() {
        MediaWatch watch = watchOf(null);
        watch.observe(leg.last(), INCOMING, KeyPress.of('#', AT + SECOND).frames());
        watch.goesOn(AT + SECOND - 1);
        assertThat(due(watch)).isEqualTo(SECOND + SLACK);

        watch.goesOn(AT + SECOND + SLACK);

        assertThat(due(watch)).isGreaterThan(30 * SECOND);
    }
}
