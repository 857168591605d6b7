package io.tonearm.schemas.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * The registries that this process talks to, one per configuration, so that many serdes share one client.
 *
 * <p>Safe for use by several threads.
 */
public final class SchemaRegistries {

    private static final String MOCK = "mock://";
    private static final int MOST_SCOPES = 1_000;
    private static final int MOST_CLIENTS = 64;
    private static final Map<String, InMemorySchemaRegistry> SCOPES = new ConcurrentHashMap<>();
    private static final Map<Map<String, String>, SchemaRegistry> CLIENTS = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, String>, SchemaRegistry> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private SchemaRegistries() {}

    /**
     * Returns the registry that a client configuration names with {@code schema.registry.url}: one or several URLs of a
     * Confluent-compatible REST API, or {@code mock://scope} for a registry in this process, the same for all users of
     * the scope.
     *
     * @throws ConfigException where the configuration is not usable; the message names the key
     */
    public static SchemaRegistry of(Map<String, ?> config) {
        RegistryConfig parsed = new RegistryConfig(config);
        if (parsed.urls().get(0).startsWith(MOCK)) {
            return inMemory(parsed);
        }
        synchronized (CLIENTS) {
            return CLIENTS.computeIfAbsent(parsed.identity(), identity -> parsed.connect());
        }
    }

    private static SchemaRegistry inMemory(RegistryConfig config) {
        if (config.urls().size() > 1 || SCOPES.size() >= MOST_SCOPES) {
            throw new ConfigException(
                    RegistryConfig.URL,
                    config.urls(),
                    "expected one mock:// scope and at most " + MOST_SCOPES + " in all");
        }
        return SCOPES.computeIfAbsent(
                config.urls().get(0).substring(MOCK.length()),
                scope -> new InMemorySchemaRegistry(SchemaJournal.none()));
    }
}
