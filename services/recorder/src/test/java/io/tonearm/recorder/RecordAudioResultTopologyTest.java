package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.EndReason;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordAudioResultTopologyTest {

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
    void result_comesOnlyWithTheDelivery() {
        // Given
        run.objects.beSilent();
        Command command = next.command(START, audio(1, null));
        run.command(command);
        run.live(Duration.ofSeconds(5));
        assertThat(run.lifecycle()).hasSize(2);

        // When
        run.command(command);
        run.round();
        assertThat(run.results()).isEmpty();
        run.objects.speak();
        run.round();
        run.command(command);

        // Then
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED", "command-1 SUCCEEDED");
        assertThat(run.results().get(1)).isEqualTo(run.results().get(0));
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.objects.puts()).hasSize(1);
    }

    @Test
    void result_tellsWhereTheFileIs() {
        recordAudio(audio(1, null), 1).live(run);

        CommandResult result = run.results().get(0);
        assertThat(result.getRecordingId()).isEqualTo(delivered().getRecordingId());
        assertThat(result.getDestinations())
                .extracting(at -> "s3://" + at.getBucket() + "/" + at.getKey())
                .containsExactly(delivered().getUri());
    }

    @Test
    void audioBehindTheEnd_isForgottenOnceNoStartCanClaimIt() {
        recordAudio(audio(2, null), 6).live(run);

        assertEnd(EndReason.DURATION_REACHED, 2 * SECOND);
        assertThat(run.stored("audio")).isEmpty();
    }

    @Test
    void withoutPrefix_theFileIsInTheRootOfTheBucket() {
        recordAudio(audio(1, null), 1).live(run);

        assertThat(delivered().getUri()).isEqualTo("s3://recordings/2026-11-20-09-00-00-000_call-1_leg-1.wav");
    }

    @Test
    void undelivered_fails() {
        run.objects.answerNext(Kind.REFUSED, "no such bucket");

        recordAudio(audio(1, null), 1).live(run);

        assertThat(run.answers()).containsExactly("command-1 FAILED InvalidActionParameter");
        assertThat(run.results().get(0).getErrorMessage())
                .isEqualTo("Error occurred while uploading recording to S3 bucket.");
        assertThat(run.undelivered()).hasSize(1);
        assertThat(run.billed()).isEmpty();
    }

    @Test
    void nextOneReadBeforeTheEndOfTheFirstIsKnown_isARecordingOfItsOwn() {
        Command second = next.command(START + 4 * SECOND, audio(1, null));

        recordAudio(audio(null, null), 6)
                .frames(Track.INCOMING, key('#', START + 3 * SECOND).frames())
                .commands(second)
                .live(run);

        assertThat(run.answers()).containsExactlyInAnyOrder("command-1 SUCCEEDED", "command-2 SUCCEEDED");
        assertThat(run.delivered())
                .extracting(delivered -> delivered.getEndReason() + " " + delivered.getDurationMicros())
                .containsExactlyInAnyOrder("TERMINATOR_PRESSED 3000000", "DURATION_REACHED 1000000");
    }

    @Test
    void nextOneRightBehindTheTerminator_isARecordingOfItsOwn() {
        Command second = next.command(START + 3 * SECOND + 40_000, audio(1, null));

        recordAudio(audio(null, null), 6)
                .frames(Track.INCOMING, key('#', START + 3 * SECOND).frames())
                .commands(second)
                .live(run);

        assertThat(run.answers()).containsExactlyInAnyOrder("command-1 SUCCEEDED", "command-2 SUCCEEDED");
    }

    @Test
    void nextOneReadBeforeTheTerminatorsPackets_isARecordingOfItsOwn() {
        // Given
        recordAudio(audio(null, null), 5).liveUntil(run, START + 4 * SECOND);

        // When
        run.command(next.command(START + 4 * SECOND, audio(1, null)));
        run.live(Duration.ofMillis(1_500));
        run.frames(LEG, Track.INCOMING, key('#', START + 3 * SECOND).frames());
        run.live(Duration.ofSeconds(8));

        // Then
        assertThat(run.answers()).containsExactlyInAnyOrder("command-1 SUCCEEDED", "command-2 SUCCEEDED");
    }

    @Test
    void nextOneWhileTheFirstGoesOn_isRefused() {
        recordAudio(audio(10, null), 6)
                .commands(next.command(START + 4 * SECOND, audio(1, null)))
                .live(run);

        assertThat(run.answers()).containsExactly("command-2 FAILED RecordingAlreadyInProgress", "command-1 SUCCEEDED");
    }
}
