package io.tonearm.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpSchemaRegistryTest {

    private static final Schema EVENT =
            SchemaBuilder.record("Event").fields().requiredString("a").endRecord();

    private record Reply(int status, String body) {}

    private final Map<String, Reply> replies = Collections.synchronizedMap(new HashMap<>());
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                exchange.getRequestBody().readAllBytes();
                Reply reply = replies.getOrDefault(exchange.getRequestURI().toString(), new Reply(500, "{}"));
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(reply.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void failingRegistry_isAskedThreeTimes() {
        assertThatThrownBy(() -> registry(url()).schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContainingAll(url(), "/schemas/ids/1", "status=500");
        assertThat(requests).hasSize(3);
    }

    @Test
    void secondUrl_answersWhereTheFirstDoesNot() throws IOException {
        try (ServedRegistry other = ServedRegistry.open()) {
            other.registry().register("s", EVENT);
            SchemaRegistry registry = registry(url() + "," + other.url());

            assertThat(registry.schema(1)).isEqualTo(EVENT);
            assertThat(registry.schema(1)).isEqualTo(EVENT);
            assertThat(requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, '{\"error_code\":40101,\"message\":\"who are you\"}'",
        "403, '{\"error_code\":40301}'",
        "404, '<html>no such page</html>'",
        "404, '{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}'",
        "302, '{}'",
        "200, '<html>please log in</html>'",
        "200, '{}'",
        "200, ''"
    })
    void answerOfSomethingElse_isUnavailableAndNotRepeated(int status, String body) {
        replies.put("/schemas/ids/1", new Reply(status, body));

        assertThatThrownBy(() -> registry(url()).schema(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void credentialsInUrl_areInNoMessage() {
        String secret = url().replace("//", "//alice:s3cret@");

        assertThatThrownBy(() -> registry(secret).schema(1)).hasMessageNotContainingAny("alice", "s3cret");
    }

    @Test
    void endlessAnswer_isCutOff() {
        replies.put("/schemas/ids/1", new Reply(200, " ".repeat(BoundedBody.MOST_BYTES + 1)));

        assertThatThrownBy(() -> registry(url()).schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(String.valueOf(BoundedBody.MOST_BYTES));
    }

    @Test
    void basePath_isKept() {
        replies.put("/apis/ccompat/v7/schemas/ids/1", new Reply(200, "{\"schema\":\"\\\"string\\\"\"}"));

        assertThat(registry(url() + "/apis/ccompat/v7/").schema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void normalizeSchemas_isPassedOn() {
        replies.put("/subjects/a%2Fb%20c/versions?normalize=true", new Reply(200, "{\"id\":5}"));
        SchemaRegistry registry =
                SchemaRegistries.of(Map.of("schema.registry.url", url(), "normalize.schemas", "true"));

        assertThat(registry.register("a/b c", EVENT)).isEqualTo(5);
    }

    @Test
    void references_areFollowed() {
        // Given
        replies.put(
                "/schemas/ids/1",
                new Reply(
                        200,
                        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"ns.B\\\"}]}\","
                                + "\"references\":[{\"name\":\"ns.B\",\"subject\":\"ns.B\",\"version\":2}]}"));
        replies.put(
                "/subjects/ns.B/versions/2",
                new Reply(
                        200,
                        "{\"subject\":\"ns.B\",\"version\":2,\"id\":9,\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"B\\\",\\\"namespace\\\":\\\"ns\\\",\\\"symbols\\\":[\\\"X\\\"]}\"}"));

        // When
        Schema schema = registry(url()).schema(1);

        // Then
        assertThat(schema.getField("b").schema().getEnumSymbols()).containsExactly("X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"schemaType\":\"JSON\",\"schema\":\"{}\"}", "{\"schema\":\"{\\\"type\\\":\\\"nothing\\\"}\"}"
            })
    void schemaOfAnotherKind_isRefused(String body) {
        replies.put("/schemas/ids/1", new Reply(200, body));

        assertThatThrownBy(() -> registry(url()).schema(1)).isInstanceOf(RegistryRefusedException.class);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static SchemaRegistry registry(String urls) {
        return SchemaRegistries.of(Map.of("schema.registry.url", urls));
    }
}
