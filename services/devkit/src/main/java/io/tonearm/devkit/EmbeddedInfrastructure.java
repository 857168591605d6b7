package io.tonearm.devkit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * A broker, a schema registry and an object store over one data folder: all that a recorder needs around it.
 *
 * <pre>
 * folder/
 *   broker/            Kafka's log folders, the registry's topic among them
 *   buckets/           a folder per bucket, objects as plain files
 *   s3.credentials     the store's key pair, in the form of the AWS tools; for the owner alone
 *   *.port             the ports chosen, to be chosen again
 *   *.lock             locked while a server runs
 * </pre>
 *
 * Safe for use by several threads.
 */
public final class EmbeddedInfrastructure implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final EmbeddedSchemaRegistry registry;
    private final EmbeddedObjectStore objectStore;

    private EmbeddedInfrastructure(
            EmbeddedBroker broker, EmbeddedSchemaRegistry registry, EmbeddedObjectStore objectStore) {
        this.broker = broker;
        this.registry = registry;
        this.objectStore = objectStore;
    }

    /**
     * Where the servers run. A port of 0 means a free one, which the folder remembers and takes again while it is free.
     *
     * @param folder data folder, created where missing; one process at a time
     * @param brokerPort TCP port of the broker
     * @param registryPort TCP port of the schema registry
     * @param objectStorePort TCP port of the object store
     */
    public record Options(Path folder, int brokerPort, int registryPort, int objectStorePort) {

        /** Checks the ports. */
        public Options {
            LoopbackPort.requireValid("brokerPort", brokerPort);
            LoopbackPort.requireValid("registryPort", registryPort);
            LoopbackPort.requireValid("objectStorePort", objectStorePort);
        }

        /** Returns options with free ports. */
        public static Options in(Path folder) {
            return new Options(folder, 0, 0, 0);
        }
    }

    /**
     * Starts all servers on the folder, new or used, and returns once they take requests.
     *
     * @throws StartRefusedException where a port or the folder is taken; none of the servers runs then
     */
    public static EmbeddedInfrastructure start(Options options) {
        Deque<AutoCloseable> started = new ArrayDeque<>();
        Path folder = options.folder();
        try {
            EmbeddedBroker broker =
                    EmbeddedBroker.start(new EmbeddedBroker.Options(folder, options.brokerPort(), Map.of()));
            started.push(broker);
            EmbeddedObjectStore objectStore =
                    EmbeddedObjectStore.start(new EmbeddedObjectStore.Options(folder, options.objectStorePort(), null));
            started.push(objectStore);
            EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(
                    new EmbeddedSchemaRegistry.Options(folder, options.registryPort(), broker.bootstrapServers()));
            return new EmbeddedInfrastructure(broker, registry, objectStore);
        } catch (RuntimeException e) {
            started.forEach(server -> closeAfter(e, server));
            throw e;
        }
    }

    private static void closeAfter(RuntimeException failure, AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns the running broker. */
    public EmbeddedBroker broker() {
        return broker;
    }

    /** Returns the running registry. */
    public EmbeddedSchemaRegistry registry() {
        return registry;
    }

    /** Returns the running object store. */
    public EmbeddedObjectStore objectStore() {
        return objectStore;
    }

    /** Stops the servers, the broker last; clients should be closed before. A repeat changes nothing. */
    @Override
    public void close() {
        try (broker;
                objectStore;
                registry) {
            // closed in reverse order
        }
    }
}
