package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallPublisher;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.Pace;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a leg to a cluster and waits for its recording. Immutable.
 *
 * @param cluster where to
 * @param pace how fast
 * @param patience how long to wait for the delivery once all is published
 */
record RecordingRun(Cluster cluster, Pace pace, Duration patience) {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BILL_PATIENCE = Duration.ofSeconds(10);

    /**
     * A recording that is in its bucket.
     *
     * @param delivered its delivery
     * @param billed its charge; null where none came in time
     */
    record Finished(RecordingDelivered delivered, @Nullable RecordingBilled billed) {}

    /**
     * Runs.
     *
     * @throws SandboxException where the recording is refused, not delivered, or does not come in time
     */
    Finished run(LegScript script, CallPublisher.Progress progress) throws InterruptedException {
        RecordingOutcome outcome = new RecordingOutcome(script.leg().legId());
        try (EventFeed feed = EventFeed.fromNow(cluster);
                CallPublisher publisher = new CallPublisher(
                        cluster.config(),
                        cluster.topics().commands(),
                        cluster.topics().frames())) {
            publisher.publish(script.records(), pace, (record, packets, ofPackets) -> {
                progress.published(record, packets, ofPackets);
                feed.poll(Duration.ZERO).forEach(outcome::accept);
            });
            return await(feed, outcome);
        }
    }

    private Finished await(EventFeed feed, RecordingOutcome outcome) {
        long beganNanos = System.nanoTime();
        long deliveredNanos = 0;
        while (!outcome.isComplete()) {
            feed.poll(POLL).forEach(outcome::accept);
            long now = System.nanoTime();
            if (outcome.delivered() == null) {
                requirePatience(outcome, now - beganNanos);
                deliveredNanos = now;
            } else if (now - deliveredNanos > BILL_PATIENCE.toNanos()) {
                break;
            }
        }
        RecordingDelivered delivered = outcome.delivered();
        if (delivered == null) {
            throw new IllegalStateException("a complete outcome must have a delivery");
        }
        return new Finished(delivered, outcome.billed());
    }

    private void requirePatience(RecordingOutcome outcome, long waitedNanos) {
        if (waitedNanos > patience.toNanos()) {
            throw new SandboxException((outcome.isStarted()
                            ? "the recording was started but not delivered in time: `tonearm watch` shows what becomes of it"
                            : "no recorder answered in time: check that one runs on the cluster")
                    + ", or wait longer with --timeout, seconds=" + patience.toSeconds());
        }
    }
}
