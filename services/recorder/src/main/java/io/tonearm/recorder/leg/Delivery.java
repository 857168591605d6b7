package io.tonearm.recorder.leg;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.recorder.delivery.PutOutcome;
import io.tonearm.recorder.event.DeliveryWriting.Placed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A complete recording on its way to its destinations. Lives on its stream thread. */
final class Delivery {

    final String legId;
    final String recordingId;
    final List<Upload> uploads = new ArrayList<>();
    long sinceMillis;
    long storedMillis = Long.MAX_VALUE;
    boolean hasFallenBack;

    @Nullable
    SpooledRecording spooled;

    /** One of its destinations. */
    static final class Upload {

        final Delivery delivery;
        final ObjectKey object;
        int attempts;
        long dueMillis;
        boolean audioStored;
        boolean described;

        @Nullable
        String versionId;

        @Nullable
        PutOutcome outcome;

        private Upload(Delivery delivery, ObjectKey object, long nowMillis) {
            this.delivery = delivery;
            this.object = object;
            this.dueMillis = nowMillis;
        }

        boolean isStored() {
            return outcome != null && outcome.kind() == PutOutcome.Kind.STORED;
        }

        private Placed placed() {
            return new Placed(object, isStored(), described, versionId, outcome == null ? null : outcome.detail());
        }
    }

    Delivery(String legId, String recordingId, long nowMillis) {
        this.legId = legId;
        this.recordingId = recordingId;
        this.sinceMillis = nowMillis;
    }

    /** Adds a destination. */
    Upload to(ObjectKey object, long nowMillis) {
        Upload upload = new Upload(this, object, nowMillis);
        uploads.add(upload);
        return upload;
    }

    /** Whether every destination has its outcome. */
    boolean isSettled() {
        return uploads.stream().allMatch(upload -> upload.outcome != null);
    }

    boolean isStored() {
        return uploads.stream().anyMatch(Upload::isStored);
    }

    int attempts() {
        return uploads.stream().mapToInt(upload -> upload.attempts).sum();
    }

    /** What each destination answered. */
    List<Placed> places() {
        return uploads.stream().map(Upload::placed).toList();
    }
}
