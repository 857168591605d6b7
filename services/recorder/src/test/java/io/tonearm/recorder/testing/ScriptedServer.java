package io.tonearm.recorder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that notes what it is asked and answers by a script. Safe for use by several threads. */
public final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Function<Request, Answer> script;

    /**
     * A request.
     *
     * @param method its method
     * @param target path and query as sent
     * @param headers by lower-case name; the first value of each
     */
    public record Request(String method, String target, Map<String, String> headers) {

        /** The headers of AWS. */
        public Map<String, String> awsHeaders() {
            Map<String, String> aws = new TreeMap<>(headers);
            aws.keySet().removeIf(name -> !name.startsWith("x-amz-"));
            return aws;
        }

        /** The names of the headers that its signature covers, separated by semicolons. */
        public String signedHeaders() {
            return headers.getOrDefault("authorization", "").replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
        }
    }

    /**
     * An answer.
     *
     * @param status its status; 0 closes the connection without one
     * @param headers of the answer
     * @param body its body in UTF-8; none where empty
     */
    public record Answer(int status, Map<String, String> headers, String body) {

        /** An answer without headers of its own. */
        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body);
        }

        /** An error as S3 says it. */
        public static Answer error(int status, String code) {
            return of(status, "<Error><Code>" + code + "</Code><Message>No.</Message></Error>");
        }
    }

    /**
     * Listens on a free port.
     *
     * @param script what to answer; may take its time
     */
    public ScriptedServer(Function<Request, Answer> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Where to connect to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What was asked so far with this method, in order. */
    public List<Request> requests(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Request request = read(exchange);
            requests.add(request);
            Answer answer = script.apply(request);
            if (answer.status() != 0) {
                write(exchange, answer);
            }
        }
    }

    private static Request read(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers);
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Cuts all connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
