package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.EndReason;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.KeyPress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordAudioTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private final Commands next = Commands.of(LEG);

    @TempDir
    private Path folder;

    private TopologyRun run;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder);
    }

    @AfterEach
    void end() {
        run.close();
    }

    private static RecordAudio audio(@Nullable Integer duration, @Nullable Integer silence) {
        return new RecordAudio(
                TrackSelection.INCOMING,
                new Destination("recordings", null),
                duration,
                silence,
                200,
                List.of("#", "1"));
    }

    private static FrameSequence voice(int seconds) {
        return FrameSequence.from(START).count(seconds * 50);
    }

    private static KeyPress key(char digit, long micros) {
        return KeyPress.of(digit, micros).ssrc(0x7777).firstSequenceNumber(9_000);
    }

    private Playback recordAudio(RecordAudio action, int voiceSeconds) {
        return Playback.of(LEG)
                .commands(next.command(START, action))
                .frames(Track.INCOMING, voice(voiceSeconds).frames());
    }

    private RecordingDelivered delivered() {
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.billed()).hasSize(1);
        return run.delivered().get(0);
    }

    private void assertEnd(EndReason reason, long micros) {
        assertThat(delivered().getEndReason()).isEqualTo(reason);
        assertThat(delivered().getDurationMicros()).isEqualTo(micros);
    }

    @Test
    void duration_endsIt() {
        recordAudio(audio(3, null), 6).live(run);

        assertEnd(EndReason.DURATION_REACHED, 3 * SECOND);
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
        assertThat(run.results().get(0).getTerminatorUsed()).isNull();
        assertThat(run.lifecycle())
                .extracting(event -> event.getEvent() + " " + event.getOccurredAt())
                .containsExactly("STARTED 2026-11-20T09:00:00Z", "STOPPED 2026-11-20T09:00:03Z");
    }

    @Test
    void duration_endsItWithoutAnyPacket() {
        Playback.of(LEG).commands(next.command(START, audio(3, null))).live(run);

        assertEnd(EndReason.DURATION_REACHED, 3 * SECOND);
        assertThat(delivered().getMediaMissing()).isTrue();
    }

    @Test
    void terminatorAmongThePackets_endsItWhereTheKeyWentDown() {
        recordAudio(audio(null, null), 6)
                .frames(Track.INCOMING, key('#', START + 2 * SECOND).frames())
                .live(run);

        assertEnd(EndReason.TERMINATOR_PRESSED, 2 * SECOND);
        assertThat(delivered().getTerminatorUsed()).isEqualTo("#");
        assertThat(run.results().get(0).getTerminatorUsed()).isEqualTo("#");
    }

    @Test
    void terminatorByCommand_endsIt() {
        recordAudio(audio(null, null), 6)
                .commands(next.digit(START + 2 * SECOND + 5_000, "1"))
                .live(run);

        assertEnd(EndReason.TERMINATOR_PRESSED, 2 * SECOND + 5_000);
        assertThat(run.answers()).containsExactly("command-2 SUCCEEDED", "command-1 SUCCEEDED");
        assertThat(run.results().get(1).getTerminatorUsed()).isEqualTo("1");
    }

    @Test
    void keyThatIsNoTerminatorOrIsTheOtherSides_endsNothing() {
        recordAudio(audio(5, null), 6)
                .frames(Track.INCOMING, key('2', START + SECOND).frames())
                .frames(Track.OUTGOING, key('#', START + 2 * SECOND).frames())
                .commands(next.digit(START + 3 * SECOND, "*"))
                .live(run);

        assertEnd(EndReason.DURATION_REACHED, 5 * SECOND);
    }

    @Test
    void terminatorOfAPause_endsNothing() {
        recordAudio(audio(5, null), 6)
                .commands(next.pause(START + SECOND), next.resume(START + 3 * SECOND))
                .frames(Track.INCOMING, key('#', START + 2 * SECOND).frames())
                .commands(next.digit(START + 2 * SECOND + 500_000, "1"))
                .live(run);

        assertEnd(EndReason.DURATION_REACHED, 5 * SECOND);
    }

    @Test
    void terminatorBehindALateResume_endsIt() {
        // Given
        recordAudio(audio(null, null), 1).commands(next.pause(START + SECOND)).liveUntil(run, START + SECOND);
        Playback.of(LEG)
                .frames(Track.INCOMING, key('#', START + 2 * SECOND).frames())
                .liveUntil(run, START + 3 * SECOND);

        // When
        run.command(next.resume(START + SECOND + 500_000));
        Playback.of(LEG)
                .frames(
                        Track.INCOMING,
                        FrameSequence.from(START + 3 * SECOND)
                                .firstSequenceNumber(1150)
                                .firstTimestamp(184_000)
                                .count(200)
                                .frames())
                .live(run);

        // Then
        assertEnd(EndReason.TERMINATOR_PRESSED, 2 * SECOND);
    }

    @Test
    void silence_endsIt() {
        recordAudio(audio(null, 2), 3).live(run);

        assertEnd(EndReason.SILENCE_REACHED, 5 * SECOND);
        assertThat(run.results().get(0).getTerminatorUsed()).isNull();
    }

    @Test
    void silenceThatIsBroken_countsAnew() {
        FrameSequence more = FrameSequence.from(START + 4 * SECOND)
                .count(50)
                .firstSequenceNumber(1_200)
                .firstTimestamp(160_000 + 4 * 8_000);

        recordAudio(audio(null, 2), 3).frames(Track.INCOMING, more.frames()).live(run);

        assertEnd(EndReason.SILENCE_REACHED, 7 * SECOND);
    }

    @Test
    void nothingIsDecided_beforeTheSettleTimeIsOver() {
        Playback playback = recordAudio(audio(null, null), 6)
                .frames(Track.INCOMING, key('#', START + 2 * SECOND).frames());

        playback.liveUntil(run, START + 3_900_000);

        assertThat(run.lifecycle()).hasSize(1);
        assertThat(run.delivered()).isEmpty();
    }

    @Test
    void end_isDecidedSoonAfterTheSettleTime() {
        Playback playback = recordAudio(audio(null, null), 6)
                .frames(Track.INCOMING, key('#', START + 2 * SECOND).frames());

        playback.liveUntil(run, START + 4_500_000);

        assertEnd(EndReason.TERMINATOR_PRESSED, 2 * SECOND);
    }

    @Test
    void earlierTerminatorWithinTheSettleTime_changesTheEnd() {
        // Given
        recordAudio(audio(null, null), 6)
                .frames(Track.INCOMING, key('#', START + 3 * SECOND).frames())
                .liveUntil(run, START + 4_500_000);

        // When
        run.frames(LEG, Track.INCOMING, key('1', START + 2 * SECOND).frames());
        run.live(Duration.ofSeconds(6));

        // Then
        assertEnd(EndReason.TERMINATOR_PRESSED, 2 * SECOND);
        assertThat(delivered().getTerminatorUsed()).isEqualTo("1");
    }

    @Test
    void earlierTerminatorAfterTheSettleTime_changesNothing() {
        // Given
        recordAudio(audio(null, null), 6)
                .frames(Track.INCOMING, key('#', START + 3 * SECOND).frames())
                .liveUntil(run, START + 5_500_000);

        // When
        run.frames(LEG, Track.INCOMING, key('1', START + 2 * SECOND).frames());
        run.command(next.digit(START + SECOND, "1"));
        run.live(Duration.ofSeconds(6));

        // Then
        assertEnd(EndReason.TERMINATOR_PRESSED, 3 * SECOND);
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED", "command-2 SUCCEEDED");
    }

    @Test
    void lateTerminatorByCommandWithinTheSettleTime_changesTheEnd() {
        // Given
        recordAudio(audio(3, null), 6).liveUntil(run, START + 4_500_000);

        // When
        run.command(next.digit(START + 2 * SECOND, "1"));
        run.live(Duration.ofSeconds(6));

        // Then
        assertEnd(EndReason.TERMINATOR_PRESSED, 2 * SECOND);
    }
}
