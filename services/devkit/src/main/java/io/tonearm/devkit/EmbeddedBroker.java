package io.tonearm.devkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this process: one KRaft node, the server's own classes, on the loopback interface. Its records
 * outlive it in the data folder. Topics are not created by themselves.
 *
 * <p>As in production, Kafka ends the process where it can't go on, for example when the disk fails. Safe for use by
 * several threads.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String NAME = "broker";
    private static final long LONGEST_STOP_MS = 20_000;

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int port;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, FolderLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    /**
     * Where and how a broker runs.
     *
     * @param folder data folder, created where missing; one broker at a time
     * @param port TCP port, or 0 for a free one, which the folder remembers and the next broker takes again while it is
     *     free
     * @param properties broker properties by Kafka's names, in place of ours
     */
    public record Options(Path folder, int port, Map<String, String> properties) {

        /** Checks the port. */
        public Options {
            LoopbackPort.requireValid("port", port);
            properties = Map.copyOf(properties);
        }

        /** Returns options with a free port and no further properties. */
        public static Options in(Path folder) {
            return new Options(folder, 0, Map.of());
        }

        /** Returns the same options with another port. */
        public Options withPort(int otherPort) {
            return new Options(folder, otherPort, properties);
        }

        /** Returns the same options with one more property. */
        public Options with(String property, String value) {
            Map<String, String> more = new HashMap<>(properties);
            more.put(property, value);
            return new Options(folder, port, more);
        }
    }

    /**
     * Starts a broker on the folder, new or used, and returns once it takes requests.
     *
     * @throws StartRefusedException where the port or the folder is taken
     */
    public static EmbeddedBroker start(Options options) {
        FolderLock lock = FolderLock.take(options.folder(), NAME);
        EmbeddedBroker started = null;
        try {
            int port = LoopbackPort.choose(options.folder(), NAME, options.port());
            Path logs = options.folder().toAbsolutePath().resolve(NAME);
            format(logs);
            Map<String, String> settings =
                    BrokerSettings.of(logs, port, LoopbackPort.freeBeside(port), options.properties());
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            startOrStop(server);
            log.atInfo().addKeyValue("port", port).log("broker started");
            started = new EmbeddedBroker(server, lock, port);
            return started;
        } finally {
            if (started == null) {
                lock.close();
            }
        }
    }

    private static void startOrStop(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (RuntimeException e) {
            stop(server);
            throw e;
        }
    }

    /** Stops the server, for a limited time: Kafka may wait for a thread of its own that has failed. */
    private static void stop(KafkaRaftServer server) {
        Thread stopping = new Thread(server::shutdown, "broker-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(LONGEST_STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            log.atWarn().addKeyValue("waitedMs", LONGEST_STOP_MS).log("broker did not stop in time");
        }
    }

    /** Gives a new folder its cluster id and first metadata; the id file is written last, hence marks the end. */
    private static void format(Path logs) {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(logs);
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder to write to, folder=" + logs, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("expected a folder that Kafka can format, folder=" + logs, e);
        }
    }

    /** Returns {@code host:port} for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /**
     * Stops the broker in order, waiting for at most 20 seconds, and releases the folder; clients should be closed
     * before. A repeat changes nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(server);
        lock.close();
        log.atInfo().addKeyValue("port", port).log("broker stopped");
    }
}
