package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.EndReason;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TestCall.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTopologyTest {

    private static final String LEG = "leg-1";
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

    private void publish(List<Batch> batches) {
        batches.forEach(batch -> run.frames(LEG, batch.track(), batch.frames(), batch.firstPacketIndex()));
    }

    @Test
    void lastCountedPacket_completesAtOnce() {
        // Given
        TestCall call = TestCall.plain(LEG, START, 2).counted();
        List<Batch> batches = new ArrayList<>(call.batches(10));
        Batch last = batches.remove(3);

        // When
        run.command(call.command(0), call.end());
        publish(batches);
        run.round();
        assertThat(run.delivered()).isEmpty();
        publish(List.of(last));
        run.round();

        // Then
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void countedPacketsThatNeverCome_areWaitedForUntilAllIsSettled() {
        // Given
        TestCall call = TestCall.plain(LEG, START, 2).counted();
        List<Batch> batches = new ArrayList<>(call.batches(10));
        batches.remove(3);

        // When
        run.command(call.command(0), call.end());
        publish(batches);
        run.pass(Duration.ofMinutes(1));
        assertThat(run.delivered()).isEmpty();
        run.settle();

        // Then
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.objects.onlyObject()).isNotEqualTo(call.expectedFile());
    }

    @Test
    void uncountedPackets_areTakenUntilAllIsSettled() {
        // Given
        TestCall call = TestCall.plain(LEG, START, 2);
        List<Batch> batches = call.batches(10);

        // When
        run.command(call.command(0));
        publish(batches.subList(0, 12));
        run.command(call.end());
        run.round();
        publish(batches.subList(12, batches.size()));
        run.settle();

        // Then
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void packetsAfterCompletion_changeNothing() {
        // Given
        TestCall call = TestCall.plain(LEG, START, 2);
        List<Batch> batches = call.batches(10);
        run.objects.beSilent();

        // When
        run.command(call.command(0));
        publish(batches.subList(0, 12));
        run.command(call.end());
        run.settle();
        publish(batches.subList(12, batches.size()));
        run.objects.speak();
        run.round();

        // Then
        TestCall arrived = new TestCall(LEG, call.commands(), framesOf(batches.subList(0, 12)));
        assertThat(run.objects.onlyObject()).isEqualTo(arrived.expectedFile());
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.counted("packets-after-end")).isEqualTo(80);
    }

    private static Map<Track, List<RtpFrame>> framesOf(List<Batch> batches) {
        Map<Track, List<RtpFrame>> frames = new EnumMap<>(Track.class);
        batches.forEach(batch ->
                frames.computeIfAbsent(batch.track(), key -> new ArrayList<>()).addAll(batch.frames()));
        return frames;
    }

    @Test
    void otherRecordsPublishedLater_settleBusyPartitions() {
        // Given
        TestCall call = TestCall.plain(LEG, START, 1);
        run.command(call.command(0));
        publish(call.batches(50));
        run.command(call.end());

        // When
        run.pass(Duration.ofMillis(2001));
        TestCall other = TestCall.plain("leg-2", START, 1);
        run.frames("leg-2", Track.INCOMING, other.of(Track.INCOMING));
        run.round();
        run.round();
        assertThat(run.delivered()).isEmpty();
        run.command(other.command(0));
        run.round();
        run.round();

        // Then
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.delivered().get(0).getLegId()).isEqualTo(LEG);
    }

    @Test
    void recordsPublishedJustWithinTheSettleTime_settleNothing() {
        TestCall call = TestCall.plain(LEG, START, 1);
        run.command(call.command(0));
        run.command(call.end());

        run.pass(Duration.ofSeconds(2));
        TestCall other = TestCall.plain("leg-2", START, 1);
        run.frames("leg-2", Track.INCOMING, other.of(Track.INCOMING));
        run.command(other.command(0));
        run.round();
        run.round();

        assertThat(run.delivered()).isEmpty();
    }

    @Test
    void progressJustBeforeTheSettleTime_settlesNothing() {
        TestCall call = TestCall.plain(LEG, START, 1);
        run.command(call.command(0), call.end());

        run.progress.processedUntil(run.nowMillis() + 1999);
        run.pass(Duration.ofMinutes(1));
        assertThat(run.delivered()).isEmpty();

        run.progress.processedUntil(START / 1000 + 2000);
        run.round();
        run.round();
        assertThat(run.delivered()).hasSize(1);
    }

    @Test
    void longestTime_endsARecording() {
        run.close();
        run = TopologyRun.in(folder, ofAtMost(2 * SECOND));
        Commands next = Commands.of(LEG);

        run.command(next.start(START), next.legEnded(START + 3 * SECOND));
        run.settle();

        assertThat(run.delivered().get(0).getEndReason()).isEqualTo(EndReason.DURATION_REACHED);
        assertThat(run.delivered().get(0).getDurationMicros()).isEqualTo(2 * SECOND);
    }

    private static RecordingPolicy ofAtMost(long longestMicros) {
        return Policies.chime().longest(longestMicros).build();
    }

    @Test
    void trackThatIsNotRecorded_isNotWaitedFor() {
        // Given
        TestCall call = TestCall.plain(LEG, START, 1).counted();
        Action.StartRecording incoming =
                new Action.StartRecording(TrackSelection.INCOMING, Commands.START.destinations(), null, null, Map.of());
        Command start = Commands.of(LEG).command(START, incoming);

        // When
        run.command(start);
        run.frames(LEG, Track.INCOMING, call.of(Track.INCOMING), 0);
        run.command(call.end());
        run.round();

        // Then
        assertThat(run.delivered().get(0).getChannels()).isEqualTo(1);
    }

    @Test
    void noPacketsPublished_completeAtOnce() {
        Commands next = Commands.of(LEG);

        run.command(next.start(START), next.command(START + SECOND, new Action.LegEnded(new PublishedPackets(0, 0))));
        run.round();

        assertThat(run.delivered()).hasSize(1);
    }

    @Seeded(runs = 12)
    void sameCallInAnyOrder_givesTheSameBytes(Random random) {
        // Given
        TestCall call = TestCall.random(LEG, START, random);
        List<Runnable> arrivals = new ArrayList<>();
        for (Batch batch : call.batches(1 + random.nextInt(40))) {
            arrivals.add(() -> run.frames(LEG, batch.track(), batch.frames()));
            if (random.nextInt(10) == 0) {
                arrivals.add(() -> run.frames(LEG, batch.track(), batch.frames()));
            }
        }
        Collections.shuffle(arrivals, random);
        int at = 0;
        for (Command command : call.commands()) {
            at = at + random.nextInt(arrivals.size() - at + 1);
            arrivals.add(at, () -> run.command(command));
            at++;
        }

        // When
        arrivals.forEach(Runnable::run);
        run.settle();

        // Then
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.billed()).hasSize(1);
    }
}
