package io.tonearm.sandbox;

import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingUndelivered;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** Events as a line of text for a person. Stateless. */
final class EventText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private EventText() {}

    /** Time in UTC, kind, leg, and what happened. */
    static String line(SpecificRecord event) {
        if (event instanceof CommandResult result) {
            return line(result.getAnsweredAt(), "result", result.getLegId(), result(result));
        } else if (event instanceof RecordingLifecycle change) {
            String reason = change.getEndReason() == null ? "" : ", " + change.getEndReason();
            return line(change.getOccurredAt(), "lifecycle", change.getLegId(), change.getEvent() + reason);
        } else if (event instanceof RecordingDelivered delivered) {
            String what = delivered.getUri() + ", " + DurationText.seconds(delivered.getDurationMicros()) + ", "
                    + delivered.getSizeBytes() + " bytes";
            return line(delivered.getDeliveredAt(), "delivered", delivered.getLegId(), what);
        } else if (event instanceof RecordingUndelivered undelivered) {
            String what = undelivered.getReason() + ": " + undelivered.getDetail() + "; audio kept in "
                    + undelivered.getAudioKeptIn();
            return line(undelivered.getFailedAt(), "undelivered", undelivered.getLegId(), what);
        } else if (event instanceof RecordingBilled billed) {
            return line(billed.getBilledAt(), "billed", billed.getLegId(), RecordingReport.bill(billed));
        }
        throw new IllegalArgumentException(
                "expected an event of the recorder, class=" + event.getClass().getName());
    }

    private static String result(CommandResult result) {
        StringBuilder text = new StringBuilder(result.getAction() + " " + result.getStatus());
        if (result.getErrorType() != null) {
            text.append(", ").append(result.getErrorType()).append(": ").append(result.getErrorMessage());
        }
        result.getDestinations()
                .forEach(to -> text.append(", to s3://")
                        .append(to.getBucket())
                        .append('/')
                        .append(to.getKey()));
        if (result.getTerminatorUsed() != null) {
            text.append(", ended by ").append(result.getTerminatorUsed());
        }
        return text.toString();
    }

    private static String line(Instant at, String kind, String legId, String what) {
        return String.format(Locale.ROOT, "%s  %-11s  %s  %s", TIME.format(at), kind, legId, what);
    }
}
