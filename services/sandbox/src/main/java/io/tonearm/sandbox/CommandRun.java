package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallPublisher;
import io.tonearm.devkit.call.EdgeRecord;
import io.tonearm.devkit.call.Pace;
import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingCommand;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Publishes one command to a cluster and waits for its answer. Immutable.
 *
 * @param cluster where to
 * @param patience how long to wait
 */
record CommandRun(Cluster cluster, Duration patience) {

    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * Runs.
     *
     * @throws SandboxException where no answer comes in time
     */
    CommandResult run(RecordingCommand command) throws InterruptedException {
        try (EventFeed feed = EventFeed.fromNow(cluster);
                CallPublisher publisher = new CallPublisher(
                        cluster.config(),
                        cluster.topics().commands(),
                        cluster.topics().frames())) {
            publisher.publish(
                    List.of(new EdgeRecord.Command(command.getLegId(), 0, command)),
                    Pace.FAST,
                    CallPublisher.Progress.NONE);
            return await(feed, command.getCommandId());
        }
    }

    private CommandResult await(EventFeed feed, String commandId) {
        long beganNanos = System.nanoTime();
        while (System.nanoTime() - beganNanos < patience.toNanos()) {
            for (SpecificRecord event : feed.poll(POLL)) {
                if (event instanceof CommandResult result
                        && result.getCommandId().equals(commandId)) {
                    return result;
                }
            }
        }
        throw new SandboxException(
                "no recorder answered in time: check that one runs on the cluster, or wait longer with"
                        + " --timeout, seconds=" + patience.toSeconds());
    }
}
