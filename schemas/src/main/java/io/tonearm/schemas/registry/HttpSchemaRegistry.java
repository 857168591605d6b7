package io.tonearm.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry reached over Confluent's REST API, version 1: Confluent Schema Registry, or Apicurio under its
 * {@code /apis/ccompat} path.
 *
 * <p>Each endpoint is tried {@value #ROUNDS} times, each time for at most {@value #ANSWER_SECONDS} s, beginning with the
 * one that answered last. Keeps no answers. Safe for use by several threads.
 */
final class HttpSchemaRegistry implements SchemaRegistry {

    /**
     * One URL of the registry.
     *
     * @param base without a trailing slash and without credentials
     * @param authorization value of the Authorization header; none where null
     */
    record Endpoint(URI base, @Nullable String authorization) {
        @Override
        public String toString() {
            return base.toString();
        }
    }

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int ROUNDS = 3;
    private static final int FIRST_BACKOFF_MS = 100;
    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 5;
    private static final int MOST_REFERENCES = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Endpoint> endpoints;
    private final String query;
    private final HttpClient client;
    private volatile int preferred;

    HttpSchemaRegistry(List<Endpoint> endpoints, boolean normalize, @Nullable SSLContext tls) {
        this.endpoints = List.copyOf(endpoints);
        this.query = normalize ? "?normalize=true" : "";
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS));
        this.client = tls == null ? builder.build() : builder.sslContext(tls).build();
    }

    @Override
    public int register(String subject, Schema schema) {
        return number(call("/subjects/" + encode(subject) + "/versions" + query, body(schema)), "id");
    }

    @Override
    public RegisteredSchema lookup(String subject, Schema schema) {
        return version(call("/subjects/" + encode(subject) + query, body(schema)));
    }

    @Override
    public Schema schema(int id) {
        return parse(call("/schemas/ids/" + id, null));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return version(call("/subjects/" + encode(subject) + "/versions/latest", null));
    }

    private RegisteredSchema version(JsonNode answer) {
        return new RegisteredSchema(
                text(answer, "subject"),
                number(answer, "version"),
                number(answer, "id"),
                parse(answer).toString());
    }

    private Schema parse(JsonNode answer) {
        if (!answer.path("schemaType").asText("AVRO").equals("AVRO")) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.INVALID_SCHEMA,
                    "expected an Avro schema, schemaType="
                            + answer.path("schemaType").asText());
        }
        try {
            Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
            parseReferences(answer, parser, 0);
            return parser.parse(text(answer, "schema"));
        } catch (SchemaParseException e) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.INVALID_SCHEMA, "expected Avro JSON: " + e.getMessage());
        }
    }

    private int parseReferences(JsonNode answer, Schema.Parser parser, int read) {
        int count = read;
        for (JsonNode reference : answer.path("references")) {
            if (parser.getTypes().containsKey(reference.path("name").asText())) {
                continue;
            }
            if (++count > MOST_REFERENCES) {
                throw new RegistryRefusedException(
                        RegistryRefusedException.INVALID_SCHEMA,
                        "expected at most " + MOST_REFERENCES + " references of a schema");
            }
            JsonNode referenced = call(
                    "/subjects/" + encode(text(reference, "subject")) + "/versions/" + number(reference, "version"),
                    null);
            count = parseReferences(referenced, parser, count);
            parser.parse(text(referenced, "schema"));
        }
        return count;
    }

    private JsonNode call(String path, @Nullable String body) {
        Exception last = new IOException("not tried");
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                backOff(round);
            }
            int first = preferred;
            for (int i = 0; i < endpoints.size(); i++) {
                int index = (first + i) % endpoints.size();
                try {
                    HttpResponse<byte[]> response = exchange(endpoints.get(index), path, body);
                    if (!mayPass(response.statusCode())) {
                        preferred = index;
                        return answer(response);
                    }
                    last = new IOException("status=" + response.statusCode());
                } catch (IOException e) {
                    last = e;
                }
            }
        }
        throw new RegistryUnavailableException(
                "expected an answer from the schema registry, urls=" + endpoints + ", path=" + path + ": " + last,
                last);
    }

    private HttpResponse<byte[]> exchange(Endpoint endpoint, String path, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.base() + path))
                .header("Accept", MEDIA_TYPE + ", application/json")
                .header("Content-Type", MEDIA_TYPE)
                .method(
                        body == null ? "GET" : "POST",
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (endpoint.authorization() != null) {
            request.header("Authorization", endpoint.authorization());
        }
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(request.build(), info -> new BoundedBody());
        try {
            return response.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException("no answer within " + ANSWER_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            throw new InterruptException(e);
        }
    }

    private static boolean mayPass(int status) {
        return status >= 500 || status == 408 || status == 429;
    }

    private static JsonNode answer(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String where = ", url=" + response.uri() + ", status=" + status;
        JsonNode json;
        try {
            json = JSON.readTree(response.body());
        } catch (IOException e) {
            throw new RegistryUnavailableException("expected JSON from the schema registry" + where, e);
        }
        if (status == 200) {
            return json;
        }
        int errorCode = json.path("error_code").asInt();
        if (status == 409 || status == 422 || (status == 404 && errorCode / 100 == 404)) {
            throw new RegistryRefusedException(
                    errorCode == 0 ? status : errorCode,
                    "refused by the schema registry: " + json.path("message").asText() + where);
        }
        throw new RegistryUnavailableException(
                "expected the schema registry to take the request: check URL and" + " credentials" + where);
    }

    private static String text(JsonNode answer, String name) {
        if (!answer.path(name).isTextual()) {
            throw new RegistryUnavailableException("expected a text in the schema registry's answer, name=" + name);
        }
        return answer.path(name).asText();
    }

    private static int number(JsonNode answer, String name) {
        if (answer.path(name).asInt() < 1) {
            throw new RegistryUnavailableException(
                    "expected a number from 1 in the schema registry's answer, name=" + name);
        }
        return answer.path(name).asInt();
    }

    private static void backOff(int round) {
        try {
            Thread.sleep((long) FIRST_BACKOFF_MS << round);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static String body(Schema schema) {
        try {
            return JSON.writeValueAsString(Map.of("schema", schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
