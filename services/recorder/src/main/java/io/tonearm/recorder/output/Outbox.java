package io.tonearm.recorder.output;

import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingUndelivered;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The topics a task writes to, each a sink of the topology by its own name. Lives on its stream thread. */
public final class Outbox {

    /** Names of the sinks. */
    public static final String RESULTS = "results";

    public static final String LIFECYCLE = "lifecycle";
    public static final String DELIVERED = "delivered";
    public static final String UNDELIVERED = "undelivered";
    public static final String BILLING = "billing";
    public static final String DELIVERIES = "deliveries";
    public static final String DEAD_LETTERS = "dead-letters";

    private final ProcessorContext<Object, Object> context;

    public Outbox(ProcessorContext<Object, Object> context) {
        this.context = context;
    }

    private void send(String sink, Object key, @Nullable Object value) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), sink);
    }

    public void result(CommandResult result) {
        send(RESULTS, result.getLegId(), result);
    }

    public void lifecycle(RecordingLifecycle lifecycle) {
        send(LIFECYCLE, lifecycle.getLegId(), lifecycle);
    }

    public void delivered(RecordingDelivered delivered) {
        send(DELIVERED, delivered.getLegId(), delivered);
    }

    public void undelivered(RecordingUndelivered undelivered) {
        send(UNDELIVERED, undelivered.getLegId(), undelivered);
    }

    public void billed(RecordingBilled billed) {
        send(BILLING, billed.getAccountId(), billed);
    }

    /** Tells ourselves, by way of the log, that a recording is complete: what comes back from there is committed. */
    public void delivery(String legId, String recordingId) {
        send(DELIVERIES, legId, recordingId);
    }
}
