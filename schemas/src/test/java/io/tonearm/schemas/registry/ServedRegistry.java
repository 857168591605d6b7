package io.tonearm.schemas.registry;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/** An empty registry in memory, served over HTTP or HTTPS, open or for one Authorization header. */
public record ServedRegistry(InMemorySchemaRegistry registry, SchemaRegistryServer server) implements AutoCloseable {

    /** Serves over HTTP to everyone. */
    public static ServedRegistry open() throws IOException {
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry(SchemaJournal.none());
        return new ServedRegistry(registry, SchemaRegistryServer.start(registry, 0));
    }

    /** Serves over HTTP to those who send exactly this Authorization header. */
    public static ServedRegistry authorized(String authorization) throws IOException {
        return serve(HttpServer.create(anyPort(), 0), "http", new Authenticator() {
            @Override
            public Result authenticate(HttpExchange exchange) {

                return authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        ? new Success(new HttpPrincipal("test", "test"))
                        : new Failure(401);
            }
        });
    }

    /** Serves over HTTPS with the key of the context. */
    public static ServedRegistry tls(SSLContext context, boolean needClientCertificate) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(com.sun.net.httpserver.HttpsParameters parameters) {
                javax.net.ssl.SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(needClientCertificate);
                parameters.setSSLParameters(tls);
            }
        });
        return serve(server, "https", null);
    }

    /** Returns the URL. */
    public String url() {
        return server.uri().toString();
    }

    @Override
    public void close() {
        server.close();
    }

    private static ServedRegistry serve(HttpServer server, String scheme, Authenticator authenticator) {
        InMemorySchemaRegistry registry = new InMemorySchemaRegistry(SchemaJournal.none());
        return new ServedRegistry(registry, SchemaRegistryServer.start(registry, server, scheme, authenticator));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
