package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.Policies;
import io.tonearm.media.testing.WavSamples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TenancyTopologyTest {

    private static final String LEG = "leg-1";
    private static final LegOwner OWNER = new LegOwner("call-1", Commands.ACCOUNT);
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;
    private static final RecordingPolicy AUTO_START =
            Policies.chime().autoStartTo("recordings").build();

    private final Commands next = Commands.of(LEG);

    @TempDir
    private Path folder;

    private TopologyRun run;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder, AUTO_START);
    }

    @AfterEach
    void end() {
        run.close();
    }

    private static FrameSequence voice(int seconds) {
        return FrameSequence.from(START).count(seconds * 50);
    }

    private void incoming(List<RtpFrame> frames) {
        run.frames(OWNER, LEG, Track.INCOMING, frames);
    }

    @Test
    void framesOfAnotherAccount_areDroppedAndCounted() {
        incoming(voice(2).frames());
        run.frames(new LegOwner("call-2", "account-2"), LEG, Track.OUTGOING, voice(2).frames());
        run.settle();
        run.command(next.legEnded(START + 2 * SECOND));
        run.settle();

        assertThat(run.counted("packets-foreign")).isEqualTo(100);
        assertThat(WavSamples.read(run.objects.onlyObject()).channel(1)).containsOnly((short) 0);
    }

    @Test
    void framesOfAnotherAccountThanTheStart_areDroppedAndCounted() {
        run.command(next.start(START));
        run.frames(new LegOwner("call-2", "account-2"), LEG, Track.OUTGOING, voice(2).frames());
        incoming(voice(2).frames());

        assertThat(run.counted("packets-foreign")).isEqualTo(100);
        assertThat(run.counted("packets-kept")).isEqualTo(100);
    }

    @Test
    void commandOfAnotherAccountThanTheFrames_isRefused() {
        run.frames(new LegOwner("call-2", "account-2"), LEG, Track.INCOMING, voice(1).frames());

        run.command(next.start(START));
        run.settle();

        assertThat(run.answers()).containsExactly("command-1 FAILED InvalidActionParameter");
        assertThat(run.results().get(0).getErrorMessage()).contains("`accountId`");
    }
}
