package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.devkit.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicSetupIT {

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void missingTopics_areThereAfterwardsAndARepeatChangesNothing() throws ExecutionException, InterruptedException {
        Topics topics = new Topics("new.");

        TopicSetup.ensure(admin, topics, 3, (short) 1);
        TopicSetup.ensure(admin, topics, 5, (short) 1);

        assertThat(admin.listTopics().names().get()).contains("new.commands", "new.policies", "new.dead-letters");
        assertThat(admin.describeTopics(List.of("new.frames"))
                        .allTopicNames()
                        .get()
                        .get("new.frames")
                        .partitions())
                .hasSize(3);
    }

    @Test
    void inputsOfDifferentWidth_areRefused() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic("odd.frames", 2, (short) 1)))
                .all()
                .get();

        assertThatThrownBy(() -> TopicSetup.ensure(admin, new Topics("odd."), 3, (short) 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("odd.frames=2")
                .hasMessageContaining("odd.commands=3");
    }

    @Test
    void moreReplicasThanBrokers_areRefusedByName() {
        assertThatThrownBy(() -> TopicSetup.ensure(admin, new Topics("many."), 1, (short) 3))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("eplication");
    }
}
