package io.tonearm.recorder;

import io.tonearm.recorder.leg.InputProgress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link InputProgress} as the brokers see it: the end of a partition at a moment, and the group's committed offset after
 * it. Asks only about partitions that somebody waits for. Safe for use by several threads.
 */
final class KafkaInputProgress implements InputProgress, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaInputProgress.class);
    private static final long ROUND_MILLIS = 250;
    private static final int MOST_IDLE_ROUNDS = 40;

    private record Target(long beginOffset, long endOffset, long atMillis) {}

    private final Admin admin;
    private final String group;
    private final Topics topics;
    private final InstantSource clock;
    private final Map<TopicPartition, Integer> idleRounds = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> processedUntil = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Target> targets = new HashMap<>();
    private final ScheduledFuture<?> schedule;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "input-progress");
        thread.setDaemon(true);
        return thread;
    });

    /** Asks for a group's progress; closes {@code admin} in the end. */
    KafkaInputProgress(Admin admin, String group, Topics topics, InstantSource clock) {
        this.admin = admin;
        this.group = group;
        this.topics = topics;
        this.clock = clock;
        schedule = rounds.scheduleWithFixedDelay(this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public OptionalLong processedUntilMillis(Input input, int partition) {
        String topic = input == Input.COMMANDS ? topics.commands() : topics.frames();
        TopicPartition asked = new TopicPartition(topic, partition);
        idleRounds.put(asked, 0);
        Long until = processedUntil.get(asked);
        return until == null ? OptionalLong.empty() : OptionalLong.of(until);
    }

    private void round() {
        try {
            idleRounds.replaceAll((partition, idle) -> idle + 1);
            idleRounds.values().removeIf(idle -> idle > MOST_IDLE_ROUNDS);
            targets.keySet().retainAll(idleRounds.keySet());
            processedUntil.keySet().retainAll(idleRounds.keySet());
            if (!idleRounds.isEmpty()) {
                compare();
            }
        } catch (ExecutionException | RuntimeException e) {
            log.atDebug().setCause(e).log("progress of the input is not known at the moment");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare() throws ExecutionException, InterruptedException {
        aim();
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        targets.entrySet().removeIf(entry -> {
            OffsetAndMetadata offset = committed.get(entry.getKey());
            long reached = offset == null ? entry.getValue().beginOffset() : offset.offset();
            boolean hit = reached >= entry.getValue().endOffset();
            if (hit) {
                processedUntil.put(entry.getKey(), entry.getValue().atMillis());
            }
            return hit;
        });
    }

    private void aim() throws ExecutionException, InterruptedException {
        Set<TopicPartition> unaimed = new HashSet<>(idleRounds.keySet());
        unaimed.removeAll(targets.keySet());
        if (!unaimed.isEmpty()) {
            long atMillis = clock.millis();
            Map<TopicPartition, Long> begins = offsets(unaimed, OffsetSpec.earliest());
            offsets(unaimed, OffsetSpec.latest())
                    .forEach((partition, end) ->
                            targets.put(partition, new Target(begins.getOrDefault(partition, 0L), end, atMillis)));
        }
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> specs =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, result) -> offsets.put(partition, result.offset()));
        return offsets;
    }

    @Override
    public void close() {
        schedule.cancel(true);
        rounds.shutdownNow();
        admin.close();
    }
}
