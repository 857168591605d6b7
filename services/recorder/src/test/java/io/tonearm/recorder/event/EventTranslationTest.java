package io.tonearm.recorder.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.events.UndeliveredReason;
import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.RecordingRenderer.RenderedQuality;
import io.tonearm.media.audio.TrackQuality;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.ActionKind;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.Effect;
import io.tonearm.media.recording.EndReason;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Refusal;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.event.DeliveryWriting.Placed;
import io.tonearm.recorder.event.DeliveryWriting.RenderedFile;
import io.tonearm.recorder.testing.Events;
import io.tonearm.recorder.testing.TestCall;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EventTranslationTest {

    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private final Commands next = Commands.of("leg-1");
    private final TestCall call = TestCall.with("leg-1", START, 4, SECOND, 2 * SECOND);

    private static Recording ending(Recording recording, EndReason reason) {
        return new Recording(
                recording.start(),
                recording.metadata(),
                recording.markers(),
                recording.digits(),
                recording.announcedMicros(),
                recording.told(),
                new Recording.End(recording.startMicros() + 4 * SECOND, reason, null, null),
                recording.progress());
    }

    private static void assertRead(Command command) {
        assertThat(CommandReading.read(Events.command(command))).isEqualTo(command);
    }

    @ParameterizedTest
    @EnumSource(ActionKind.class)
    void everyAction_isRead(ActionKind kind) {
        assertRead(next.command(START, action(kind)));
        assertRead(next.command(START, new Action.StopRecording(new PublishedPackets(1, 2))));
        assertRead(next.pause(START, 3_000_000));
    }

    @Test
    void everyParameterOfAStart_isRead() {
        for (TrackSelection tracks : TrackSelection.values()) {
            for (FileEncoding encoding : FileEncoding.values()) {
                assertRead(next.command(
                        START,
                        new Action.StartRecording(
                                tracks,
                                List.of(new Destination("a", "b/c"), new Destination("d", null)),
                                encoding,
                                16_000,
                                Map.of("k", "v"))));
            }
        }
    }

    @Test
    void everySymbolOfTheSchema_hasAMeaning() {
        for (io.tonearm.events.TrackSelection tracks : io.tonearm.events.TrackSelection.values()) {
            assertThat(TrackSelection.valueOf(tracks.name())).hasToString(tracks.name());
        }
        for (io.tonearm.events.FileEncoding encoding : io.tonearm.events.FileEncoding.values()) {
            assertThat(FileEncoding.valueOf(encoding.name())).hasToString(encoding.name());
        }
    }

    @Test
    void pauseOfAGivenLength_isNotTakenForAPauseWithoutEnd() {
        RecordingCommand event = Events.command(next.pause(START));
        event.setAction(PauseRecording.newBuilder().setLongestPauseMillis(1000L).build());

        assertThat(CommandReading.read(event).action()).isEqualTo(new Action.PauseRecording(SECOND));
    }

    @ParameterizedTest
    @EnumSource(Refusal.ErrorType.class)
    void everyErrorType_isWrittenUnderItsName(Refusal.ErrorType type) {
        CommandResult result =
                EventWriting.result(new Effect.Answer(next.pause(START), new Refusal(type, "why"), null), START + 1);

        String camel = type.name().replace("_", "").toLowerCase(Locale.ROOT);
        assertThat(result.getStatus()).isEqualTo(CommandStatus.FAILED);
        assertThat(result.getErrorType().name()).isEqualToIgnoringCase(camel);
        assertThat(result.getErrorMessage()).isEqualTo("why");
        assertThat(result.getDestinations()).isEmpty();
        assertThat(result.getAnsweredAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00.000001Z"));
    }

    private static Action action(ActionKind kind) {
        return switch (kind) {
            case START_RECORDING -> Commands.START;
            case PAUSE_RECORDING -> new Action.PauseRecording(null);
            case RESUME_RECORDING -> new Action.ResumeRecording();
            case STOP_RECORDING -> new Action.StopRecording(null);
            case RECORD_AUDIO -> Commands.RECORD_AUDIO;
            case ATTACH_METADATA -> new Action.AttachMetadata(Map.of("key", "value"));
            case LEG_ENDED -> new Action.LegEnded(null);
            case LEG_TRANSFERRED -> new Action.LegTransferred();
            case DIGIT_PRESSED -> new Action.DigitPressed("5");
        };
    }

    @ParameterizedTest
    @EnumSource(ActionKind.class)
    void everyActionKind_isAnsweredUnderItsName(ActionKind kind) {
        Command command = next.command(START, action(kind));

        CommandResult result = EventWriting.result(new Effect.Answer(command, null, call.recording()), START);

        assertThat(result.getAction().name()).isEqualTo(kind.name());
        assertThat(result.getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        assertThat(result.getRecordingId()).isEqualTo(call.recordingId());
        assertThat(result.getDestinations().get(0).getBucket()).isEqualTo("recordings");
    }

    @ParameterizedTest
    @EnumSource(Effect.Change.class)
    void everyChange_isAnnouncedUnderItsName(Effect.Change change) {
        assertThat(EventWriting.lifecycle(new Effect.Announcement(call.recording(), change, START))
                        .getEvent()
                        .name())
                .isEqualTo(change.name());
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void everyEndReason_isWrittenUnderItsName(EndReason reason) {
        Recording recording = ending(call.recording(), reason);

        assertThat(EventWriting.lifecycle(new Effect.Announcement(recording, Effect.Change.STOPPED, START))
                        .getEndReason()
                        .name())
                .isEqualTo(reason.name());
        assertThat(delivered(recording).getEndReason().name()).isEqualTo(reason.name());
    }

    private static ObjectKey object(Recording recording) {
        return recording.start().objects().get(0);
    }

    private static RecordingDelivered delivered(Recording recording) {
        TrackQuality quality = new TrackQuality(Track.OUTGOING, 10, 9, 1, 2, 3, 4, 5_000, 6_000, List.of("PCMU"));
        RenderedFile file =
                new RenderedFile(100, 4 * SECOND, "abcd", new RenderedQuality(List.of(quality), false), List.of());
        return DeliveryWriting.delivered(
                recording, file, List.of(new Placed(object(recording), true, false, null, null)), START + 5 * SECOND);
    }

    @Test
    void delivery_tellsWhatTheFileIs() {
        RecordingDelivered delivered = delivered(call.recording());

        assertThat(delivered.getUri()).startsWith("s3://recordings/recordings/2026/11/20/");
        assertThat(delivered.getSizeBytes()).isEqualTo(100);
        assertThat(delivered.getSha256()).isEqualTo("abcd");
        assertThat(delivered.getDurationMicros()).isEqualTo(4 * SECOND);
        assertThat(delivered.getRecordedMicros()).isEqualTo(3 * SECOND);
        assertThat(delivered.getPausedMicros()).isEqualTo(SECOND);
        assertThat(delivered.getPauses().get(0).getFrom()).isEqualTo(Instant.parse("2026-11-20T09:00:01Z"));
        assertThat(delivered.getPauses().get(0).getTo()).isEqualTo(Instant.parse("2026-11-20T09:00:02Z"));
        assertThat(delivered.getChannels()).isEqualTo(2);
        assertThat(delivered.getStartedAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(delivered.getEndedAt()).isEqualTo(Instant.parse("2026-11-20T09:00:04Z"));
        assertThat(delivered.getDeliveredAt()).isEqualTo(Instant.parse("2026-11-20T09:00:05Z"));
        io.tonearm.events.TrackQuality quality = delivered.getQuality().get(0);
        assertThat(quality.getTrack()).isEqualTo(io.tonearm.events.Track.OUTGOING);
        assertThat(quality.getPacketsExpected()).isEqualTo(10);
        assertThat(quality.getPacketsReceived()).isEqualTo(9);
        assertThat(quality.getPacketsDuplicated()).isEqualTo(1);
        assertThat(quality.getPacketsReordered()).isEqualTo(2);
        assertThat(quality.getPacketsLate()).isEqualTo(3);
        assertThat(quality.getPacketsUndecodable()).isEqualTo(4);
        assertThat(quality.getJitterMicros()).isEqualTo(5_000);
        assertThat(quality.getLongestGapMicros()).isEqualTo(6_000);
        assertThat(quality.getCodecs()).containsExactly("PCMU");
    }

    @Test
    void failedDelivery_tellsWhyAndWhereTheAudioIs() {
        RecordingUndelivered undelivered = DeliveryWriting.undelivered(
                call.recording(),
                UndeliveredReason.DESTINATION_REFUSED,
                "no such bucket",
                List.of(new Placed(object(call.recording()), false, false, null, "no such bucket")),
                3,
                START + 5 * SECOND);

        assertThat(undelivered.getReason()).isEqualTo(UndeliveredReason.DESTINATION_REFUSED);
        assertThat(undelivered.getAttempts()).isEqualTo(3);
        assertThat(undelivered.getAudioKeptIn()).contains("leg-1");
        assertThat(undelivered.getDestinations().get(0).getDelivered()).isFalse();
        assertThat(undelivered.getDestinations().get(0).getDetail()).isEqualTo("no such bucket");
    }

    @Test
    void bill_isInMinutesAndMoneyWithoutFloatingPoint() {
        RecordingBilled billed = EventWriting.billed(call.recording(), object(call.recording()), START + 5 * SECOND);

        assertThat(billed.getIdempotencyKey()).isEqualTo(call.recordingId());
        assertThat(billed.getEnabledMicros()).isEqualTo(4 * SECOND);
        assertThat(billed.getPausedMicros()).isEqualTo(SECOND);
        assertThat(billed.getBilledMicros()).isEqualTo(4 * SECOND);
        assertThat(billed.getBillableMinutes()).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(billed.getAmount()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(billed.getUsageEnd()).isEqualTo(Instant.parse("2026-11-20T09:00:04Z"));
    }

    @Test
    void times_areKeptToTheMicrosecond() {
        for (long micros : new long[] {0, 1, -1, START, START + 999_999, -62_135_596_800_000_000L}) {
            assertThat(Times.micros(Times.instant(micros))).isEqualTo(micros);
        }
        assertThat(Times.micros(Instant.parse("2026-11-20T09:00:00.000001999Z")))
                .isEqualTo(START + 1);
        assertThat(Times.micros(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Times.micros(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    }
}
