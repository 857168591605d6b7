package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.S3Destination;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.Policies;
import io.tonearm.media.testing.WavSamples;
import io.tonearm.recorder.testing.ByteSearch;
import io.tonearm.recorder.testing.Events;
import io.tonearm.recorder.testing.TestCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutoStartTopologyTest {

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

    private RecordingDelivered delivered() {
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.billed()).hasSize(1);
        return run.delivered().get(0);
    }

    private List<String> announced() {
        return run.lifecycle().stream()
                .map(event -> event.getEvent() + " " + (event.getOccurredAt().toEpochMilli() - START / 1000))
                .toList();
    }

    private short[] left() {
        return WavSamples.read(run.objects.onlyObject()).channel(0);
    }

    @Test
    void firstPacket_beginsARecordingThatTheHangupEnds() {
        // When
        incoming(voice(2).frames());
        run.settle();
        run.command(next.legEnded(START + 2 * SECOND));
        run.settle();

        // Then
        assertThat(announced()).containsExactly("STARTED 0", "STOPPED 2000");
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
        assertThat(left()).isEqualTo(voice(2).samples());
        assertThat(delivered().getAccountId()).isEqualTo(Commands.ACCOUNT);
        assertThat(delivered().getCallId()).isEqualTo("call-1");
        assertThat(delivered().getChannels()).isEqualTo(2);
        assertThat(run.stored("audio")).isEmpty();
    }

    @Test
    void earliestPacket_countsWhateverCameFirst() {
        incoming(voice(2).frames(50, 100));
        run.frames(OWNER, LEG, Track.OUTGOING, voice(2).frames(25, 50));
        incoming(voice(2).frames(0, 50));
        run.settle();

        assertThat(announced()).containsExactly("STARTED 0");
    }

    @Test
    void nothing_beginsBeforeTheFirstPacketsHaveSettled() {
        incoming(voice(1).frames());
        run.live(Duration.ofMillis(1_900));
        assertThat(run.lifecycle()).isEmpty();
        run.live(Duration.ofMillis(200));

        assertThat(announced()).containsExactly("STARTED 0");
    }

    @Test
    void hangupReadBeforeThePackets_endsTheRecordingJustTheSame() {
        run.command(next.legEnded(START + 2 * SECOND));
        incoming(voice(2).frames());
        run.settle();
        run.settle();

        assertThat(announced()).containsExactly("STARTED 0", "STOPPED 2000");
        assertThat(left()).isEqualTo(voice(2).samples());
    }

    @Test
    void hangupReadAfterThePackets_givesTheSameFile() {
        incoming(voice(2).frames());
        run.command(next.legEnded(START + 2 * SECOND));
        run.settle();
        run.settle();

        assertThat(announced()).containsExactly("STARTED 0", "STOPPED 2000");
        assertThat(left()).isEqualTo(voice(2).samples());
    }

    @Test
    void hangupBeforeTheFirstPacket_leavesNothingToRecord() {
        run.command(next.legEnded(START));
        incoming(voice(2).frames());
        run.settle();
        run.settle();

        assertThat(run.lifecycle()).isEmpty();
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
        assertThat(run.stored("audio")).isEmpty();
    }

    @Test
    void pauseBeforeTheFirstPacket_beginsIt() {
        // Given
        Command pause = next.pause(START - SECOND);
        Command resume = next.resume(START + SECOND);

        // When
        run.command(pause, resume);
        run.settle();
        incoming(voice(2).frames());
        run.command(next.legEnded(START + 2 * SECOND));
        run.settle();

        // Then
        assertThat(announced()).containsExactly("STARTED -1000", "PAUSED -1000", "RESUMED 1000", "STOPPED 2000");
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED", "command-2 SUCCEEDED", "command-3 SUCCEEDED");
        assertThat(Arrays.copyOfRange(left(), 16_000, 24_000)).isEqualTo(voice(2).samples(50, 100));
    }

    @Test
    void pauseAndResumeReadWithThePackets_loseNothingBehindThem() {
        run.command(next.pause(START), next.resume(START + SECOND));
        incoming(voice(2).frames(0, 50));
        incoming(voice(2).frames(50, 100));
        run.command(next.legEnded(START + 2 * SECOND));
        run.settle();
        run.settle();

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 0", "RESUMED 1000", "STOPPED 2000");
        assertThat(Arrays.copyOfRange(left(), 8_000, 16_000)).isEqualTo(voice(2).samples(50, 100));
    }

    @Test
    void packetsReadBeforeTheirPause_giveTheSameFile() {
        incoming(voice(2).frames());
        run.command(next.legEnded(START + 2 * SECOND), next.resume(START + SECOND), next.pause(START));
        run.settle();
        run.settle();

        assertThat(announced()).containsExactly("STARTED 0", "PAUSED 0", "RESUMED 1000", "STOPPED 2000");
        assertThat(Arrays.copyOfRange(left(), 8_000, 16_000)).isEqualTo(voice(2).samples(50, 100));
    }

    @Test
    void pausedAudio_isWrittenNowhereInAnyRecording() {
        TestCall call = TestCall.with(LEG, START, 3, SECOND, 2 * SECOND);

        run.command(call.command(1), call.command(2));
        call.batches(25).forEach(batch -> run.frames(OWNER, LEG, batch.track(), batch.frames()));
        run.command(call.end());
        run.settle();
        run.settle();

        List<byte[]> written = run.everythingWritten();
        assertThat(delivered().getPausedMicros()).isEqualTo(SECOND);
        assertThat(call.payloads(SECOND, 2 * SECOND))
                .noneMatch(payload -> written.stream().anyMatch(value -> ByteSearch.contains(value, payload)))
                .noneMatch(payload -> ByteSearch.contains(run.objects.onlyObject(), payload));
    }

    @Test
    void startReadBeforeAllHasSettled_findsTheRecordingInProgress() {
        incoming(voice(2).frames());
        run.command(next.start(START + SECOND));
        assertThat(run.answers()).isEmpty();
        run.settle();

        assertThat(announced()).containsExactly("STARTED 0");
        assertThat(run.answers()).containsExactly("command-1 FAILED RecordingAlreadyInProgress");
    }

    @Test
    void startBeforeTheFirstPacket_isTheLegsRecording() {
        run.command(next.start(START - SECOND));
        incoming(voice(2).frames());
        run.settle();
        run.settle();

        assertThat(announced()).containsExactly("STARTED -1000");
        assertThat(run.answers()).containsExactly("command-1 SUCCEEDED");
    }

    @Test
    void startByCommandAfterwards_isAlreadyInProgress() {
        incoming(voice(2).frames());
        run.settle();

        run.command(next.start(START + SECOND));

        assertThat(run.answers()).containsExactly("command-1 FAILED RecordingAlreadyInProgress");
    }

    @Test
    void onlyTheFirstRecordingOfALeg_startsByItself() {
        incoming(voice(1).frames());
        run.settle();
        run.command(next.stop(START + SECOND));
        run.settle();

        incoming(voice(3).frames(50, 150));
        run.settle();

        assertThat(announced()).containsExactly("STARTED 0", "STOPPED 1000");
        assertThat(run.stored("audio")).isEmpty();
    }

    @Test
    void legWhoseEdgeDoesNotSayWhoseItIs_startsNothing() {
        run.frames(LEG, Track.INCOMING, voice(2).frames());
        run.settle();

        assertThat(run.lifecycle()).isEmpty();
        assertThat(run.everythingStored()).isEmpty();
    }

    @Test
    void accountWithoutAutoStart_startsNothing() {
        run.policy(Events.policy().build());

        incoming(voice(2).frames());
        run.settle();

        assertThat(run.lifecycle()).isEmpty();
        assertThat(run.stored("audio")).isEmpty();
    }

    @Test
    void accountsOwnPolicy_saysWhereTheFileGoes() {
        run.policy(Events.policy()
                .setAutoStart(true)
                .setAutoStartDestination(new S3Destination("calls", "yellow"))
                .build());

        incoming(voice(2).frames());
        run.settle();
        run.command(next.legEnded(START + 2 * SECOND));
        run.settle();

        assertThat(delivered().getUri())
                .isEqualTo("s3://calls/yellow/2026/11/20/2026-11-20-09-00-00-000_call-1_leg-1.wav");
    }
}
