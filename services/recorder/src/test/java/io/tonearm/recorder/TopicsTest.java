package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

final class TopicsTest {

    private final Topics topics = new Topics("p.");

    private NewTopic created(String name) {
        return topics.toCreate(6, (short) 3).stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allTopics_areCreatedWithThePrefix() {
        assertThat(topics.toCreate(6, (short) 3))
                .extracting(NewTopic::name)
                .containsExactlyInAnyOrder(
                        "p.commands",
                        "p.frames",
                        "p.deliveries",
                        "p.policies",
                        "p.policies-in-force",
                        "p.results",
                        "p.lifecycle",
                        "p.delivered",
                        "p.undelivered",
                        "p.billing",
                        "p.dead-letters");
    }

    @Test
    void inputs_haveTheSamePartitionsAndTheBrokersTime() {
        for (String input : List.of(topics.commands(), topics.frames(), topics.deliveries())) {
            assertThat(created(input).numPartitions()).isEqualTo(6);
            assertThat(created(input).replicationFactor()).isEqualTo((short) 3);
            assertThat(created(input).configs()).containsEntry("message.timestamp.type", "LogAppendTime");
        }
    }

    @Test
    void policies_areCompactedInOnePartition() {
        assertThat(created(topics.policies()).numPartitions()).isEqualTo(1);
        assertThat(created(topics.policies()).configs()).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void events_areNotCompacted() {
        for (String event : topics.events()) {
            assertThat(created(event).configs() == null
                            || created(event).configs().isEmpty())
                    .isTrue();
        }
    }
}
