package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TakeOverTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long NOW = START / 1000;
    private static final long SECOND = 1_000_000;

    private final TestParts first = new TestParts();
    private final Commands next = Commands.of(LEG);

    @TempDir
    private Path spool;

    @BeforeEach
    void begin() {
        first.effects.at(Moment.at(NOW));
        first.objects.beSilentToProbes();
    }

    private static void apply(TestParts task, Command command) {
        Leg leg = task.book.open(LEG);
        task.effects.apply(leg, Lifecycle.apply(leg.state(), command, RecordingPolicy.CHIME));
    }

    private static List<CommandResult> results(TestParts task) {
        return task.sent().stream()
                .filter(CommandResult.class::isInstance)
                .map(CommandResult.class::cast)
                .toList();
    }

    @Test
    void startThatWaitsForItsDestination_isAskedForAgain() {
        // Given
        apply(first, next.start(START));
        apply(first, next.pause(START + SECOND));
        assertThat(first.objects.probes()).hasSize(1);

        // When
        TestParts second = first.takenOver(NOW + 1_000, spool);
        assertThat(results(second)).isEmpty();
        second.effects.resolve();

        // Then
        assertThat(second.objects.probes()).isEqualTo(first.objects.probes());
        assertThat(results(second))
                .extracting(result -> result.getCommandId() + " " + result.getStatus())
                .containsExactly("command-1 SUCCEEDED", "command-2 SUCCEEDED");
        assertThat(second.book.open(LEG).state().phase()).isEqualTo(Phase.PAUSED);
        assertThat(results(first)).isEmpty();
    }

    @Test
    void startThatWasDecided_isNotAskedForAgain() {
        apply(first, next.start(START));
        first.objects.speak();
        first.effects.resolve();

        TestParts second = first.takenOver(NOW + 1_000, spool);

        assertThat(second.objects.probes()).isEmpty();
        assertThat(second.book.open(LEG).state().phase()).isEqualTo(Phase.RECORDING);
    }

    @Test
    void audioOfAStartThatWaits_isStillThere() {
        List<RtpFrame> frames = FrameSequence.from(START).frames();
        apply(first, next.start(START));
        first.audio.put(LEG, Track.INCOMING, frames);

        TestParts second = first.takenOver(NOW + 1_000, spool);
        second.progress.processedUntil(NOW + 60_000);
        second.effects.at(Moment.at(NOW + 60_000));
        second.held.release(second.effects);
        second.effects.resolve();

        assertThat(second.stored()).hasSize(1);
    }

    @Test
    void longestPauseThatRanOutMeanwhile_isAnnouncedByTheNextOwner() {
        // Given
        apply(first, next.start(START));
        first.objects.speak();
        first.effects.resolve();
        apply(first, next.pause(START + SECOND, SECOND));

        // When
        TestParts second = first.takenOver(NOW + 10_000, spool);
        second.effects.at(Moment.at(NOW + 30_000));
        second.progress.processedUntil(NOW + 30_000);
        second.parts.open().release(second.effects);
        second.parts.open().release(second.effects);

        // Then
        assertThat(second.sent())
                .filteredOn(RecordingLifecycle.class::isInstance)
                .extracting(event -> ((RecordingLifecycle) event).getEvent().name())
                .containsExactly("RESUMED");
    }
}
