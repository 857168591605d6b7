package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tonearm.events.EndReason;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.Policies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutomaticEndTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private final Commands next = Commands.of(LEG);

    @TempDir
    private Path folder;

    private TopologyRun run;

    @AfterEach
    void end() {
        run.close();
    }

    private void begin(RecordingPolicy policy) {
        run = TopologyRun.in(folder, policy);
    }

    private static List<RtpFrame> voice(int seconds) {
        return FrameSequence.from(START).count(seconds * 50).frames();
    }

    private Playback recording(int voiceSeconds) {
        return Playback.of(LEG).commands(next.start(START)).frames(Track.INCOMING, voice(voiceSeconds));
    }

    private void assertEnd(EndReason reason, long micros) {
        assertThat(run.delivered())
                .extracting(RecordingDelivered::getEndReason, RecordingDelivered::getDurationMicros)
                .containsExactly(tuple(reason, micros));
        assertThat(run.billed()).hasSize(1);
    }

    private List<String> announced() {
        return run.lifecycle().stream()
                .map(event -> event.getEvent() + " " + (event.getOccurredAt().toEpochMilli() - START / 1000))
                .toList();
    }

    @Test
    void longestRecording_endsWithoutAHangup() {
        begin(Policies.chime().longest(3 * SECOND).build());

        recording(5).live(run);

        assertEnd(EndReason.DURATION_REACHED, 3 * SECOND);
        assertThat(announced()).containsExactly("STARTED 0", "STOPPED 3000");
    }

    @Test
    void longestRecording_isNotEndedBeforeASettleTimeHasPassed() {
        begin(Policies.chime().longest(3 * SECOND).build());

        recording(6).liveUntil(run, START + 4_900_000);
        assertThat(announced()).containsExactly("STARTED 0");
        run.live(Duration.ofMillis(400));

        assertThat(announced()).containsExactly("STARTED 0", "STOPPED 3000");
    }

    @Test
    void hangupWithinTheSettleTime_countsWhereItIsEarlier() {
        begin(Policies.chime().longest(3 * SECOND).build());
        recording(5).liveUntil(run, START + 4_500_000);

        run.command(next.legEnded(START + 2 * SECOND));
        run.live(Duration.ofSeconds(5));

        assertEnd(EndReason.LEG_ENDED, 2 * SECOND);
    }

    @Test
    void longestPause_isResumedByItselfOnce() {
        begin(Policies.chime().longestPause(SECOND, AtLongest.RESUME).build());

        recording(6)
                .commands(next.pause(START + 2 * SECOND), next.legEnded(START + 6 * SECOND))
                .live(run);

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 2000", "RESUMED 3000", "STOPPED 6000");
        assertEnd(EndReason.LEG_ENDED, 6 * SECOND);
        assertThat(run.delivered().get(0).getPausedMicros()).isEqualTo(SECOND);
    }

    @Test
    void longestPauseResumed_isAnnouncedBeforeAnythingElseHappens() {
        begin(Policies.chime().longestPause(SECOND, AtLongest.RESUME).build());
        Playback playback = recording(8).commands(next.pause(START + 2 * SECOND));

        playback.liveUntil(run, START + 4_900_000);
        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 2000");
        run.live(Duration.ofMillis(300));

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 2000", "RESUMED 3000");
    }

    @Test
    void pauseWithALimitOfItsOwn_isResumedByItself() {
        begin(RecordingPolicy.CHIME);

        recording(6)
                .commands(next.pause(START + 2 * SECOND, 500_000), next.legEnded(START + 6 * SECOND))
                .live(run);

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 2000", "RESUMED 2500", "STOPPED 6000");
    }

    @Test
    void pauseResumedInTime_isNotResumedAgain() {
        begin(Policies.chime().longestPause(2 * SECOND, AtLongest.RESUME).build());

        recording(8)
                .commands(
                        next.pause(START + SECOND), next.resume(START + 2 * SECOND), next.legEnded(START + 8 * SECOND))
                .live(run);

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 1000", "RESUMED 2000", "STOPPED 8000");
    }

    @Test
    void lateResumeWithinTheSettleTime_countsInPlaceOfTheLongestPause() {
        begin(Policies.chime().longestPause(2 * SECOND, AtLongest.RESUME).build());
        recording(8).commands(next.pause(START + SECOND)).liveUntil(run, START + 4_500_000);

        run.command(next.resume(START + 2 * SECOND));
        run.command(next.legEnded(START + 8 * SECOND));
        run.live(Duration.ofSeconds(8));

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 1000", "RESUMED 2000", "STOPPED 8000");
    }

    @Test
    void resumeReadAfterTheHangup_keepsThePauseFromEndingTheRecording() {
        begin(Policies.chime().longestPause(2 * SECOND, AtLongest.STOP).build());
        Command resume = next.resume(START + 2 * SECOND);

        run.command(next.start(START), next.pause(START + SECOND), next.legEnded(START + 6 * SECOND), resume);
        run.settle();

        assertEnd(EndReason.LEG_ENDED, 6 * SECOND);
    }

    @Test
    void longestPause_endsTheRecordingWhereThePolicySaysSo() {
        begin(Policies.chime().longestPause(SECOND, AtLongest.STOP).build());

        recording(6).commands(next.pause(START + 2 * SECOND)).live(run);

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 2000", "STOPPED 3000");
        assertEnd(EndReason.PAUSE_EXPIRED, 3 * SECOND);
    }

    @Test
    void everyPauseThatLastsTooLong_isResumedByItself() {
        begin(Policies.chime().longestPause(SECOND, AtLongest.RESUME).build());

        recording(9)
                .commands(next.pause(START + SECOND), next.pause(START + 4 * SECOND), next.legEnded(START + 9 * SECOND))
                .live(run);

        assertThat(announced())
                .containsExactly(
                        "STARTED 0", "PAUSED 1000", "RESUMED 2000", "PAUSED 4000", "RESUMED 5000", "STOPPED 9000");
    }

    @Test
    void longestPauseOutOfABacklog_isAnnouncedBeforeTheEnd() {
        begin(Policies.chime().longestPause(SECOND, AtLongest.RESUME).build());

        recording(6)
                .commands(next.pause(START + 2 * SECOND), next.legEnded(START + 6 * SECOND))
                .backlog(run);

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 2000", "RESUMED 3000", "STOPPED 6000");
    }

    @Test
    void noPackets_endTheRecordingThatLongAfterTheLastOne() {
        begin(Policies.chime().noMedia(3 * SECOND).build());

        recording(2).live(run);

        assertEnd(EndReason.NO_MEDIA, 4_980_000);
        assertThat(announced()).containsExactly("STARTED 0", "STOPPED 4980");
    }

    @Test
    void noPacketsAtAll_endTheRecordingThatLongAfterItsStart() {
        begin(Policies.chime().noMedia(3 * SECOND).build());

        recording(0).live(run);

        assertEnd(EndReason.NO_MEDIA, 3 * SECOND);
        assertThat(run.delivered().get(0).getMediaMissing()).isTrue();
    }

    @Test
    void packetsOfTheOtherTrack_areMediaToo() {
        begin(Policies.chime().noMedia(3 * SECOND).build());

        recording(2)
                .frames(
                        Track.OUTGOING,
                        FrameSequence.from(START + 4 * SECOND).count(50).frames())
                .live(run);

        assertEnd(EndReason.NO_MEDIA, 7_980_000);
    }

    @Test
    void latePacketWithinTheSettleTime_keepsTheRecordingGoing() {
        begin(Policies.chime().noMedia(3 * SECOND).build());
        recording(2).liveUntil(run, START + 6_500_000);

        run.frames(LEG, Track.INCOMING, voice(4));
        run.live(Duration.ofSeconds(8));

        assertEnd(EndReason.NO_MEDIA, 6_980_000);
    }

    @Test
    void packetsAfterTheSettleTime_changeNothing() {
        begin(Policies.chime().noMedia(3 * SECOND).build());
        recording(2).liveUntil(run, START + 7_500_000);

        run.frames(LEG, Track.INCOMING, voice(4));
        run.live(Duration.ofSeconds(8));

        assertEnd(EndReason.NO_MEDIA, 4_980_000);
        assertThat(run.counted("packets-after-end")).isEqualTo(200);
    }

    @Test
    void gapInABacklog_endsTheRecordingAsItWouldHaveLive() {
        begin(Policies.chime().noMedia(3 * SECOND).build());

        recording(2)
                .frames(
                        Track.OUTGOING,
                        FrameSequence.from(START + 8 * SECOND).count(50).frames())
                .commands(next.legEnded(START + 9 * SECOND))
                .backlog(run);

        assertEnd(EndReason.NO_MEDIA, 4_980_000);
    }
}
