package io.tonearm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.schemas.registry.SchemaRegistries;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AvroSerializerTest {

    @Test
    void tombstone_isNull() {
        assertThat(serializer("mock://tombstone", Map.of()).serialize("topic", null))
                .isNull();
    }

    @Test
    void mockScope_isOneRegistryPerName() {
        byte[] bytes = serializer("mock://one", Map.of()).serialize("topic", SampleEvents.lifecycle());

        assertThat(SchemaRegistries.of(Map.of("schema.registry.url", "mock://one"))
                        .schema(1))
                .isEqualTo(RecordingLifecycle.SCHEMA$);
        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThatThrownBy(() -> SchemaRegistries.of(Map.of("schema.registry.url", "mock://two"))
                        .schema(1))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void keySerializer_namesTheSubjectOfKeys() {
        AvroSerializer<Object> serializer = new AvroSerializer<>();
        serializer.configure(Map.of("schema.registry.url", "mock://keys"), true);

        serializer.serialize("topic", SampleEvents.lifecycle());

        assertThat(SchemaRegistries.of(Map.of("schema.registry.url", "mock://keys"))
                        .latest("topic-key")
                        .version())
                .isEqualTo(1);
    }

    @Test
    void valueThatTheSchemaLacks_isRefused() {
        AvroSerializer<Object> serializer = serializer("mock://refused", Map.of());
        RecordingBilled tooFine = RecordingBilled.newBuilder(SampleEvents.billed())
                .setAmount(new BigDecimal("0.0000001"))
                .build();

        assertThatThrownBy(() -> serializer.serialize("topic", tooFine))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("RecordingBilled");
        assertThatThrownBy(() -> serializer.serialize("topic", new RecordingLifecycle()))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> serializer.serialize("topic", "text"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void unconfigured_isAMistake() {
        assertThatThrownBy(() -> new AvroSerializer<>().serialize("topic", SampleEvents.lifecycle()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure");
    }

    @ParameterizedTest
    @CsvSource({
        "value.subject.name.strategy, com.example.MyStrategy",
        "schema.registry.url, ftp://registry",
        "schema.registry.url, ''",
        "schema.registry.url, 'mock://a,mock://b'",
        "basic.auth.credentials.source, SASL_INHERIT",
        "basic.auth.credentials.source, USER_INFO",
        "bearer.auth.credentials.source, OAUTHBEARER",
        "bearer.auth.credentials.source, STATIC_TOKEN",
        "schema.registry.ssl.endpoint.identification.algorithm, ''"
    })
    void unusableConfiguration_namesItsKey(String key, String value) {
        assertThatThrownBy(() -> serializer("http://localhost:1", Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void basicAndBearerCredentials_areRefusedWithoutTellingThem() {
        Map<String, String> both =
                Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken");

        assertThatThrownBy(() -> serializer("http://alice:s3cret@localhost:1", both))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bearer.auth.credentials.source")
                .hasMessageNotContainingAny("s3cret", "t0ken");
    }

    private static AvroSerializer<Object> serializer(String url, Map<String, String> config) {
        Map<String, String> all = new HashMap<>(Map.of("schema.registry.url", url));
        all.putAll(config);
        AvroSerializer<Object> serializer = new AvroSerializer<>();
        serializer.configure(all, false);
        return serializer;
    }
}
