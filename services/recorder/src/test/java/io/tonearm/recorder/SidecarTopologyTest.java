package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import io.tonearm.recorder.testing.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SidecarTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;
    private static final RecordingPolicy DESCRIBING = Policies.chime()
            .storage(new StorageRule(Set.of(), null, null, null, true, null))
            .build();

    @TempDir
    private Path folder;

    private TopologyRun run;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder.resolve("first"), DESCRIBING);
    }

    @AfterEach
    void end() {
        run.close();
    }

    private static TestCall callTo(String... buckets) {
        TestCall plain = TestCall.with(LEG, START, 3, SECOND, 2 * SECOND);
        List<Destination> destinations = List.of(buckets).stream()
                .map(bucket -> new Destination(bucket, null))
                .toList();
        Action start = new Action.StartRecording(
                TrackSelection.BOTH, destinations, null, null, Map.of("queue", "sales", "agent", "7"));
        List<Command> commands = new ArrayList<>(plain.commands());
        commands.set(0, Commands.of(LEG).command(START, start));
        return new TestCall(LEG, commands, plain.frames());
    }

    private static List<Runnable> arrivals(TestCall call, TopologyRun run) {
        List<Runnable> arrivals = new ArrayList<>();
        call.commands().forEach(command -> arrivals.add(() -> run.command(command)));
        call.batches(25).forEach(batch -> arrivals.add(() -> run.frames(LEG, batch.track(), batch.frames())));
        return arrivals;
    }

    private void record(TestCall call) {
        arrivals(call, run).forEach(Runnable::run);
        run.settle();
    }

    private byte[] object(String bucket, String ending) {
        return run.objects.objects().entrySet().stream()
                .filter(object -> object.getKey().bucket().equals(bucket)
                        && object.getKey().key().endsWith(ending))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private List<String> puts() {
        return run.objects.puts().stream()
                .map(put -> put.object().bucket() + " " + put.mediaType())
                .toList();
    }

    private void assertDeliveredOnce() {
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.billed()).hasSize(1);
        assertThat(folder.resolve("first/spool")).isEmptyDirectory();
    }

    @Test
    void description_isStoredBehindTheFileInEachPlace() {
        TestCall call = callTo("one", "two");

        record(call);
        run.pass(Duration.ofSeconds(1));

        assertDeliveredOnce();
        assertThat(puts())
                .containsExactlyInAnyOrder(
                        "one audio/wav", "two audio/wav", "one application/json", "two application/json");
        assertThat(puts().indexOf("one audio/wav")).isLessThan(puts().indexOf("one application/json"));
        assertThat(puts().indexOf("two audio/wav")).isLessThan(puts().indexOf("two application/json"));
        assertThat(object("one", ".wav")).isEqualTo(call.expectedFile(DESCRIBING));
        assertThat(object("one", ".json")).isEqualTo(object("two", ".json"));
        assertThat(run.delivered().get(0).getSidecarUri())
                .isEqualTo(run.delivered().get(0).getUri().replace(".wav", ".json"));
    }

    @Test
    void delivery_isAnnouncedOnlyWhenTheDescriptionIsStored() {
        run.objects.answerNext(Kind.STORED, "");
        run.objects.answerNext(Kind.FAILED, "no route");

        record(callTo("one"));
        assertThat(run.delivered()).isEmpty();
        run.pass(Duration.ofSeconds(1));

        assertDeliveredOnce();
    }

    @Test
    void descriptionThatFails_isRetriedWithoutTheFile() {
        run.objects.answerNext(Kind.STORED, "");
        run.objects.answerNext(Kind.FAILED, "no route");
        run.objects.answerNext(Kind.FAILED, "no route");

        record(callTo("one"));
        run.pass(Duration.ofSeconds(5));

        assertDeliveredOnce();
        assertThat(puts())
                .containsExactly(
                        "one audio/wav", "one application/json", "one application/json", "one application/json");
        assertThat(run.counted("upload-retries")).isEqualTo(2);
    }

    @Test
    void description_saysWhatTheFileIs() throws IOException {
        record(callTo("one"));
        run.pass(Duration.ofSeconds(1));

        PutObject put = run.objects.puts().get(1);
        JsonNode description = new ObjectMapper().readTree(object("one", ".json"));
        assertThat(put.object().key()).isEqualTo("recordings/2026/11/20/2026-11-20-09-00-00-000_call-1_leg-1.json");
        assertThat(put.bytes()).isEqualTo(object("one", ".json").length);
        assertThat(put.metadata())
                .isEqualTo(Map.of("recording-id", run.delivered().get(0).getRecordingId()));
        assertThat(description.at("/file/sha256").asText())
                .isEqualTo(run.delivered().get(0).getSha256());
        assertThat(description.at("/pauses/0/from").asText()).isEqualTo("2026-11-20T09:00:01Z");
        assertThat(description.at("/pauses/0/to").asText()).isEqualTo("2026-11-20T09:00:02Z");
        assertThat(description.at("/markers/0/sample").asInt()).isEqualTo(8_000);
        assertThat(description.at("/metadata/queue").asText()).isEqualTo("sales");
        assertThat(description.at("/endReason").asText()).isEqualTo("LEG_ENDED");
    }

    @Seeded(runs = 4)
    void sameCallInAnyOrder_givesTheSameDescription(Random random) {
        // Given
        TestCall call = callTo("one");
        record(call);
        run.pass(Duration.ofSeconds(1));
        byte[] first = object("one", ".json");
        run.close();

        // When
        run = TopologyRun.in(folder.resolve("again"), DESCRIBING);
        List<Runnable> arrivals = arrivals(call, run);
        Collections.shuffle(arrivals, random);
        arrivals.forEach(Runnable::run);
        run.settle();
        run.pass(Duration.ofSeconds(1));

        // Then
        assertThat(object("one", ".json")).isEqualTo(first);
    }

    @Test
    void fileGoneFromTheSpool_isMadeAgainAndNothingStaysBehind() throws IOException {
        // Given
        run.objects.answerNext(Kind.FAILED, "no route");
        record(callTo("one"));

        // When
        Files.delete(run.objects.puts().get(0).file());
        run.pass(Duration.ofSeconds(2));

        // Then
        assertDeliveredOnce();
    }

    @Test
    void descriptionTheStoreRefuses_leavesTheFileDelivered() {
        run.objects.answerNext(Kind.STORED, "");
        run.objects.answerNext(Kind.REFUSED, "no JSON here");

        record(callTo("one"));
        run.pass(Duration.ofMinutes(2));

        assertDeliveredOnce();
    }

    @Test
    void withoutTheRule_noDescriptionIsStored() {
        run.close();
        run = TopologyRun.in(folder.resolve("first"));

        record(callTo("one"));

        assertThat(run.objects.objects().keySet()).extracting(ObjectKey::key).noneMatch(key -> key.endsWith(".json"));
        assertThat(run.delivered().get(0).getSidecarUri()).isNull();
    }
}
