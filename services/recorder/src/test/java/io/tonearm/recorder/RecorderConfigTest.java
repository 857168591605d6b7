package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.recording.RecordingPolicy;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecorderConfigTest {

    private static final Map<String, String> LEAST =
            Map.of("bootstrap.servers", "broker:9092", "schema.registry.url", "http://registry:8081");

    private static RecorderConfig config(String... keysAndValues) {
        return new RecorderConfig(properties(keysAndValues));
    }

    private static Map<String, String> properties(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>(LEAST);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    @Test
    void leastConfiguration_hasDefaultsForTheRest() {
        RecorderConfig config = config();

        assertThat(config.policy()).isEqualTo(RecordingPolicy.CHIME);
        assertThat(config.applicationId()).isEqualTo("tonearm-recorder");
        assertThat(config.instanceId()).isNull();
        assertThat(config.topics().frames()).isEqualTo("recording.frames");
        assertThat(config.replicationFactor()).isEqualTo((short) -1);
        assertThat(config.s3().endpoint()).isNull();
        assertThat(config.s3().probeTimeoutMillis()).isEqualTo(5_000);
        assertThat(config.retentionMillis()).isEqualTo(3_600_000);
        assertThat(config.stateFolder()).isAbsolute();
    }

    @Test
    void everySetting_reachesWhatItSets() {
        RecorderConfig config = config(
                "settle.time.ms", "500",
                "longest.recording.ms", "60000",
                "allowed.buckets", "one,two",
                "price.per.minute", "0.0125",
                "price.currency", "EUR",
                "billing.increment.seconds", "1",
                "instance.id", "a",
                "topic.prefix", "x.",
                "topic.partitions", "3",
                "delivery.uploads.per.task", "4",
                "delivery.backoff.ms", "20",
                "delivery.backoff.max.ms", "40",
                "delivery.give.up.ms", "2000",
                "delivery.others.ms", "5000");

        assertThat(config.policy().settleMicros()).isEqualTo(500_000);
        assertThat(config.policy().longestMicros()).isEqualTo(60_000_000);
        assertThat(config.policy().storage().allowedBuckets()).isEqualTo(Set.of("one", "two"));
        assertThat(config.policy().price().perMinute()).isEqualTo(new BigDecimal("0.0125"));
        assertThat(config.policy().price().currency()).isEqualTo("EUR");
        assertThat(config.policy().price().incrementSeconds()).isEqualTo(1);
        assertThat(config.instanceId()).isEqualTo("a");
        assertThat(config.topics()).isEqualTo(new Topics("x."));
        assertThat(config.partitions()).isEqualTo(3);
        assertThat(config.deliveryLimits())
                .isEqualTo(new io.tonearm.recorder.leg.DeliveryLimits(4, 20, 40, 2_000, 5_000));
    }

    @Test
    void s3Settings_areTaken() {
        S3Settings s3 = config(
                        "s3.endpoint", "http://127.0.0.1:9000",
                        "s3.region", "eu-central-1",
                        "s3.path.style", "true",
                        "s3.access.key", "key",
                        "s3.secret.key", "secret",
                        "s3.connections", "5",
                        "s3.timeout.ms", "6000",
                        "s3.probe.timeout.ms", "700")
                .s3();

        assertThat(s3)
                .isEqualTo(new S3Settings(
                        URI.create("http://127.0.0.1:9000"), "eu-central-1", true, "key", "secret", 5, 6_000, 700));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap.servers", "schema.registry.url"})
    void missingKey_isNamed(String key) {
        Map<String, String> properties = new HashMap<>(LEAST);
        properties.remove(key);

        assertThatThrownBy(() -> new RecorderConfig(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
        "application.id, not a name",
        "application.id, ''",
        "threads, 0",
        "threads, many",
        "topic.prefix, no/slash",
        "topic.partitions, 0",
        "topic.replication.factor, -2",
        "s3.endpoint, somewhere",
        "s3.endpoint, http://a b",
        "s3.endpoint, ftp://host",
        "s3.path.style, perhaps",
        "s3.connections, 0",
        "s3.timeout.ms, 999",
        "s3.probe.timeout.ms, 99",
        "s3.probe.timeout.ms, 60001",
        "delivery.uploads.per.task, 0",
        "delivery.backoff.ms, 9",
        "delivery.backoff.max.ms, 3600001",
        "delivery.give.up.ms, 1",
        "leg.retention.ms, 0",
        "settle.time.ms, 99",
        "settle.time.ms, 60001",
        "longest.recording.ms, 604800001",
        "price.per.minute, a lot",
        "price.per.minute, -1",
        "price.per.minute, 1E1000000",
        "price.per.minute, 0.0000001",
        "price.currency, usd",
        "billing.increment.seconds, 0",
        "billing.increment.seconds, 3601"
    })
    void badValue_isNamed(String key, String value) {
        assertThatThrownBy(() -> config(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }

    @Test
    void halfAKeyPair_isRefused() {
        assertThatThrownBy(() -> config("s3.access.key", "a"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("s3.secret.key");
        assertThatThrownBy(() -> config("s3.secret.key", "hidden"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("s3.access.key")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void environment_prevailsByRule() {
        Map<String, String> both = RecorderConfig.withEnvironment(
                properties("s3.region", "a", "threads", "2"),
                Map.of(
                        "TONEARM_S3_REGION", "b",
                        "TONEARM_LEG_RETENTION_MS", "5000",
                        "TONEARM_KAFKA_SECURITY_PROTOCOL", "SSL",
                        "HOME", "/root",
                        "XTONEARM_THREADS", "9"));

        assertThat(both)
                .containsEntry("s3.region", "b")
                .containsEntry("leg.retention.ms", "5000")
                .containsEntry("kafka.security.protocol", "SSL")
                .containsEntry("threads", "2")
                .hasSize(LEAST.size() + 4);
    }

    @Test
    void everyKey_canBeSaidInTheEnvironment() {
        for (String key : RecorderKeys.DEFINITION.names()) {
            String variable = "TONEARM_" + key.toUpperCase(Locale.ROOT).replace('.', '_');

            assertThat(RecorderConfig.withEnvironment(Map.of(), Map.of(variable, "x")))
                    .containsOnlyKeys(key);
        }
    }

    @Test
    void foreignKeys_goWhereTheyBelong() {
        RecorderConfig config = config(
                "kafka.commit.interval.ms", "50",
                "basic.auth.user.info", "u:p",
                "avro.serializer", "io.confluent.kafka.serializers.KafkaAvroSerializer");

        assertThat(config.kafka()).containsExactly(Map.entry("commit.interval.ms", "50"));
        assertThat(config.serdes())
                .containsEntry("basic.auth.user.info", "u:p")
                .containsKey("avro.serializer")
                .containsKey("schema.registry.url")
                .doesNotContainKey("kafka.commit.interval.ms");
    }
}
