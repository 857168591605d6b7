package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.DestinationOutcome;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.events.UndeliveredReason;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import io.tonearm.recorder.testing.TestCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DestinationsTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final RecordingPolicy FALLING_BACK = Policies.chime()
            .storage(new StorageRule(Set.of(), null, null, null, false, new Destination("fallback", null)))
            .build();

    @TempDir
    private Path folder;

    private TopologyRun run;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder, FALLING_BACK);
    }

    @AfterEach
    void end() {
        run.close();
    }

    private static TestCall callTo(String legId, String... buckets) {
        TestCall plain = TestCall.plain(legId, START, 1).counted();
        List<Destination> destinations = List.of(buckets).stream()
                .map(bucket -> new Destination(bucket, null))
                .toList();
        List<Command> commands = new ArrayList<>(plain.commands());
        commands.set(
                0,
                Commands.of(legId)
                        .command(
                                START,
                                new Action.StartRecording(TrackSelection.BOTH, destinations, null, null, Map.of())));
        return new TestCall(legId, commands, plain.frames());
    }

    private void record(TestCall call) {
        run.command(call.command(0));
        call.batches(50)
                .forEach(batch -> run.frames(call.legId(), batch.track(), batch.frames(), batch.firstPacketIndex()));
        run.command(call.end());
    }

    private static List<String> lines(List<DestinationOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome ->
                        outcome.getLocation().getBucket() + " " + outcome.getDelivered() + " " + outcome.getDetail())
                .toList();
    }

    private List<String> buckets() {
        return run.objects.puts().stream().map(put -> put.object().bucket()).toList();
    }

    private RecordingDelivered delivered() {
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.billed()).hasSize(1);
        assertThat(run.undelivered()).isEmpty();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
        return run.delivered().get(0);
    }

    private RecordingUndelivered undelivered() {
        assertThat(run.undelivered()).hasSize(1);
        assertThat(run.delivered()).isEmpty();
        assertThat(run.billed()).isEmpty();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
        return run.undelivered().get(0);
    }

    private void answer(Kind kind, @Nullable String detail, int times) {
        for (int i = 0; i < times; i++) {
            run.objects.answerNext(kind, detail == null ? "" : detail);
        }
    }

    @Test
    void severalDestinations_allGetTheSameFile() {
        TestCall call = callTo(LEG, "one", "two", "three");

        record(call);
        run.pass(Duration.ofSeconds(1));

        assertThat(lines(delivered().getDestinations()))
                .containsExactly("one true null", "two true null", "three true null");
        assertThat(run.objects.objects()).hasSize(3);
        assertThat(run.objects.objects().values())
                .allSatisfy(file -> assertThat(file).isEqualTo(call.expectedFile(FALLING_BACK)));
        assertThat(delivered().getUri()).startsWith("s3://one/");
        assertThat(run.billed().get(0).getObjectUri()).isEqualTo(delivered().getUri());
        assertThat(run.stored("audio")).isEmpty();
    }

    @Test
    void destinations_areServedAtTheSameTime() {
        run.objects.beSilent();

        record(callTo(LEG, "one", "two"));
        run.pass(Duration.ofSeconds(1));
        assertThat(run.objects.unanswered()).isEqualTo(2);
        assertThat(run.delivered()).isEmpty();
        assertThat(run.objects.puts())
                .extracting(PutObject::file)
                .containsOnly(run.objects.puts().get(0).file());
        run.objects.speak();
        run.round();

        assertThat(lines(delivered().getDestinations())).hasSize(2);
    }

    @Test
    void uploadsOfManyDestinations_areNoMoreAtATimeThanAllowed() {
        run.objects.beSilent();

        record(callTo(LEG, "one", "two", "three", "four"));
        record(callTo("leg-2", "one", "two", "three", "four"));
        run.pass(Duration.ofSeconds(1));
        assertThat(run.objects.puts()).hasSize(2);
        run.objects.speak();
        run.pass(Duration.ofSeconds(1));

        assertThat(run.objects.objects()).hasSize(8);
        assertThat(run.delivered()).hasSize(2);
        assertThat(run.billed()).hasSize(2);
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void oneRefusing_leavesItDeliveredWithThatOutcome() {
        answer(Kind.REFUSED, "no such bucket", 1);

        record(callTo(LEG, "one", "two"));
        run.pass(Duration.ofSeconds(1));

        assertThat(lines(delivered().getDestinations())).containsExactly("one false no such bucket", "two true null");
        assertThat(delivered().getUri()).startsWith("s3://two/");
        assertThat(run.billed().get(0).getObjectUri()).isEqualTo(delivered().getUri());
        assertThat(buckets()).containsExactly("one", "two");
    }

    @Test
    void oneFailingForAWhile_isWaitedFor() {
        answer(Kind.FAILED, "no route", 2);

        record(callTo(LEG, "one", "two"));
        run.round();
        run.pass(Duration.ofSeconds(3));

        assertThat(lines(delivered().getDestinations())).containsExactly("one true null", "two true null");
    }

    @Test
    void oneFailingForLongAfterAnotherHasStored_isGivenUpWithItsDetail() {
        // Given
        run.objects.answerNext(Kind.STORED, "");
        answer(Kind.FAILED, "no route", 1_000);

        // When
        record(callTo(LEG, "one", "two"));
        run.pass(Duration.ofSeconds(9));
        assertThat(run.delivered()).isEmpty();
        run.pass(Duration.ofSeconds(6));

        // Then
        assertThat(lines(delivered().getDestinations())).containsExactly("one true ", "two false no route");
        assertThat(delivered().getUri()).startsWith("s3://one/");
    }

    @Test
    void allRefusing_fallBack() {
        TestCall call = callTo(LEG, "one", "two");
        answer(Kind.REFUSED, "no", 2);

        record(call);
        run.pass(Duration.ofSeconds(1));

        assertThat(lines(delivered().getDestinations()))
                .containsExactly("one false no", "two false no", "fallback true null");
        assertThat(delivered().getUri())
                .isEqualTo("s3://fallback/recordings/2026/11/20/2026-11-20-09-00-00-000_call-1_leg-1.wav");
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile(FALLING_BACK));
    }

    @Test
    void allFailingForLong_fallBackAfterTheirTime() {
        // Given
        run.objects.beSilent();
        record(callTo(LEG, "one"));
        run.round();
        answer(Kind.FAILED, "no route", 1);
        run.objects.speak();
        for (int i = 0; i < 1_000 && !buckets().contains("fallback"); i++) {
            run.objects.answerNext(Kind.FAILED, "no route");
            run.pass(Duration.ofMillis(500));
        }

        // Then
        long tried = run.nowMillis() - START / 1000;
        assertThat(tried).isBetween(TopologyRun.LIMITS.giveUpMillis(), TopologyRun.LIMITS.giveUpMillis() + 6_000);
    }

    @Test
    void fallbackFailing_isUndeliveredWithAllOutcomes() {
        answer(Kind.REFUSED, "no", 2);
        answer(Kind.REFUSED, "not here either", 1);

        record(callTo(LEG, "one", "two"));
        run.pass(Duration.ofMinutes(1));

        assertThat(lines(undelivered().getDestinations()))
                .containsExactly("one false no", "two false no", "fallback false not here either");
        assertThat(undelivered().getReason()).isEqualTo(UndeliveredReason.DESTINATION_REFUSED);
        assertThat(undelivered().getAttempts()).isEqualTo(3);
        assertThat(run.stored("audio")).isNotEmpty();
    }

    @Test
    void fallbackOutOfReach_isGivenItsOwnTime() {
        answer(Kind.REFUSED, "no", 1);
        answer(Kind.FAILED, "no route", 1_000);

        record(callTo(LEG, "one"));
        run.pass(Duration.ofSeconds(55));
        assertThat(run.undelivered()).isEmpty();
        run.pass(Duration.ofSeconds(15));

        assertThat(undelivered().getReason()).isEqualTo(UndeliveredReason.DESTINATION_UNREACHABLE);
    }

    @Test
    void recordAudio_neverFallsBack() {
        answer(Kind.REFUSED, "no", 1);
        Commands next = Commands.of(LEG);

        run.command(next.recordAudio(START), next.stop(START + 1_000_000));
        run.settle();

        assertThat(buckets()).containsExactly("recordings");
        assertThat(undelivered().getDetail()).isEqualTo("no");
        assertThat(run.answers()).containsExactly("command-2 SUCCEEDED", "command-1 FAILED InvalidActionParameter");
    }

    @Test
    void startByDeniedAndGrantedDestinations_isTriedAtBoth() {
        run.objects.denyNext();

        record(callTo(LEG, "one", "two"));
        run.pass(Duration.ofSeconds(1));

        assertThat(run.objects.probes()).hasSize(2);
        assertThat(buckets()).containsExactly("one", "two");
    }
}
