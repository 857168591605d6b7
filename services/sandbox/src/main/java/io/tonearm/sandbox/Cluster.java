package io.tonearm.sandbox;

import io.tonearm.recorder.Topics;
import io.tonearm.schemas.registry.RegistryRefusedException;
import io.tonearm.schemas.registry.RegistryUnavailableException;
import io.tonearm.schemas.registry.SchemaRegistries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brokers, registry and topics that a recorder works on. Immutable.
 *
 * @param config properties of Kafka clients and serdes, {@code bootstrap.servers} and {@code schema.registry.url} among
 *     them
 * @param topics names of the topics
 */
record Cluster(Map<String, Object> config, Topics topics) {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String REGISTRY_URL = "schema.registry.url";

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    Cluster {
        config = Map.copyOf(config);
    }

    static Cluster of(String bootstrapServers, String registryUrl, Topics topics) {
        return new Cluster(Map.of(BOOTSTRAP_SERVERS, bootstrapServers, REGISTRY_URL, registryUrl), topics);
    }

    /**
     * Checks that brokers, registry and topics are there, within about ten seconds each.
     *
     * @param furtherTopics that are needed besides those of every recorder
     * @throws SandboxException where one is not
     */
    void requireReachable(String... furtherTopics) throws InterruptedException {
        List<String> names = new ArrayList<>(topics.events());
        names.addAll(List.of(topics.commands(), topics.frames()));
        names.addAll(List.of(furtherTopics));
        requireBrokers(names);
        requireRegistry();
    }

    private void requireBrokers(List<String> names) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(config);
        int patienceMs = Math.toIntExact(PATIENCE.toMillis());
        settings.putAll(Map.of("default.api.timeout.ms", patienceMs, "request.timeout.ms", patienceMs / 2));
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            requireTopics(admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), names);
        } catch (ExecutionException e) {
            throw brokersAway(e);
        } catch (TimeoutException | KafkaException e) {
            throw brokersAway(e);
        }
    }

    private void requireTopics(Set<String> there, List<String> needed) {
        List<String> missing =
                needed.stream().filter(name -> !there.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new SandboxException(
                    "the cluster has no topics of a recorder: start one of this version there, or name its topics with"
                            + " --topic-prefix, prefix=" + topics.prefix() + ", missing=" + missing);
        }
    }

    private SandboxException brokersAway(Exception cause) {
        log.atDebug().setCause(cause).log("brokers not reached");
        return new SandboxException(
                "no broker answers: check --bootstrap-server and that the cluster is running (`tonearm up` starts one),"
                        + " bootstrapServer=" + config.get(BOOTSTRAP_SERVERS),
                cause);
    }

    private void requireRegistry() {
        try {
            SchemaRegistries.of(config).latest(topics.commands() + "-value");
        } catch (RegistryRefusedException e) {
            log.atDebug().addKeyValue("answer", e.getMessage()).log("registry reached");
        } catch (RegistryUnavailableException e) {
            throw new SandboxException(
                    "the schema registry does not answer: check --registry and that it is running, registry="
                            + config.get(REGISTRY_URL),
                    e);
        }
    }
}
