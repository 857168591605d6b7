package io.tonearm.devkit;

import io.tonearm.schemas.registry.InMemorySchemaRegistry;
import io.tonearm.schemas.registry.SchemaRegistryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process that keeps its versions and ids in a Kafka topic. One at a time per broker. Safe for
 * use by several threads.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedSchemaRegistry.class);
    private static final String NAME = "registry";

    private final KafkaSchemaJournal journal;
    private final SchemaRegistryServer server;

    private EmbeddedSchemaRegistry(KafkaSchemaJournal journal, SchemaRegistryServer server) {
        this.journal = journal;
        this.server = server;
    }

    /**
     * Where a registry runs and keeps what it knows.
     *
     * @param folder data folder, created where missing; only the port is remembered there
     * @param port TCP port, or 0 for a free one, which the folder remembers
     * @param bootstrapServers the broker with the topic
     */
    public record Options(Path folder, int port, String bootstrapServers) {

        /** Checks the port. */
        public Options {
            LoopbackPort.requireValid("port", port);
        }
    }

    /**
     * Starts a registry that knows what earlier ones on the broker knew, and returns once it takes requests.
     *
     * @throws StartRefusedException where the port is taken
     */
    public static EmbeddedSchemaRegistry start(Options options) {
        int port;
        try {
            port = LoopbackPort.choose(Files.createDirectories(options.folder()), NAME, options.port());
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder to write to, folder=" + options.folder(), e);
        }
        KafkaSchemaJournal journal = KafkaSchemaJournal.open(options.bootstrapServers());
        try {
            SchemaRegistryServer server = SchemaRegistryServer.start(new InMemorySchemaRegistry(journal), port);
            log.atInfo().addKeyValue("url", server.uri()).log("schema registry started");
            return new EmbeddedSchemaRegistry(journal, server);
        } catch (BindException e) {
            journal.close();
            throw LoopbackPort.taken(NAME, port);
        } catch (IOException e) {
            journal.close();
            throw new UncheckedIOException("expected the registry to start, port=" + port, e);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Returns the URL for {@code schema.registry.url}. */
    public URI url() {
        return server.uri();
    }

    /** Stops serving; the versions stay with the broker. A repeat changes nothing. */
    @Override
    public void close() {
        server.close();
        journal.close();
    }
}
