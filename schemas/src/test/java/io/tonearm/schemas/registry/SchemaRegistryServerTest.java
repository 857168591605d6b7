package io.tonearm.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SchemaRegistryServerTest {

    private static final Schema EVENT =
            SchemaBuilder.record("Event").fields().requiredString("a").endRecord();
    private static final String BODY = body(EVENT);
    private static final String OTHER =
            body(SchemaBuilder.record("Event").fields().requiredInt("a").endRecord());

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedRegistry served;

    @BeforeEach
    void serve() throws IOException {
        served = ServedRegistry.open();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void registeredSchema_isFoundByEveryPath() {
        assertThat(call("POST", "/subjects/a%2Fb-value/versions", BODY)).isEqualTo("200 {\"id\":1}");

        String version = "200 {\"subject\":\"a/b-value\",\"version\":1,\"id\":1,\"schema\":" + quoted(EVENT) + "}";
        assertThat(call("GET", "/subjects", "")).isEqualTo("200 [\"a/b-value\"]");
        assertThat(call("POST", "/subjects/a%2Fb-value?normalize=true", BODY)).isEqualTo(version);
        assertThat(call("GET", "/subjects/a%2Fb-value/versions", "")).isEqualTo("200 [1]");
        assertThat(call("GET", "/subjects/a%2Fb-value/versions/1", "")).isEqualTo(version);
        assertThat(call("GET", "/subjects/a%2Fb-value/versions/latest", "")).isEqualTo(version);
        assertThat(call("GET", "/schemas/ids/1?fetchMaxId=false", ""))
                .isEqualTo("200 {\"schema\":" + quoted(EVENT) + "}");
    }

    @Test
    void unknownThings_haveConfluentsCodes() {
        call("POST", "/subjects/s/versions", BODY);

        assertThat(call("GET", "/subjects/none/versions", ""))
                .startsWith("404 ")
                .contains("\"error_code\":40401");
        assertThat(call("GET", "/subjects/s/versions/9", "")).startsWith("404 ").contains("\"error_code\":40402");
        assertThat(call("GET", "/schemas/ids/9", "")).startsWith("404 ").contains("\"error_code\":40403");
        assertThat(call("POST", "/subjects/s", OTHER)).startsWith("404 ").contains("\"error_code\":40403");
        assertThat(call("GET", "/subjects/s/versions/no", ""))
                .startsWith("422 ")
                .contains("\"error_code\":42202");
        assertThat(call("GET", "/config/s", "")).startsWith("404 ").contains("\"error_code\":40408");
        assertThat(call("DELETE", "/subjects/s", "")).startsWith("404 ").contains("\"error_code\":404,");
        assertThat(call("GET", "/", "")).startsWith("404 ").contains("\"error_code\":404,");
    }

    @Test
    void badBodies_areRefused() {
        assertThat(call("POST", "/subjects/s/versions", "no json"))
                .startsWith("422 ")
                .contains("42201");
        assertThat(call("POST", "/subjects/s/versions", "{\"schema\":\"{}\"}"))
                .startsWith("422 ")
                .contains("42201");
        assertThat(call("POST", "/subjects/s/versions", "{}"))
                .startsWith("422 ")
                .contains("42201");
        assertThat(call(
                        "POST",
                        "/subjects/s/versions",
                        BODY.replace("{\"schema\"", "{\"schemaType\":\"JSON\",\"schema\"")))
                .startsWith("422 ")
                .contains("42201");
        assertThat(call("POST", "/subjects/s/versions", " ".repeat((1 << 20) + 1)))
                .startsWith("413 ");
        assertThat(call("PUT", "/config", "{\"compatibility\":\"SOME\"}"))
                .startsWith("422 ")
                .contains("42203");
        assertThat(served.registry().subjects()).isEmpty();
    }

    @Test
    void compatibility_isAskedSetAndKept() {
        call("POST", "/subjects/s/versions", BODY);

        assertThat(call("GET", "/config", "")).isEqualTo("200 {\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        assertThat(call("GET", "/config/s?defaultToGlobal=true", "")).contains("FULL_TRANSITIVE");
        assertThat(call("POST", "/subjects/s/versions", OTHER))
                .startsWith("409 ")
                .contains("\"error_code\":409");
        assertThat(call("POST", "/compatibility/subjects/s/versions/latest", OTHER))
                .isEqualTo("200 {\"is_compatible\":false}");
        assertThat(call("PUT", "/config/s", "{\"compatibility\":\"none\"}"))
                .isEqualTo("200 {\"compatibility\":\"NONE\"}");
        assertThat(call("GET", "/config/s", "")).isEqualTo("200 {\"compatibilityLevel\":\"NONE\"}");
        assertThat(call("POST", "/compatibility/subjects/s/versions/1", OTHER))
                .isEqualTo("200 {\"is_compatible\":true}");
        assertThat(call("POST", "/subjects/s/versions", OTHER)).isEqualTo("200 {\"id\":2}");
        assertThat(call("PUT", "/config", "{\"compatibility\":\"BACKWARD\"}")).contains("BACKWARD");
        assertThat(served.registry().compatibility("other")).isEqualTo(Compatibility.BACKWARD);
    }

    @Test
    void server_listensOnLoopbackOnly() {
        assertThat(served.url()).matches("http://127\\.0\\.0\\.1:[0-9]+");
    }

    private String call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(served.url() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String body(Schema schema) {
        return "{\"schema\":" + quoted(schema) + "}";
    }

    private static String quoted(Schema schema) {
        return new ObjectMapper()
                .valueToTree(Map.of("t", schema.toString()))
                .get("t")
                .toString();
    }
}
