package io.tonearm.recorder.output;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.WindowedSum;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** Counts of a task, as metrics of Kafka Streams in the group {@code stream-tonearm-metrics}. Lives on its stream thread. */
public final class Counters {

    private static final String GROUP = "stream-tonearm-metrics";

    private final Map<FrameOutcome, Sensor> packets = new EnumMap<>(FrameOutcome.class);
    private final Sensor deadLetters;
    private final Sensor retries;

    public Counters(ProcessingContext context) {
        String task = context.taskId().toString();
        for (FrameOutcome outcome : FrameOutcome.values()) {
            packets.put(outcome, sensor(context, task, outcome.metric()));
        }
        deadLetters = sensor(context, task, "dead-letters");
        retries = sensor(context, task, "upload-retries");
    }

    private static Sensor sensor(ProcessingContext context, String task, String name) {
        String thread = Thread.currentThread().getName();
        Map<String, String> tags = Map.of("thread-id", thread, "task-id", task);
        Sensor sensor = context.metrics().addSensor(thread + "." + task + "." + name, RecordingLevel.INFO);
        sensor.add(metric(name + "-rate", "per second", tags), new Rate(TimeUnit.SECONDS, new WindowedSum()));
        sensor.add(metric(name + "-total", "in all", tags), new CumulativeSum());
        return sensor;
    }

    private static MetricName metric(String name, String description, Map<String, String> tags) {
        return new MetricName(name, GROUP, description, tags);
    }

    public void packets(FrameOutcome outcome, int count) {
        if (count > 0) {
            Objects.requireNonNull(packets.get(outcome)).record(count);
        }
    }

    public void deadLetter() {
        deadLetters.record(1);
    }

    public void uploadRetry() {
        retries.record(1);
    }
}
