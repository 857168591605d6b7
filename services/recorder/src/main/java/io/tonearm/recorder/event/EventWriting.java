package io.tonearm.recorder.event;

import io.tonearm.events.ActionType;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.LifecycleEvent;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.S3Location;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.recording.ActionKind;
import io.tonearm.media.recording.Bill;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Effect;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the domain decided as events of the topics. Stateless. */
public final class EventWriting {

    private EventWriting() {}

    /** The result of a command. */
    public static CommandResult result(Effect.Answer answer, long nowMicros) {
        Command command = answer.command();
        @Nullable Refusal refusal = answer.refusal();
        @Nullable Recording recording = answer.recording();
        Recording.@Nullable End end = recording == null ? null : recording.end();
        return CommandResult.newBuilder()
                .setCommandId(command.commandId())
                .setCallId(command.callId())
                .setLegId(command.legId())
                .setAccountId(command.accountId())
                .setAction(ActionType.valueOf(command.action().kind().name()))
                .setStatus(refusal == null ? CommandStatus.SUCCEEDED : CommandStatus.FAILED)
                .setErrorType(refusal == null ? null : errorType(refusal.type()))
                .setErrorMessage(refusal == null ? null : refusal.message())
                .setRecordingId(recording == null ? null : recording.recordingId())
                .setDestinations(recording == null ? List.of() : locations(recording))
                .setTerminatorUsed(
                        command.action().kind() == ActionKind.RECORD_AUDIO && refusal == null && end != null
                                ? end.terminator()
                                : null)
                .setIssuedAt(Times.instant(command.issuedAtMicros()))
                .setAnsweredAt(Times.instant(nowMicros))
                .build();
    }

    private static ErrorType errorType(Refusal.ErrorType type) {
        return switch (type) {
            case RECORDING_ALREADY_IN_PROGRESS -> ErrorType.RecordingAlreadyInProgress;
            case RECORDING_ALREADY_ENDED -> ErrorType.RecordingAlreadyEnded;
            case RECORDING_NOT_STARTED -> ErrorType.RecordingNotStarted;
            case INVALID_ACTION_PARAMETER -> ErrorType.InvalidActionParameter;
            case NO_ACCESS_TO_DESTINATION -> ErrorType.NoAccessToDestination;
            case SYSTEM_EXCEPTION -> ErrorType.SystemException;
        };
    }

    private static List<S3Location> locations(Recording recording) {
        return recording.start().objects().stream().map(EventWriting::location).toList();
    }

    static S3Location location(ObjectKey object) {
        return new S3Location(object.bucket(), object.key());
    }

    /** The announcement of a change. */
    public static RecordingLifecycle lifecycle(Effect.Announcement announcement) {
        Recording recording = announcement.recording();
        Recording.@Nullable End end = recording.end();
        return RecordingLifecycle.newBuilder()
                .setRecordingId(recording.recordingId())
                .setCallId(recording.callId())
                .setLegId(recording.legId())
                .setAccountId(recording.accountId())
                .setEvent(LifecycleEvent.valueOf(announcement.change().name()))
                .setEndReason(
                        end == null || announcement.change() != Effect.Change.STOPPED
                                ? null
                                : EndReason.valueOf(end.reason().name()))
                .setOccurredAt(Times.instant(announcement.atMicros()))
                .build();
    }

    /**
     * The charge for a delivered recording.
     *
     * @param object where it is
     */
    public static RecordingBilled billed(Recording recording, ObjectKey object, long deliveredAtMicros) {
        RecordingSpan span = recording.span();
        Bill bill = Bill.of(span, recording.policy());
        return RecordingBilled.newBuilder()
                .setIdempotencyKey(recording.recordingId())
                .setRecordingId(recording.recordingId())
                .setCallId(recording.callId())
                .setLegId(recording.legId())
                .setAccountId(recording.accountId())
                .setEnabledMicros(span.enabledMicros())
                .setPausedMicros(span.pausedMicros())
                .setBilledMicros(bill.billedMicros())
                .setBillingIncrementSeconds(recording.policy().price().incrementSeconds())
                .setBillableMinutes(bill.minutes())
                .setUnitPrice(bill.unitPrice())
                .setAmount(bill.amount())
                .setCurrency(recording.policy().price().currency())
                .setUsageStart(Times.instant(recording.startMicros()))
                .setUsageEnd(Times.instant(span.endMicros()))
                .setObjectUri(object.uri())
                .setBilledAt(Times.instant(deliveredAtMicros))
                .build();
    }
}
