package io.tonearm.schemas.registry;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves a registry in memory over the part of Confluent's REST API, version 1, that serdes and their tools use, on the
 * loopback interface: subjects, versions, ids, compatibility; no references, no deletion, no normalization.
 *
 * <p>A request body may have {@value #MOST_BODY_BYTES} bytes. Safe for use by several threads.
 */
public final class SchemaRegistryServer implements AutoCloseable {

    private static final int MOST_BODY_BYTES = 1 << 20;
    private static final int MOST_THREADS = 4;
    private static final int BACKLOG = 64;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final HttpServer server;
    private final ExecutorService threads;
    private final RegistryApi api;
    private final String scheme;

    private SchemaRegistryServer(InMemorySchemaRegistry registry, HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        this.api = new RegistryApi(registry);
        this.threads = Executors.newFixedThreadPool(MOST_THREADS, task -> {
            Thread thread = new Thread(task, "schema-registry");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Serves the registry until closed.
     *
     * @param port TCP port, or 0 for any free one
     * @throws IOException where the port can't be had
     */
    public static SchemaRegistryServer start(InMemorySchemaRegistry registry, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return start(registry, HttpServer.create(address, BACKLOG), "http", null);
    }

    static SchemaRegistryServer start(
            InMemorySchemaRegistry registry, HttpServer server, String scheme, @Nullable Authenticator authenticator) {
        SchemaRegistryServer started = new SchemaRegistryServer(registry, server, scheme);
        HttpContext context = server.createContext("/", started::serve);
        if (authenticator != null) {
            context.setAuthenticator(authenticator);
        }
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    /** Returns the URL for {@code schema.registry.url}. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create(scheme + "://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** Stops serving; requests under way are cut off. A repeat changes nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
            RegistryApi.Answer answer = body.length > MOST_BODY_BYTES
                    ? RegistryApi.error(413, 413, "expected a body of at most " + MOST_BODY_BYTES + " bytes")
                    : api.answer(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            new String(body, StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
            byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), json.length);
            exchange.getResponseBody().write(json);
        }
    }
}
