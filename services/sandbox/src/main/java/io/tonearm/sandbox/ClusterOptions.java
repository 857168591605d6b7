package io.tonearm.sandbox;

import io.tonearm.recorder.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name a running cluster. Filled by picocli, then read. */
final class ClusterOptions {

    static final String BROKER = "127.0.0.1:9092";
    static final String REGISTRY = "http://127.0.0.1:8081";

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Broker to begin with; several are separated by commas.")
    @Nullable
    String bootstrapServer;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry of the cluster. Default: " + REGISTRY + ", where `tonearm up` has it.")
    @Nullable
    String registry;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "recording.",
            description = "What the names of the recorder's topics begin with. Default: ${DEFAULT-VALUE}")
    String topicPrefix = "recording.";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties for Kafka clients and the registry's client, such as TLS and credentials.")
    @Nullable
    Path config;

    /** Whether the options name a cluster. */
    boolean nameCluster() {
        return bootstrapServer != null || config != null;
    }

    /** The cluster; where {@code tonearm up} has it unless the options say otherwise. */
    Cluster cluster() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                Cluster.BOOTSTRAP_SERVERS, BROKER,
                Cluster.REGISTRY_URL, REGISTRY));
        if (config != null) {
            read(config).forEach((key, value) -> properties.put(key.toString(), value));
        }
        if (bootstrapServer != null) {
            properties.put(Cluster.BOOTSTRAP_SERVERS, bootstrapServer);
        }
        if (registry != null) {
            properties.put(Cluster.REGISTRY_URL, registry);
        }
        return new Cluster(properties, new Topics(topicPrefix));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new SandboxException("--config must name a file of properties that can be read, file=" + file, e);
        }
    }
}
