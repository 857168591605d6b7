package io.tonearm.sandbox.bill;

import io.tonearm.events.RecordingDelivered;
import java.time.Instant;

/**
 * What a bill has to agree with in a delivered event. Immutable.
 *
 * @param recordingId the recording
 * @param callId its call
 * @param legId its leg
 * @param uri the delivered object
 * @param startedAt its start
 * @param endedAt its end
 * @param enabledMicros time from start to end, pauses included
 * @param pausedMicros time inside pauses
 * @param deliveredAt when it was delivered
 */
public record Delivery(
        String recordingId,
        String callId,
        String legId,
        String uri,
        Instant startedAt,
        Instant endedAt,
        long enabledMicros,
        long pausedMicros,
        Instant deliveredAt) {

    /** That part of an event. */
    public static Delivery of(RecordingDelivered event) {
        return new Delivery(
                event.getRecordingId(),
                event.getCallId(),
                event.getLegId(),
                event.getUri(),
                event.getStartedAt(),
                event.getEndedAt(),
                event.getRecordedMicros() + event.getPausedMicros(),
                event.getPausedMicros(),
                event.getDeliveredAt());
    }
}
