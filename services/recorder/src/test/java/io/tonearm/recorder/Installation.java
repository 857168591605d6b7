package io.tonearm.recorder;

import io.tonearm.devkit.EmbeddedInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Broker, registry and object store for the tests of a class; each test has a {@link Site} of its own. Thread-safe. */
final class Installation implements AutoCloseable {

    private final Path folder;
    private final EmbeddedInfrastructure servers;
    private final AtomicInteger sites = new AtomicInteger();

    private Installation(Path folder, EmbeddedInfrastructure servers) {
        this.folder = folder;
        this.servers = servers;
    }

    static Installation start() {
        try {
            Path folder = Files.createTempDirectory("recorder");
            return new Installation(
                    folder, EmbeddedInfrastructure.start(EmbeddedInfrastructure.Options.in(folder.resolve("servers"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EmbeddedInfrastructure servers() {
        return servers;
    }

    /** Topics, bucket, group and state folder that no other test has. */
    Site site() {
        return site(servers.objectStore().endpoint());
    }

    /** The same with an object store of its own. */
    Site site(URI s3) {
        int number = sites.incrementAndGet();
        return Site.create(servers, "site" + number, folder.resolve("state" + number), s3);
    }

    @Override
    public void close() {
        servers.close();
        delete(folder);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
