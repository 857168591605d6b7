package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingUndelivered;
import io.tonearm.events.UndeliveredReason;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import io.tonearm.recorder.testing.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;

    private final TestCall call = TestCall.plain(LEG, START, 1).counted();

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

    private void record(TestCall recorded) {
        run.command(recorded.command(0));
        recorded.batches(50)
                .forEach(
                        batch -> run.frames(recorded.legId(), batch.track(), batch.frames(), batch.firstPacketIndex()));
        run.command(recorded.end());
    }

    @Test
    void uploadThatFailsSomeTimes_isDeliveredAndBilledOnce() {
        // Given
        for (int i = 0; i < 4; i++) {
            run.objects.answerNext(Kind.FAILED, "no route");
        }

        // When
        record(call);
        run.pass(Duration.ofSeconds(30));
        run.pass(Duration.ofSeconds(30));

        // Then
        assertThat(run.objects.puts()).hasSize(5);
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.billed()).hasSize(1);
        assertThat(run.undelivered()).isEmpty();
        assertThat(run.counted("upload-retries")).isEqualTo(4);
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void failedUpload_isRepeatedAfterItsBackoffAndNotBefore() {
        run.objects.answerNext(Kind.FAILED, "no route");
        run.objects.answerNext(Kind.FAILED, "no route");
        record(call);
        run.round();

        run.pass(Duration.ofMillis(450));
        assertThat(run.objects.puts()).hasSize(1);
        run.pass(Duration.ofMillis(100));
        assertThat(run.objects.puts()).hasSize(2);
        run.pass(Duration.ofMillis(950));
        assertThat(run.objects.puts()).hasSize(2);
        run.pass(Duration.ofMillis(150));
        assertThat(run.objects.puts()).hasSize(3);
    }

    @Test
    void uploadThatFailsForTooLong_isUndeliveredAndItsAudioKept() {
        // Given
        for (int i = 0; i < 1_000; i++) {
            run.objects.answerNext(Kind.FAILED, "no route");
        }

        // When
        record(call);
        run.pass(Duration.ofMinutes(2));

        // Then
        RecordingUndelivered undelivered = only();
        assertThat(undelivered.getReason()).isEqualTo(UndeliveredReason.DESTINATION_UNREACHABLE);
        assertThat(undelivered.getDetail()).isEqualTo("no route");
        assertThat(undelivered.getAttempts())
                .isEqualTo(run.objects.puts().size())
                .isBetween(10, 30);
        assertThat(run.stored("audio")).isNotEmpty();
    }

    @Test
    void refusedUpload_isUndeliveredAtOnceAndItsAudioKept() {
        run.objects.answerNext(Kind.REFUSED, "bucket recordings does not exist; create it");

        record(call);
        run.pass(Duration.ofMinutes(2));

        assertThat(run.objects.puts()).hasSize(1);
        assertThat(only().getReason()).isEqualTo(UndeliveredReason.DESTINATION_REFUSED);
        assertThat(only().getDetail()).contains("create it");
        assertThat(only().getRecordingId()).isEqualTo(call.recordingId());
        assertThat(run.stored("audio")).isNotEmpty();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void keyTakenByAnotherObject_isUndeliveredAndNothingOverwritten() {
        // Given
        byte[] theirs = {1, 2, 3};
        run.objects.occupy(call.recording().start().objects().get(0), theirs);

        // When
        record(call);
        run.pass(Duration.ofMinutes(2));

        // Then
        assertThat(only().getReason()).isEqualTo(UndeliveredReason.DESTINATION_CONFLICT);
        assertThat(run.objects.onlyObject()).isEqualTo(theirs);
        assertThat(run.stored("audio")).isNotEmpty();
    }

    private RecordingUndelivered only() {
        assertThat(run.undelivered()).hasSize(1);
        assertThat(run.delivered()).isEmpty();
        assertThat(run.billed()).isEmpty();
        return run.undelivered().get(0);
    }

    @Test
    void uploadUnderWay_isAnnouncedOnlyWhenStored() {
        run.objects.beSilent();
        record(call);
        run.pass(Duration.ofMinutes(5));
        assertThat(run.objects.unanswered()).isEqualTo(1);
        assertThat(run.delivered()).isEmpty();
        assertThat(run.stored("audio")).isNotEmpty();

        run.objects.speak();
        run.round();
        assertThat(run.delivered()).hasSize(1);
    }

    @Test
    void moreUploadsThanAllowedAtATime_wait() {
        run.objects.beSilent();
        for (int i = 0; i < 5; i++) {
            record(TestCall.plain("leg-" + i, START, 1).counted());
        }
        run.pass(Duration.ofSeconds(1));
        assertThat(run.objects.puts()).hasSize(2);

        run.objects.speak();
        run.pass(Duration.ofSeconds(1));
        assertThat(run.delivered()).hasSize(5);
        assertThat(run.billed()).hasSize(5);
    }

    @Test
    void object_carriesWhoseItIs() {
        record(call);
        run.round();

        PutObject put = run.objects.puts().get(0);
        assertThat(put.mediaType()).isEqualTo("audio/wav");
        assertThat(put.bytes()).isEqualTo(run.objects.onlyObject().length);
        assertThat(put.sha256()).isEqualTo(run.delivered().get(0).getSha256());
        assertThat(put.metadata())
                .containsEntry("call-id", "call-1")
                .containsEntry("leg-id", LEG)
                .containsEntry("recording-id", call.recordingId())
                .containsEntry("recording-duration", "1")
                .containsEntry("recording-audio-file-format", "audio/wav");
    }

    @Test
    void spoolFolderThatCannotBeWritten_isTriedAgain() throws IOException {
        // Given
        Path spool = folder.resolve("spool");
        Files.writeString(spool, "in the way");

        // When
        record(call);
        run.round();
        assertThat(run.objects.puts()).isEmpty();
        Files.delete(spool);
        run.pass(Duration.ofSeconds(1));

        // Then
        assertThat(run.delivered()).hasSize(1);
    }

    @Test
    void spooledFileThatIsGone_isMadeAgain() throws IOException {
        // Given
        run.objects.answerNext(Kind.FAILED, "no route");
        record(call);

        // When
        Files.delete(run.objects.puts().get(0).file());
        run.pass(Duration.ofSeconds(2));

        // Then
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
        assertThat(run.delivered()).hasSize(1);
    }

    @Test
    void deliveredLeg_isForgottenAfterItsRetention() {
        record(call);
        run.round();
        run.pass(Duration.ofMillis(TopologyRun.RETENTION_MILLIS - 1_000));
        assertThat(run.stored("legs")).hasSize(1);
        assertThat(run.stored("answers")).hasSize(2);

        run.pass(Duration.ofSeconds(2));
        assertThat(run.everythingStored()).isEmpty();
    }

    @Test
    void undeliveredLeg_isNotForgotten() {
        run.objects.answerNext(Kind.REFUSED, "no");
        record(call);

        run.pass(Duration.ofMillis(2 * TopologyRun.RETENTION_MILLIS));

        assertThat(run.stored("legs")).hasSize(1);
        assertThat(run.stored("audio")).isNotEmpty();
    }

    @Test
    void legInProgress_isNotForgotten() {
        run.command(call.command(0));

        run.pass(Duration.ofMillis(3 * TopologyRun.RETENTION_MILLIS));
        call.batches(50).forEach(batch -> run.frames(LEG, batch.track(), batch.frames(), batch.firstPacketIndex()));
        run.command(call.end());
        run.round();

        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
    }

    @Test
    void noteOfARecordingThatIsDelivered_deliversNothingTwice() {
        record(call);
        run.round();

        run.publishRaw(run.topics.deliveries(), TopologyRun.bytes(LEG), TopologyRun.bytes(call.recordingId()));
        run.publishRaw(run.topics.deliveries(), TopologyRun.bytes("leg-9"), TopologyRun.bytes("nothing"));
        run.publishRaw(run.topics.deliveries(), TopologyRun.bytes(LEG), null);
        run.pass(Duration.ofSeconds(1));

        assertThat(run.objects.puts()).hasSize(1);
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.billed()).hasSize(1);
    }
}
