package io.tonearm.recorder.leg;

import io.tonearm.events.UndeliveredReason;
import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.recorder.delivery.ObjectStore;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import io.tonearm.recorder.event.DeliveryWriting;
import io.tonearm.recorder.event.DeliveryWriting.Placed;
import io.tonearm.recorder.event.EventWriting;
import io.tonearm.recorder.leg.Delivery.Upload;
import io.tonearm.recorder.output.Counters;
import io.tonearm.recorder.output.Outbox;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings complete recordings to their buckets and announces the outcome. Uploads run on the object store's threads; their
 * outcomes are collected here, so that a recording is announced and billed in the transaction that ends its delivery.
 * A recording whose delivery was under way when the task moved is delivered again under the same keys. Lives on its stream
 * thread.
 */
final class DeliveryDesk {

    private static final Logger log = LoggerFactory.getLogger(DeliveryDesk.class);

    private record Done(Upload upload, PutOutcome outcome) {}

    private final LegBook book;
    private final AudioStore audio;
    private final Spool spool;
    private final ObjectStore objects;
    private final Outbox outbox;
    private final Counters counters;
    private final DeliveryLimits limits;
    private final Map<String, Delivery> known = new HashMap<>();
    private final ArrayDeque<Upload> waiting = new ArrayDeque<>();
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private int inFlight;

    DeliveryDesk(
            LegBook book,
            AudioStore audio,
            Spool spool,
            ObjectStore objects,
            Outbox outbox,
            Counters counters,
            DeliveryLimits limits) {
        this.book = book;
        this.audio = audio;
        this.spool = spool;
        this.objects = objects;
        this.outbox = outbox;
        this.counters = counters;
        this.limits = limits;
    }

    /** Takes a recording on that is complete, and that the log says is; one that is taken on already stays as it is. */
    void deliver(String legId, String recordingId, LegEffects effects) {
        boolean due = book.open(legId)
                .state()
                .recording(recordingId)
                .filter(recording -> recording.progress() == Progress.DELIVERING)
                .isPresent();
        if (due && !known.containsKey(recordingId)) {
            adopt(legId, recordingId, effects.now().readMillis());
        }
        work(effects);
    }

    /** Takes a recording on that an earlier owner of the task had been delivering. */
    void adopt(String legId, String recordingId, long nowMillis) {
        Delivery delivery = new Delivery(legId, recordingId, nowMillis);
        known.put(recordingId, delivery);
        for (ObjectKey object : recording(delivery).start().objects()) {
            waiting.add(delivery.to(object, nowMillis));
        }
    }

    /** Collects outcomes and begins what is due. */
    void work(LegEffects effects) {
        long nowMillis = effects.now().readMillis();
        for (Done next = done.poll(); next != null; next = done.poll()) {
            inFlight--;
            settle(next.upload(), next.outcome(), effects);
        }
        for (int left = waiting.size(); left > 0 && inFlight < limits.mostInFlight(); left--) {
            Upload upload = waiting.remove();
            if (upload.dueMillis <= nowMillis) {
                begin(upload, effects);
            } else {
                waiting.add(upload);
            }
        }
    }

    private void begin(Upload upload, LegEffects effects) {
        Delivery delivery = upload.delivery;
        upload.attempts++;
        try {
            SpooledRecording spooled = delivery.spooled;
            if (spooled == null || !spooled.exists()) {
                if (spooled != null) {
                    spooled.close();
                }
                spooled = spool.render(recording(delivery));
                delivery.spooled = spooled;
            }
            SpooledFile sidecar = spooled.sidecar();
            PutObject put = upload.audioStored && sidecar != null
                    ? spooled.toPut(sidecar, upload.object)
                    : spooled.toPut(upload.object);
            inFlight++;
            objects.put(put).thenAccept(outcome -> done.add(new Done(upload, outcome)));
        } catch (IOException e) {
            retry(
                    upload,
                    PutOutcome.failed("the file could not be written to the spool folder: " + e.getMessage()),
                    effects);
        }
    }

    private Recording recording(Delivery delivery) {
        return book.open(delivery.legId)
                .state()
                .recording(delivery.recordingId)
                .orElseThrow(() -> new IllegalStateException(
                        "a recording must be known until it is delivered, recordingId=" + delivery.recordingId));
    }

    private void settle(Upload upload, PutOutcome outcome, LegEffects effects) {
        if (outcome.kind() == Kind.FAILED) {
            retry(upload, outcome, effects);
            return;
        }
        Delivery delivery = upload.delivery;
        boolean hasSidecar = delivery.spooled != null && delivery.spooled.sidecar() != null;
        if (outcome.kind() == Kind.STORED && !upload.audioStored) {
            upload.audioStored = true;
            upload.versionId = outcome.versionId();
            if (hasSidecar) {
                upload.attempts--;
                waiting.addFirst(upload);
                return;
            }
        }
        conclude(upload, outcome, effects);
    }

    private void retry(Upload upload, PutOutcome failure, LegEffects effects) {
        long nowMillis = effects.now().readMillis();
        Delivery delivery = upload.delivery;
        boolean othersStored = nowMillis - delivery.storedMillis >= limits.othersMillis();
        if (othersStored || nowMillis - delivery.sinceMillis >= limits.giveUpMillis()) {
            conclude(upload, failure, effects);
            return;
        }
        counters.uploadRetry();
        upload.dueMillis = nowMillis + limits.backoffMillis(upload.attempts);
        waiting.add(upload);
        log.atWarn()
                .addKeyValue("legId", delivery.legId)
                .addKeyValue("recordingId", delivery.recordingId)
                .addKeyValue("attempts", upload.attempts)
                .addKeyValue("retryInMillis", upload.dueMillis - nowMillis)
                .log(failure.sentence());
    }

    private void conclude(Upload upload, PutOutcome outcome, LegEffects effects) {
        Delivery delivery = upload.delivery;
        long nowMillis = effects.now().readMillis();
        upload.outcome = upload.audioStored ? described(upload, outcome) : outcome;
        if (upload.isStored()) {
            delivery.storedMillis = Math.min(delivery.storedMillis, nowMillis);
        }
        if (!delivery.isSettled()) {
            return;
        }
        Recording recording = recording(delivery);
        @Nullable ObjectKey fallback = delivery.hasFallenBack ? null : recording.fallback();
        if (delivery.isStored()) {
            succeed(delivery, recording, effects);
        } else if (fallback != null) {
            delivery.hasFallenBack = true;
            delivery.sinceMillis = nowMillis;
            waiting.add(delivery.to(fallback, nowMillis));
        } else {
            giveUp(delivery, recording, outcome, effects);
        }
    }

    /** A file counts as stored also where its description is not: that one can be made again from the event. */
    private static PutOutcome described(Upload upload, PutOutcome outcome) {
        SpooledRecording spooled = upload.delivery.spooled;
        upload.described = spooled != null && spooled.sidecar() != null && outcome.kind() == Kind.STORED;
        if (outcome.kind() == Kind.STORED) {
            return outcome;
        }
        log.atWarn()
                .addKeyValue("legId", upload.delivery.legId)
                .addKeyValue("recordingId", upload.delivery.recordingId)
                .log("description not stored: " + outcome.sentence());
        return PutOutcome.stored(upload.versionId);
    }

    private void succeed(Delivery delivery, Recording recording, LegEffects effects) {
        SpooledRecording spooled = delivery.spooled;
        if (spooled == null) {
            throw new IllegalStateException("a stored recording must have a file, recordingId=" + delivery.recordingId);
        }
        long nowMicros = effects.now().readMillis() * 1000;
        ObjectKey object = delivery.places().stream()
                .filter(Placed::stored)
                .findFirst()
                .orElseThrow()
                .object();
        outbox.delivered(DeliveryWriting.delivered(recording, spooled.rendered(), delivery.places(), nowMicros));
        outbox.billed(EventWriting.billed(recording, object, nowMicros));
        finish(delivery, Progress.DELIVERED, effects);
        forgetAudio(book.open(delivery.legId));
        log.atInfo()
                .addKeyValue("legId", delivery.legId)
                .addKeyValue("recordingId", delivery.recordingId)
                .addKeyValue("uri", object.uri())
                .addKeyValue("bytes", spooled.rendered().bytes())
                .log("recording delivered");
    }

    private void forgetAudio(Leg leg) {
        CallLegState state = leg.state();
        audio.retain(
                leg.legId(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                captured -> state.isNeeded(captured) || state.fateOf(captured) == Fate.AWAITS_START);
    }

    private void giveUp(Delivery delivery, Recording recording, PutOutcome last, LegEffects effects) {
        UndeliveredReason reason = switch (last.kind()) {
            case REFUSED -> UndeliveredReason.DESTINATION_REFUSED;
            case CONFLICT -> UndeliveredReason.DESTINATION_CONFLICT;
            case FAILED, STORED -> UndeliveredReason.DESTINATION_UNREACHABLE;
        };
        outbox.undelivered(DeliveryWriting.undelivered(
                recording,
                reason,
                last.sentence(),
                delivery.places(),
                delivery.attempts(),
                effects.now().readMillis() * 1000));
        finish(delivery, Progress.UNDELIVERED, effects);
        log.atError()
                .addKeyValue("legId", delivery.legId)
                .addKeyValue("recordingId", delivery.recordingId)
                .addKeyValue("reason", reason)
                .log(last.sentence());
    }

    private void finish(Delivery delivery, Progress progress, LegEffects effects) {
        Leg leg = book.open(delivery.legId);
        effects.apply(leg, Lifecycle.advance(leg.state(), delivery.recordingId, progress));
        known.remove(delivery.recordingId);
        if (delivery.spooled != null) {
            delivery.spooled.close();
        }
    }

    /** Deletes the files that are waiting or under way; the recordings stay with the store. */
    void close() {
        known.values().stream().map(delivery -> delivery.spooled).forEach(spooled -> {
            if (spooled != null) {
                spooled.close();
            }
        });
    }
}
