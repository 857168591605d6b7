package io.tonearm.recorder;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing and checks those that are there. Stateless. */
final class TopicSetup {

    private static final int MOST_LOOKS = 100;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private TopicSetup() {}

    /**
     * Makes the topics be there.
     *
     * @throws IllegalStateException where the inputs differ in their number of partitions; the operator recreates them
     * @throws KafkaException where the brokers cannot be asked
     */
    static void ensure(Admin admin, Topics topics, int partitions, short replicationFactor) {
        try {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing = topics.toCreate(partitions, replicationFactor).stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            for (Map.Entry<String, KafkaFuture<Void>> created :
                    admin.createTopics(missing).values().entrySet()) {
                awaitCreated(created.getValue());
            }
            checkInputs(admin, topics);
        } catch (ExecutionException e) {
            throw new KafkaException("topics could not be set up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while topics were set up", e);
        }
    }

    private static void awaitCreated(KafkaFuture<Void> created) throws ExecutionException, InterruptedException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void checkInputs(Admin admin, Topics topics) throws ExecutionException, InterruptedException {
        List<String> inputs = List.of(topics.commands(), topics.frames(), topics.deliveries());
        Map<String, Integer> partitions = describe(admin, inputs).values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name, topic -> topic.partitions().size()));
        if (Set.copyOf(partitions.values()).size() > 1) {
            throw new IllegalStateException("topics of a leg must have the same number of partitions, found "
                    + partitions + "; recreate those that differ");
        }
    }

    /** A topic that was just created is not known to every broker at once. */
    private static Map<String, TopicDescription> describe(Admin admin, List<String> topics)
            throws ExecutionException, InterruptedException {
        for (int look = 1; true; look++) {
            try {
                return admin.describeTopics(topics).allTopicNames().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || look == MOST_LOOKS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
    }
}
