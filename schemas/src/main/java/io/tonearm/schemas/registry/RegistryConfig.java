package io.tonearm.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** How to reach a schema registry, by the keys of Confluent's client. Immutable. */
final class RegistryConfig {

    static final String URL = "schema.registry.url";

    private static final String NORMALIZE = "normalize.schemas";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";
    private static final String TLS_PREFIX = "schema.registry.ssl.";
    private static final String HOST_CHECK = "ssl.endpoint.identification.algorithm";

    private static final ConfigDef KEYS = new ConfigDef()
            .define(
                    URL,
                    ConfigDef.Type.LIST,
                    Importance.HIGH,
                    "URLs of one registry; the next is tried where one fails")
            .define(
                    NORMALIZE,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "whether the registry normalizes schemas first")
            .define(
                    BASIC_SOURCE,
                    ConfigDef.Type.STRING,
                    "URL",
                    ValidString.in("URL", "USER_INFO"),
                    Importance.MEDIUM,
                    "where user and password come from")
            .define(BASIC_USER_INFO, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "user:password, for USER_INFO")
            .define(
                    BEARER_SOURCE,
                    ConfigDef.Type.STRING,
                    "",
                    ValidString.in("", "STATIC_TOKEN"),
                    Importance.MEDIUM,
                    "where the bearer token comes from")
            .define(BEARER_TOKEN, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "the token, for STATIC_TOKEN");

    private final Map<String, String> identity;
    private final AbstractConfig values;

    RegistryConfig(Map<String, ?> config) {
        identity = config.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .filter(entry ->
                        KEYS.names().contains(entry.getKey()) || entry.getKey().startsWith(TLS_PREFIX))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> text(entry.getValue()), (a, b) -> b, TreeMap::new));
        values = new AbstractConfig(KEYS, identity, false);
        if (urls().isEmpty()) {
            throw new ConfigException("expected at least one URL, key=" + URL);
        }
    }

    /** Equal for configurations that reach a registry in the same way; holds secrets. */
    Map<String, String> identity() {
        return identity;
    }

    List<String> urls() {
        return values.getList(URL);
    }

    HttpSchemaRegistry connect() {
        return new HttpSchemaRegistry(
                urls().stream().map(this::endpoint).collect(Collectors.toList()), values.getBoolean(NORMALIZE), tls());
    }

    private HttpSchemaRegistry.Endpoint endpoint(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("expected URLs, key=" + URL);
        }
        String host = uri.getRawAuthority();
        if (host == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw new ConfigException("expected http or https URLs, or one mock:// scope, key=" + URL);
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        URI base = URI.create(uri.getScheme() + "://" + host.substring(host.lastIndexOf('@') + 1) + path);
        return new HttpSchemaRegistry.Endpoint(base, authorization(uri.getUserInfo()));
    }

    private @Nullable String authorization(@Nullable String urlUserInfo) {
        boolean fromUrl = values.getString(BASIC_SOURCE).equals("URL");
        String userInfo = fromUrl ? urlUserInfo : secret(BASIC_USER_INFO, BASIC_SOURCE);
        if (values.getString(BEARER_SOURCE).isEmpty()) {
            return userInfo == null
                    ? null
                    : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
        }
        if (userInfo != null) {
            throw new ConfigException(
                    "expected basic or bearer credentials, not both, keys=" + BASIC_SOURCE + ", " + BEARER_SOURCE);
        }
        return "Bearer " + secret(BEARER_TOKEN, BEARER_SOURCE);
    }

    private String secret(String key, String source) {
        String value = values.getPassword(key).value();
        if (value.isEmpty()) {
            throw new ConfigException(
                    "expected a value for key=" + key + " as " + source + "=" + values.getString(source));
        }
        return value;
    }

    private @Nullable SSLContext tls() {
        Map<String, String> given = identity.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(TLS_PREFIX))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring("schema.registry.".length()), Map.Entry::getValue));
        if (given.isEmpty()) {
            return null;
        }
        if (!given.getOrDefault(HOST_CHECK, "https").equalsIgnoreCase("https")) {
            throw new ConfigException(
                    "expected https: host names are always checked, key=schema.registry." + HOST_CHECK);
        }
        DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
        factory.configure(new ConfigDef().withClientSslSupport().parse(given));
        return factory.sslContext();
    }

    private static String text(Object value) {
        if (value instanceof Password password) {
            return password.value();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value.toString();
    }
}
