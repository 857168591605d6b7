package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdleLegTopologyTest {

    private static final LegOwner OWNER = new LegOwner("call-1", Commands.ACCOUNT);
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

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

    private static FrameSequence second(int number) {
        return FrameSequence.from(START + number * SECOND)
                .firstSequenceNumber(number * 50L)
                .firstTimestamp(number * 8_000L);
    }

    @Test
    void framesOfALegThatNobodyRecords_leaveNothingBehind() {
        run.frames("leg-1", Track.INCOMING, second(0).frames());

        run.settle();

        assertThat(run.everythingStored()).isEmpty();
        assertThat(run.lifecycle()).isEmpty();
        assertThat(run.deadLetters()).isEmpty();
    }

    @Test
    void legWhoseOwnerIsKnown_keepsNothingButThat() {
        for (int i = 0; i < 20; i++) {
            run.frames(OWNER, "leg-1", Track.INCOMING, second(i).frames());
            run.live(Duration.ofSeconds(1));
        }
        run.settle();

        assertThat(run.stored("audio")).isEmpty();
        assertThat(run.stored("answers")).isEmpty();
        assertThat(run.stored("legs")).hasSize(1).allMatch(state -> state.length < 200);
        assertThat(run.records("recorder-legs-changelog")).hasSize(1);
    }

    @Test
    void legOfWhichOnlyTheOwnerIsKnown_isForgottenAfterItsRetention() {
        run.frames(OWNER, "leg-1", Track.INCOMING, second(0).frames());
        run.settle();

        run.pass(Duration.ofMillis(TopologyRun.RETENTION_MILLIS - 10_000));
        assertThat(run.stored("legs")).hasSize(1);
        run.pass(Duration.ofSeconds(15));

        assertThat(run.everythingStored()).isEmpty();
    }

    @Test
    void forgottenLegThatSpeaksAgain_isKnownAgain() {
        run.frames(OWNER, "leg-1", Track.INCOMING, second(0).frames());
        run.settle();
        run.pass(Duration.ofMillis(TopologyRun.RETENTION_MILLIS + 10_000));

        run.frames(
                new LegOwner("call-2", "account-2"),
                "leg-1",
                Track.INCOMING,
                second(1).frames());

        assertThat(run.stored("legs")).hasSize(1);
        assertThat(run.counted("packets-foreign")).isZero();
    }

    @Test
    void commandsOfALegThatIsNeverStarted_leaveOnlyTheirAnswersUntilTheRetention() {
        Commands next = Commands.of("leg-1");

        run.command(next.pause(START), next.digit(START + 1, "1"), next.transferred(START + 2));
        run.settle();
        assertThat(run.stored("answers")).hasSize(3);
        run.pass(Duration.ofMillis(TopologyRun.RETENTION_MILLIS + 10_000));

        assertThat(run.everythingStored()).isEmpty();
    }
}
