package io.tonearm.recorder;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.recorder.leg.DeliveryLimits;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How a recorder is set up. Immutable; read once from properties and environment.
 *
 * <p>Besides the keys of {@link #DEFINITION}, those that begin with {@code kafka.} go to Kafka Streams and its clients
 * without that prefix, and {@code schema.registry.*}, {@code basic.auth.*}, {@code bearer.auth.*}, {@code avro.*} and the
 * other keys of Confluent's serdes go to the serdes.
 */
public final class RecorderConfig {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String APPLICATION_ID = "application.id";
    static final String INSTANCE_ID = "instance.id";
    static final String STATE_DIR = "state.dir";
    static final String THREADS = "threads";
    static final String TOPIC_PREFIX = "topic.prefix";
    static final String TOPIC_PARTITIONS = "topic.partitions";
    static final String TOPIC_REPLICATION = "topic.replication.factor";
    static final String REGISTRY_URL = "schema.registry.url";
    static final String S3_ENDPOINT = "s3.endpoint";
    static final String S3_REGION = "s3.region";
    static final String S3_PATH_STYLE = "s3.path.style";
    static final String S3_ACCESS_KEY = "s3.access.key";
    static final String S3_SECRET_KEY = "s3.secret.key";
    static final String S3_CONNECTIONS = "s3.connections";
    static final String S3_TIMEOUT = "s3.timeout.ms";
    static final String UPLOADS_PER_TASK = "delivery.uploads.per.task";
    static final String BACKOFF = "delivery.backoff.ms";
    static final String BACKOFF_MOST = "delivery.backoff.max.ms";
    static final String GIVE_UP = "delivery.give.up.ms";
    static final String RETENTION = "leg.retention.ms";
    static final String SETTLE = "settle.time.ms";
    static final String LONGEST = "longest.recording.ms";
    static final String BUCKETS = "allowed.buckets";
    static final String PRICE = "price.per.minute";
    static final String CURRENCY = "price.currency";
    static final String INCREMENT = "billing.increment.seconds";

    private static final String KAFKA = "kafka.";
    private static final String ENVIRONMENT = "TONEARM_";
    private static final int SECOND = 1000;
    private static final int HOUR = 3600 * SECOND;

    /** All keys with type, default, range and documentation; the reference page is made from it. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(BOOTSTRAP_SERVERS, LIST, NO_DEFAULT_VALUE, HIGH, "Brokers to begin with, as host:port.")
            .define(REGISTRY_URL, STRING, NO_DEFAULT_VALUE, HIGH, "Schema registries, separated by commas.")
            .define(
                    APPLICATION_ID,
                    STRING,
                    "tonearm-recorder",
                    TextForm.of("[A-Za-z0-9._-]{1,200}", "1 to 200 letters, digits and ._-"),
                    HIGH,
                    "Name of the recorder's consumer group, its internal topics and its transactions. Instances that share the work share it.")
            .define(
                    INSTANCE_ID,
                    STRING,
                    "",
                    MEDIUM,
                    "Name of this instance, stable over restarts and different from the others'. With it a restart takes back its legs at once; empty for none.")
            .define(
                    STATE_DIR,
                    STRING,
                    "tonearm-state",
                    HIGH,
                    "Folder of the state stores and of files waiting for their upload. It can be lost, and then is restored from the brokers.")
            .define(
                    THREADS,
                    INT,
                    1,
                    between(1, 256),
                    MEDIUM,
                    "Stream threads of this instance; more than partitions are of no use.")
            .define(
                    TOPIC_PREFIX,
                    STRING,
                    "recording.",
                    TextForm.of("[A-Za-z0-9._-]{0,200}", "at most 200 letters, digits and ._-"),
                    MEDIUM,
                    "What the names of all topics begin with.")
            .define(
                    TOPIC_PARTITIONS,
                    INT,
                    8,
                    between(1, 4096),
                    MEDIUM,
                    "Partitions of topics that the recorder creates because they are missing. The number cannot be changed later.")
            .define(
                    TOPIC_REPLICATION,
                    INT,
                    -1,
                    between(-1, 16),
                    MEDIUM,
                    "Replicas of topics that the recorder creates; -1 for the brokers' default.")
            .define(
                    S3_ENDPOINT,
                    STRING,
                    "",
                    TextForm.of(
                            "|https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/?",
                            "http:// or https:// with host and port"),
                    MEDIUM,
                    "URL of an S3 service other than Amazon's; empty for Amazon's.")
            .define(S3_REGION, STRING, "us-east-1", MEDIUM, "Region of the buckets.")
            .define(
                    S3_PATH_STYLE,
                    BOOLEAN,
                    false,
                    LOW,
                    "Whether the bucket is in the path of requests instead of the host name; other services often need it.")
            .define(
                    S3_ACCESS_KEY,
                    STRING,
                    "",
                    LOW,
                    "Access key; empty for the default credentials of the platform (role, profile, environment).")
            .define(S3_SECRET_KEY, PASSWORD, "", LOW, "Secret key that belongs to the access key.")
            .define(S3_CONNECTIONS, INT, 32, between(1, 1000), LOW, "Most connections to S3.")
            .define(
                    S3_TIMEOUT,
                    LONG,
                    120L * SECOND,
                    between(SECOND, HOUR),
                    LOW,
                    "Longest time for one request to S3 with its repeats, in milliseconds.")
            .define(
                    UPLOADS_PER_TASK,
                    INT,
                    8,
                    between(1, 1000),
                    LOW,
                    "Most uploads under way for one partition; further recordings wait.")
            .define(
                    BACKOFF,
                    LONG,
                    500L,
                    between(10, HOUR),
                    LOW,
                    "Wait after the first failed upload of a recording, in milliseconds; doubles with each failure.")
            .define(
                    BACKOFF_MOST,
                    LONG,
                    60L * SECOND,
                    between(10, HOUR),
                    LOW,
                    "Longest wait between two uploads of a recording, in milliseconds.")
            .define(
                    GIVE_UP,
                    LONG,
                    24L * HOUR,
                    between(SECOND, 30L * 24 * HOUR),
                    MEDIUM,
                    "How long uploads of a recording are repeated, in milliseconds; then it is announced as undelivered and its audio is kept.")
            .define(
                    RETENTION,
                    LONG,
                    (long) HOUR,
                    between(SECOND, 30L * 24 * HOUR),
                    MEDIUM,
                    "How long a leg is remembered after its last command, in milliseconds: repeated commands get their first answer, and packets that straggle in are known to be late.")
            .define(
                    SETTLE,
                    LONG,
                    2L * SECOND,
                    between(100, 60 * SECOND),
                    MEDIUM,
                    "How late a packet or a command may be and still find its place, in milliseconds. A recording whose packets are not all announced is complete this long after its end.")
            .define(
                    LONGEST,
                    LONG,
                    24L * HOUR,
                    between(SECOND, 7L * 24 * HOUR),
                    MEDIUM,
                    "Longest recording in milliseconds; what is beyond is cut off.")
            .define(BUCKETS, LIST, "", MEDIUM, "Buckets that recordings may go to; any where empty.")
            .define(
                    PRICE,
                    STRING,
                    "0",
                    TextForm.of("\\d{1,9}(\\.\\d{1,6})?", "at most 9 digits and 6 decimal places"),
                    MEDIUM,
                    "Price of a recorded minute, a decimal number.")
            .define(
                    CURRENCY,
                    STRING,
                    "USD",
                    TextForm.of("[A-Z]{3}", "three capital letters"),
                    MEDIUM,
                    "ISO 4217 code of the price.")
            .define(
                    INCREMENT,
                    INT,
                    60,
                    between(1, 3600),
                    MEDIUM,
                    "Billed time is rounded up to a multiple of this many seconds.");

    private final AbstractConfig values;
    private final RecordingPolicy policy;

    /**
     * Reads a configuration.
     *
     * @throws ConfigException where a key is missing or out of its range; the message names it
     */
    public RecorderConfig(Map<String, ?> properties) {
        values = new AbstractConfig(DEFINITION, properties, false);
        policy = readPolicy();
        checkS3();
    }

    private void checkS3() {
        boolean hasSecret = !values.getPassword(S3_SECRET_KEY).value().isEmpty();
        if (hasSecret == values.getString(S3_ACCESS_KEY).isEmpty()) {
            throw new ConfigException(
                    S3_ACCESS_KEY + " and " + S3_SECRET_KEY + " must be given together or not at all");
        }
    }

    /**
     * Adds what the environment says: {@code TONEARM_S3_ENDPOINT} is {@code s3.endpoint}.
     *
     * @return both, the environment prevailing
     */
    public static Map<String, String> withEnvironment(Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(properties);
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT)) {
                String key = name.substring(ENVIRONMENT.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                all.put(key, value);
            }
        });
        return all;
    }

    private RecordingPolicy readPolicy() {
        RecordingPolicy chime = RecordingPolicy.CHIME;
        return new RecordingPolicy(
                chime.restart(),
                chime.pauseFill(),
                chime.pauseTone(),
                chime.onTransfer(),
                chime.encoding(),
                chime.sampleRate(),
                values.getLong(SETTLE) * 1000,
                values.getLong(LONGEST) * 1000,
                new HashSet<>(values.getList(BUCKETS)),
                chime.pauseBilled(),
                new BigDecimal(values.getString(PRICE)),
                values.getString(CURRENCY),
                values.getInt(INCREMENT));
    }

    String applicationId() {
        return values.getString(APPLICATION_ID);
    }

    String bootstrapServers() {
        return String.join(",", values.getList(BOOTSTRAP_SERVERS));
    }

    @Nullable
    String instanceId() {
        String id = values.getString(INSTANCE_ID);
        return id.isEmpty() ? null : id;
    }

    Path stateFolder() {
        return Path.of(values.getString(STATE_DIR)).toAbsolutePath();
    }

    int threads() {
        return values.getInt(THREADS);
    }

    /** Names of the topics. */
    public Topics topics() {
        return new Topics(values.getString(TOPIC_PREFIX));
    }

    int partitions() {
        return values.getInt(TOPIC_PARTITIONS);
    }

    short replicationFactor() {
        return values.getInt(TOPIC_REPLICATION).shortValue();
    }

    RecordingPolicy policy() {
        return policy;
    }

    DeliveryLimits deliveryLimits() {
        return new DeliveryLimits(
                values.getInt(UPLOADS_PER_TASK),
                values.getLong(BACKOFF),
                values.getLong(BACKOFF_MOST),
                values.getLong(GIVE_UP));
    }

    long retentionMillis() {
        return values.getLong(RETENTION);
    }

    S3Settings s3() {
        String endpoint = values.getString(S3_ENDPOINT);
        return new S3Settings(
                endpoint.isEmpty() ? null : URI.create(endpoint),
                values.getString(S3_REGION),
                values.getBoolean(S3_PATH_STYLE),
                values.getString(S3_ACCESS_KEY),
                values.getPassword(S3_SECRET_KEY).value(),
                values.getInt(S3_CONNECTIONS),
                values.getLong(S3_TIMEOUT));
    }

    /** What the serdes are told. */
    Map<String, Object> serdes() {
        Map<String, Object> keys = new HashMap<>(values.originals());
        keys.keySet().removeIf(key -> key.startsWith(KAFKA));
        return keys;
    }

    /** What Kafka Streams and its clients are told beyond the recorder's own settings. */
    Map<String, Object> kafka() {
        return values.originalsWithPrefix(KAFKA);
    }
}
