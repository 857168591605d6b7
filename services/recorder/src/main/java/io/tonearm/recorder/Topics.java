package io.tonearm.recorder;

import io.tonearm.recorder.leg.LegWork.InputTopics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Names and settings of the topics. Immutable.
 *
 * @param prefix what all names begin with
 */
public record Topics(String prefix) {

    public String commands() {
        return prefix + "commands";
    }

    public String frames() {
        return prefix + "frames";
    }

    public String policies() {
        return prefix + "policies";
    }

    /** Policies that were found good, for the recorders themselves and for whoever wants to know. */
    public String policiesInForce() {
        return prefix + "policies-in-force";
    }

    public String results() {
        return prefix + "results";
    }

    public String lifecycle() {
        return prefix + "lifecycle";
    }

    public String delivered() {
        return prefix + "delivered";
    }

    public String undelivered() {
        return prefix + "undelivered";
    }

    public String billing() {
        return prefix + "billing";
    }

    public String deadLetters() {
        return prefix + "dead-letters";
    }

    /** The recorder's own notes of complete recordings: what is read there is committed. */
    public String deliveries() {
        return prefix + "deliveries";
    }

    /** The topics that the recorder reads. */
    public InputTopics inputs() {
        return new InputTopics(commands(), frames(), deliveries());
    }

    /** Topics whose events tell others what happened. */
    public List<String> events() {
        return List.of(results(), lifecycle(), delivered(), undelivered(), billing());
    }

    /**
     * All topics as they are to be created.
     *
     * @param partitions of the topics by leg, 1 or more; inputs must agree
     * @param replicationFactor 1 or more, or -1 for the brokers' default
     */
    List<NewTopic> toCreate(int partitions, short replicationFactor) {
        // By time of append, so that retention and order do not hang on the clocks of edges.
        Map<String, String> input = Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        Map<String, String> compacted = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        Stream<NewTopic> inputs = Stream.of(commands(), frames(), deliveries())
                .map(name -> new NewTopic(name, partitions, replicationFactor).configs(input));
        Stream<NewTopic> outputs = Stream.concat(events().stream(), Stream.of(deadLetters()))
                .map(name -> new NewTopic(name, partitions, replicationFactor));
        Stream<NewTopic> policies = Stream.of(policies(), policiesInForce())
                .map(name -> new NewTopic(name, 1, replicationFactor).configs(compacted));
        return Stream.of(inputs, outputs, policies).flatMap(topics -> topics).toList();
    }
}
