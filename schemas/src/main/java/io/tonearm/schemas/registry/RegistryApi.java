package io.tonearm.schemas.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The paths of Confluent's REST API, version 1, over a registry in memory. Safe for use by several threads.
 */
final class RegistryApi {

    /** One answer: HTTP status and JSON. */
    record Answer(int status, String json) {}

    private record Failure(@JsonProperty("error_code") int errorCode, String message) {}

    private interface Action {
        Object answer(List<String> segments, Request request) throws IOException;
    }

    private record Request(String query, String body) {}

    private record Route(String method, Pattern path, Action action) {}

    private static final String SUBJECT = "/([^/]+)";
    private static final int INVALID_VERSION = 42202;
    private static final int INVALID_LEVEL = 42203;
    private static final int NO_LEVEL = 40408;
    private static final int STORE_FAILED = 50001;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemorySchemaRegistry registry;
    private final List<Route> routes;

    RegistryApi(InMemorySchemaRegistry registry) {
        this.registry = registry;
        this.routes = List.of(
                route("GET", "/subjects", (path, request) -> registry.subjects()),
                route("POST", "/subjects" + SUBJECT, (path, request) -> lookup(path.get(0), request)),
                route(
                        "GET",
                        "/subjects" + SUBJECT + "/versions",
                        (path, request) -> registry.versionNumbers(path.get(0))),
                route("POST", "/subjects" + SUBJECT + "/versions", (path, request) -> register(path.get(0), request)),
                route(
                        "GET",
                        "/subjects" + SUBJECT + "/versions/([^/]+)",
                        (path, request) -> version(path.get(0), path.get(1))),
                route("GET", "/schemas/ids/([0-9]{1,9})", (path, request) -> schema(path.get(0))),
                route("GET", "/config", (path, request) -> level(null, request)),
                route("PUT", "/config", (path, request) -> requireLevel(null, request)),
                route("GET", "/config" + SUBJECT, (path, request) -> level(path.get(0), request)),
                route("PUT", "/config" + SUBJECT, (path, request) -> requireLevel(path.get(0), request)),
                route(
                        "POST",
                        "/compatibility/subjects" + SUBJECT + "/versions/([^/]+)",
                        (path, request) -> isCompatible(path.get(0), path.get(1), request)));
    }

    Answer answer(String method, URI uri, String body) {
        try {
            for (Route route : routes) {
                Matcher matcher = route.path().matcher(uri.getRawPath());
                if (route.method().equals(method) && matcher.matches()) {
                    List<String> segments = IntStream.rangeClosed(1, matcher.groupCount())
                            .mapToObj(i ->
                                    URLDecoder.decode(matcher.group(i).replace("+", "%2B"), StandardCharsets.UTF_8))
                            .toList();
                    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
                    return new Answer(200, json(route.action().answer(segments, new Request(query, body))));
                }
            }
            return error(404, 404, "expected a path of the schema registry API, method=" + method);
        } catch (RegistryRefusedException e) {
            int code = e.errorCode();
            return error(code < 1_000 ? code : code / 100, code, e.getMessage());
        } catch (SerializationException e) {
            return error(500, STORE_FAILED, "expected the version to be stored: try again");
        } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
            return error(422, RegistryRefusedException.INVALID_SCHEMA, "expected a valid request: " + e.getMessage());
        }
    }

    static Answer error(int status, int code, @Nullable String message) {
        return new Answer(status, json(new Failure(code, String.valueOf(message))));
    }

    private Object register(String subject, Request request) throws IOException {
        return Map.of("id", registry.register(subject, parse(request)));
    }

    private Object lookup(String subject, Request request) throws IOException {
        return registry.lookup(subject, parse(request));
    }

    private Object schema(String id) {
        return Map.of("schema", registry.schema(Integer.parseInt(id)).toString());
    }

    private RegisteredSchema version(String subject, String version) {
        if (version.equals("latest")) {
            return registry.latest(subject);
        }
        if (!version.matches("[0-9]{1,9}")) {
            throw new RegistryRefusedException(INVALID_VERSION, "expected a version number or latest");
        }
        return registry.version(subject, Integer.parseInt(version));
    }

    private Object isCompatible(String subject, String version, Request request) throws IOException {
        return Map.of("is_compatible", registry.isCompatible(subject, parse(request), version(subject, version)));
    }

    private Object level(@Nullable String subject, Request request) {
        Compatibility own = registry.ownCompatibility(subject);
        if (own == null && request.query().contains("defaultToGlobal=true")) {
            own = registry.ownCompatibility(null);
        }
        if (own == null) {
            throw new RegistryRefusedException(NO_LEVEL, "expected a subject with a level of its own");
        }
        return Map.of("compatibilityLevel", own.name());
    }

    private Object requireLevel(@Nullable String subject, Request request) throws IOException {
        String name =
                JSON.readTree(request.body()).path("compatibility").asText().toUpperCase(Locale.ROOT);
        Compatibility level = Arrays.stream(Compatibility.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RegistryRefusedException(
                        INVALID_LEVEL, "expected one of " + Arrays.toString(Compatibility.values())));
        registry.requireCompatibility(subject, level);
        return Map.of("compatibility", level.name());
    }

    private static Schema parse(Request request) throws IOException {
        JsonNode json = JSON.readTree(request.body());
        if (!json.path("schemaType").asText("AVRO").equals("AVRO")
                || !json.path("references").isEmpty()) {
            throw new RegistryRefusedException(
                    RegistryRefusedException.INVALID_SCHEMA, "expected an Avro schema without references");
        }
        return new Schema.Parser().parse(json.path("schema").asText());
    }

    private static Route route(String method, String path, Action action) {
        return new Route(method, Pattern.compile(path), action);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
