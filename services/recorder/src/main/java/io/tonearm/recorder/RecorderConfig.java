package io.tonearm.recorder;

import io.tonearm.media.recording.PriceRule;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.recorder.leg.DeliveryLimits;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How a recorder is set up. Immutable; read once from properties and environment.
 *
 * <p>Besides the keys of {@link RecorderKeys}, those that begin with {@code kafka.} go to Kafka Streams and its clients
 * without that prefix, and {@code schema.registry.*}, {@code basic.auth.*}, {@code bearer.auth.*}, {@code avro.*} and the
 * other keys of Confluent's serdes go to the serdes.
 */
public final class RecorderConfig {

    private static final String KAFKA = "kafka.";
    private static final String ENVIRONMENT = "TONEARM_";

    private final AbstractConfig values;
    private final RecordingPolicy policy;

    /**
     * Reads a configuration.
     *
     * @throws ConfigException where a key is missing or out of its range; the message names it
     */
    public RecorderConfig(Map<String, ?> properties) {
        values = new AbstractConfig(RecorderKeys.DEFINITION, properties, false);
        policy = readPolicy();
        checkS3();
    }

    private void checkS3() {
        boolean hasSecret =
                !values.getPassword(RecorderKeys.S3_SECRET_KEY).value().isEmpty();
        if (hasSecret == values.getString(RecorderKeys.S3_ACCESS_KEY).isEmpty()) {
            throw new ConfigException(RecorderKeys.S3_ACCESS_KEY + " and " + RecorderKeys.S3_SECRET_KEY
                    + " must be given together or not at all");
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
                chime.pause(),
                null,
                chime.onTransfer(),
                chime.encoding(),
                chime.sampleRate(),
                values.getLong(RecorderKeys.SETTLE) * 1000,
                values.getLong(RecorderKeys.LONGEST) * 1000,
                values.getLong(RecorderKeys.NO_MEDIA) * 1000,
                new StorageRule(new HashSet<>(values.getList(RecorderKeys.BUCKETS)), null, null, null, false, null),
                chime.metadata(),
                new PriceRule(
                        chime.price().pauseBilled(),
                        new BigDecimal(values.getString(RecorderKeys.PRICE)),
                        values.getString(RecorderKeys.CURRENCY),
                        values.getInt(RecorderKeys.INCREMENT)));
    }

    String applicationId() {
        return values.getString(RecorderKeys.APPLICATION_ID);
    }

    String bootstrapServers() {
        return String.join(",", values.getList(RecorderKeys.BOOTSTRAP_SERVERS));
    }

    @Nullable
    String instanceId() {
        String id = values.getString(RecorderKeys.INSTANCE_ID);
        return id.isEmpty() ? null : id;
    }

    Path stateFolder() {
        return Path.of(values.getString(RecorderKeys.STATE_DIR)).toAbsolutePath();
    }

    int threads() {
        return values.getInt(RecorderKeys.THREADS);
    }

    /** Names of the topics. */
    public Topics topics() {
        return new Topics(values.getString(RecorderKeys.TOPIC_PREFIX));
    }

    int partitions() {
        return values.getInt(RecorderKeys.TOPIC_PARTITIONS);
    }

    short replicationFactor() {
        return values.getInt(RecorderKeys.TOPIC_REPLICATION).shortValue();
    }

    RecordingPolicy policy() {
        return policy;
    }

    DeliveryLimits deliveryLimits() {
        return new DeliveryLimits(
                values.getInt(RecorderKeys.UPLOADS_PER_TASK),
                values.getLong(RecorderKeys.BACKOFF),
                values.getLong(RecorderKeys.BACKOFF_MOST),
                values.getLong(RecorderKeys.GIVE_UP),
                values.getLong(RecorderKeys.OTHERS));
    }

    long retentionMillis() {
        return values.getLong(RecorderKeys.RETENTION);
    }

    S3Settings s3() {
        String endpoint = values.getString(RecorderKeys.S3_ENDPOINT);
        return new S3Settings(
                endpoint.isEmpty() ? null : URI.create(endpoint),
                values.getString(RecorderKeys.S3_REGION),
                values.getBoolean(RecorderKeys.S3_PATH_STYLE),
                values.getString(RecorderKeys.S3_ACCESS_KEY),
                values.getPassword(RecorderKeys.S3_SECRET_KEY).value(),
                values.getInt(RecorderKeys.S3_CONNECTIONS),
                values.getLong(RecorderKeys.S3_TIMEOUT),
                values.getLong(RecorderKeys.S3_PROBE_TIMEOUT));
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
