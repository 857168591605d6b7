package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.rtp.Track;
import io.tonearm.recorder.testing.ByteSearch;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TestCall.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PausedAudioTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private final TestCall call =
            TestCall.with(LEG, START, 4, SECOND, 3 * SECOND).counted();
    private final List<byte[]> paused = call.payloads(SECOND, 3 * SECOND);
    private final List<byte[]> heard = new ArrayList<>();

    @TempDir
    private Path folder;

    private TopologyRun run;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder);
        heard.addAll(call.payloads(0, SECOND));
        heard.addAll(call.payloads(3 * SECOND, 4 * SECOND));
    }

    @AfterEach
    void end() {
        run.close();
    }

    private void publish(List<Batch> batches) {
        batches.forEach(batch -> run.frames(LEG, batch.track(), batch.frames(), batch.firstPacketIndex()));
    }

    private static long found(List<byte[]> needles, List<byte[]> haystacks) {
        return needles.stream()
                .filter(needle -> haystacks.stream().anyMatch(haystack -> ByteSearch.contains(haystack, needle)))
                .count();
    }

    @Test
    void packetsAfterTheirPauseCommand_areWrittenNowhere() {
        run.command(call.command(0), call.command(1));
        publish(call.batches(10));
        assertThat(found(paused, run.everythingStored())).isZero();
        run.command(call.command(2), call.end());
        run.round();

        assertThat(found(paused, run.everythingWritten())).isZero();
        assertThat(found(heard, run.everythingWritten())).isEqualTo(heard.size());
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void packetsAfterPauseAndResume_areWrittenNowhere() {
        run.command(call.command(0), call.command(1), call.command(2));
        publish(call.batches(10));
        run.command(call.end());
        run.round();

        assertThat(found(paused, run.everythingWritten())).isZero();
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void packetsAheadOfTheirPauseCommand_goFromTheStoreWithIt() {
        // Given
        run.command(call.command(0));
        publish(call.batches(7));
        assertThat(found(paused, run.stored("audio"))).isEqualTo(paused.size());

        // When
        run.command(call.command(1));

        // Then
        assertThat(found(paused, run.everythingStored())).isZero();
        run.command(call.command(2));
        assertThat(found(heard, run.stored("audio"))).isEqualTo(heard.size());
        run.command(call.end());
        run.round();
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void allPacketsAheadOfAllCommands_leaveOnlyWhatMayBeHeard() {
        publish(call.batches(13));
        call.commands().forEach(run::command);
        assertThat(found(paused, run.everythingStored())).isZero();
        run.round();

        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void packetsAfterAPauseThatIsReadBeforeItsStart_areWrittenNowhere() {
        run.command(call.command(1));
        publish(call.batches(10));
        assertThat(found(paused, run.everythingStored())).isZero();
        run.command(call.command(2), call.command(0), call.end());
        run.round();

        assertThat(found(paused, run.everythingWritten())).isZero();
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void packetsAheadOfAPauseThatIsReadBeforeItsStart_goFromTheStoreWithIt() {
        publish(call.batches(10));
        run.command(call.command(1));
        assertThat(found(paused, run.everythingStored())).isZero();
        run.command(call.command(2), call.command(0), call.end());
        run.round();

        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void pauseThatIsNeverResumed_forgetsItsPackets() {
        // Given
        TestCall open = TestCall.with(LEG, START, 4, SECOND).counted();

        // When
        run.command(open.command(0), open.command(1));
        publish(open.batches(10));
        run.settle();
        run.command(open.end());
        run.round();

        // Then
        assertThat(found(open.payloads(SECOND, 4 * SECOND), run.everythingWritten()))
                .isZero();
        assertThat(run.objects.onlyObject()).isEqualTo(open.expectedFile());
        assertThat(run.counted("packets-paused")).isEqualTo(300);
        assertThat(run.delivered().get(0).getPauses()).hasSize(1);
    }

    @Test
    void deliveredRecording_leavesNoAudio() {
        run.command(call.command(0), call.command(1), call.command(2));
        publish(call.batches(10));
        run.command(call.end());
        run.round();

        assertThat(run.delivered()).hasSize(1);
        assertThat(run.stored("audio")).isEmpty();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void moreThanMayBeHeld_isCountedAndDropped() {
        // Given
        run.command(call.command(0), call.command(1));

        // When
        for (int i = 0; i < 1_001; i++) {
            run.frames(LEG, Track.INCOMING, call.of(Track.INCOMING).subList(50, 150));
        }

        // Then
        assertThat(run.counted("packets-held")).isEqualTo(100_000);
        assertThat(run.counted("packets-no-room")).isEqualTo(100);
        run.pass(Duration.ofSeconds(3));
        run.progress.processedUntil(run.nowMillis());
        run.round();
        assertThat(run.counted("packets-paused")).isEqualTo(100_000);
    }
}
