package io.tonearm.recorder.leg;

import io.tonearm.events.UndeliveredReason;
import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.recorder.delivery.ObjectStore;
import io.tonearm.recorder.delivery.PutOutcome;
import io.tonearm.recorder.event.DeliveryWriting;
import io.tonearm.recorder.event.DeliveryWriting.RenderedFile;
import io.tonearm.recorder.event.EventWriting;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings complete recordings to their bucket and announces the outcome. Uploads run on the object store's threads; their
 * outcomes are collected here, so that a recording is announced and billed in the transaction that ends its delivery.
 * A recording whose delivery was under way when the task moved is delivered again under the same key. Lives on its stream
 * thread.
 */
final class DeliveryDesk {

    private static final Logger log = LoggerFactory.getLogger(DeliveryDesk.class);

    private static final class Delivery {
        private final String legId;
        private final String recordingId;
        private final long sinceMillis;
        private int attempts;
        private long dueMillis;
        private @Nullable SpooledFile file;

        private Delivery(String legId, String recordingId, long nowMillis) {
            this.legId = legId;
            this.recordingId = recordingId;
            this.sinceMillis = nowMillis;
            this.dueMillis = nowMillis;
        }
    }

    private record Done(Delivery delivery, PutOutcome outcome) {}

    private final LegBook book;
    private final AudioStore audio;
    private final Spool spool;
    private final ObjectStore objects;
    private final Outbox outbox;
    private final Counters counters;
    private final DeliveryLimits limits;
    private final Map<String, Delivery> known = new HashMap<>();
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
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
    void deliver(String legId, String recordingId, long nowMillis) {
        boolean due = book.open(legId)
                .state()
                .recording(recordingId)
                .filter(recording -> recording.progress() == Progress.DELIVERING)
                .isPresent();
        if (due && !known.containsKey(recordingId)) {
            adopt(legId, recordingId, nowMillis);
        }
        work(nowMillis);
    }

    /** Takes a recording on that an earlier owner of the task had been delivering. */
    void adopt(String legId, String recordingId, long nowMillis) {
        Delivery delivery = new Delivery(legId, recordingId, nowMillis);
        known.put(recordingId, delivery);
        waiting.add(delivery);
    }

    /** Collects outcomes and begins what is due. */
    void work(long nowMillis) {
        for (Done next = done.poll(); next != null; next = done.poll()) {
            inFlight--;
            settle(next.delivery(), next.outcome(), nowMillis);
        }
        for (int left = waiting.size(); left > 0 && inFlight < limits.mostInFlight(); left--) {
            Delivery delivery = waiting.remove();
            if (delivery.dueMillis <= nowMillis) {
                begin(delivery, nowMillis);
            } else {
                waiting.add(delivery);
            }
        }
    }

    private void begin(Delivery delivery, long nowMillis) {
        delivery.attempts++;
        Recording recording = recording(delivery);
        try {
            SpooledFile file = delivery.file;
            if (file == null || Files.notExists(file.path())) {
                file = spool.render(recording);
                delivery.file = file;
            }
            inFlight++;
            objects.put(file.toPut(recording)).thenAccept(outcome -> done.add(new Done(delivery, outcome)));
        } catch (IOException e) {
            retry(delivery, "the file could not be written to the spool folder: " + e.getMessage(), nowMillis);
        }
    }

    private Recording recording(Delivery delivery) {
        return book.open(delivery.legId)
                .state()
                .recording(delivery.recordingId)
                .orElseThrow(() -> new IllegalStateException(
                        "a recording must be known until it is delivered, recordingId=" + delivery.recordingId));
    }

    private void settle(Delivery delivery, PutOutcome outcome, long nowMillis) {
        switch (outcome.kind()) {
            case STORED -> succeed(delivery, outcome.versionId(), nowMillis);
            case REFUSED -> giveUp(delivery, UndeliveredReason.DESTINATION_REFUSED, outcome.sentence(), nowMillis);
            case CONFLICT -> giveUp(delivery, UndeliveredReason.DESTINATION_CONFLICT, outcome.sentence(), nowMillis);
            case FAILED -> retry(delivery, outcome.sentence(), nowMillis);
        }
    }

    private void retry(Delivery delivery, String detail, long nowMillis) {
        if (nowMillis - delivery.sinceMillis >= limits.giveUpMillis()) {
            giveUp(delivery, UndeliveredReason.DESTINATION_UNREACHABLE, detail, nowMillis);
            return;
        }
        counters.uploadRetry();
        delivery.dueMillis = nowMillis + limits.backoffMillis(delivery.attempts);
        waiting.add(delivery);
        log.atWarn()
                .addKeyValue("legId", delivery.legId)
                .addKeyValue("recordingId", delivery.recordingId)
                .addKeyValue("attempts", delivery.attempts)
                .addKeyValue("retryInMillis", delivery.dueMillis - nowMillis)
                .log(detail);
    }

    private void succeed(Delivery delivery, @Nullable String versionId, long nowMillis) {
        Recording recording = recording(delivery);
        SpooledFile file = delivery.file;
        if (file == null) {
            throw new IllegalStateException("a stored recording must have a file, recordingId=" + delivery.recordingId);
        }
        RenderedFile rendered = file.rendered();
        outbox.delivered(DeliveryWriting.delivered(recording, rendered, versionId, nowMillis * 1000));
        outbox.billed(EventWriting.billed(recording, nowMillis * 1000));
        finish(delivery, Progress.DELIVERED);
        forgetAudio(book.open(delivery.legId));
        log.atInfo()
                .addKeyValue("legId", delivery.legId)
                .addKeyValue("recordingId", delivery.recordingId)
                .addKeyValue("uri", recording.object().uri())
                .addKeyValue("bytes", rendered.bytes())
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

    private void giveUp(Delivery delivery, UndeliveredReason reason, String detail, long nowMillis) {
        outbox.undelivered(
                DeliveryWriting.undelivered(recording(delivery), reason, detail, delivery.attempts, nowMillis * 1000));
        finish(delivery, Progress.UNDELIVERED);
        log.atError()
                .addKeyValue("legId", delivery.legId)
                .addKeyValue("recordingId", delivery.recordingId)
                .addKeyValue("reason", reason)
                .log(detail);
    }

    private void finish(Delivery delivery, Progress progress) {
        Leg leg = book.open(delivery.legId);
        CallLegState state = Lifecycle.advance(leg.state(), delivery.recordingId, progress);
        book.write(leg, state);
        known.remove(delivery.recordingId);
        if (delivery.file != null) {
            delivery.file.close();
        }
    }

    /** Deletes the files that are waiting or under way; the recordings stay with the store. */
    void close() {
        known.values().stream().map(delivery -> delivery.file).forEach(file -> {
            if (file != null) {
                file.close();
            }
        });
    }
}
