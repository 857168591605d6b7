package io.tonearm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.events.EndReason;
import io.tonearm.events.LifecycleEvent;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.schemas.UndecodableRecordException.Reason;
import io.tonearm.schemas.registry.RegistryRefusedException;
import io.tonearm.schemas.registry.RegistryUnavailableException;
import io.tonearm.schemas.registry.ServedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our serdes and Confluent's own classes, version 7.9.5, against one registry over HTTP. */
final class ConfluentInteroperabilityTest {

    private static final String TOPIC = "lifecycle";

    /** Who reads or writes. */
    enum Family {
        CONFLUENT(
                "io.confluent.kafka.serializers.KafkaAvroSerializer",
                "io.confluent.kafka.serializers.KafkaAvroDeserializer"),
        OURS(AvroSerializer.class.getName(), AvroDeserializer.class.getName());

        private final String serializer;
        private final String deserializer;

        Family(String serializer, String deserializer) {
            this.serializer = serializer;
            this.deserializer = deserializer;
        }

        EventSerdes serdes(Map<String, String> config) {
            Map<String, String> all = new HashMap<>(config);
            all.put(EventSerdes.SERIALIZER, serializer);
            all.put(EventSerdes.DESERIALIZER, deserializer);
            all.put("max.retries", "0");
            return new EventSerdes(all);
        }
    }

    private ServedRegistry registry;

    @BeforeEach
    void serve() throws IOException {
        registry = ServedRegistry.open();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({"CONFLUENT,CONFLUENT", "CONFLUENT,OURS", "OURS,CONFLUENT", "OURS,OURS"})
    void everyEvent_isReadAsWritten(Family writer, Family reader) {
        for (SpecificRecord event : SampleEvents.all()) {
            byte[] bytes = write(writer.serdes(at(registry)), event);

            assertThat(read(reader.serdes(at(registry)), event.getClass(), bytes))
                    .isEqualTo(event);
        }
    }

    @Test
    void everyEvent_hasTheSameBytes() {
        for (SpecificRecord event : SampleEvents.all()) {
            assertThat(write(Family.OURS.serdes(at(registry)), event))
                    .isEqualTo(write(Family.CONFLUENT.serdes(at(registry)), event));
        }
    }

    @ParameterizedTest
    @CsvSource({"CONFLUENT,CONFLUENT", "CONFLUENT,OURS", "OURS,CONFLUENT", "OURS,OURS"})
    void newerAndOlderVersions_areReadIntoTheCurrentClass(Family writer, Family reader) {
        // Given
        EventSerdes serdes = writer.serdes(at(registry));
        EventSerdes readers = reader.serdes(at(registry));

        // When
        byte[] older = writeGeneric(serdes, generic(TestSchemas.without(RecordingLifecycle.SCHEMA$, "endReason")));
        byte[] current = write(serdes, SampleEvents.lifecycle());
        byte[] newer = writeGeneric(serdes, generic(TestSchemas.withField(RecordingLifecycle.SCHEMA$, "note")));

        // Then
        RecordingLifecycle expected = SampleEvents.lifecycle();
        assertThat(read(readers, RecordingLifecycle.class, current)).isEqualTo(expected);
        assertThat(read(readers, RecordingLifecycle.class, newer)).isEqualTo(expected);
        assertThat(read(readers, RecordingLifecycle.class, older))
                .isEqualTo(RecordingLifecycle.newBuilder(expected)
                        .setEndReason(null)
                        .build());
        assertThat(registry.registry().latest(TOPIC + "-value").version()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void incompatibleVersion_isRefused(Family writer) {
        EventSerdes serdes = writer.serdes(at(registry));
        write(serdes, SampleEvents.lifecycle());

        assertThatThrownBy(() ->
                        writeGeneric(serdes, generic(TestSchemas.without(RecordingLifecycle.SCHEMA$, "recordingId"))))
                .isInstanceOf(RuntimeException.class);
        assertThat(registry.registry().latest(TOPIC + "-value").version()).isEqualTo(1);
    }

    @Test
    void useLatestVersion_sameVersion_hasConfluentsBytes() {
        Map<String, String> config = at(registry, "use.latest.version", "true", "auto.register.schemas", "false");
        int id = registry.registry().register(TOPIC + "-value", RecordingLifecycle.SCHEMA$);

        byte[] bytes = write(Family.OURS.serdes(config), SampleEvents.lifecycle());

        assertThat(bytes).isEqualTo(write(Family.CONFLUENT.serdes(config), SampleEvents.lifecycle()));
        assertThat(bytes).startsWith(0, 0, 0, 0, id);
    }

    @Test
    void useLatestVersion_newerVersion_isWrittenWithItsDefaults() {
        // Given
        registry.registry().register(TOPIC + "-value", RecordingLifecycle.SCHEMA$);
        int newer = registry.registry()
                .register(TOPIC + "-value", TestSchemas.withField(RecordingLifecycle.SCHEMA$, "note"));
        Map<String, String> latest = at(registry, "use.latest.version", "true", "auto.register.schemas", "false");

        // When
        byte[] bytes = write(Family.OURS.serdes(latest), SampleEvents.lifecycle());

        // Then
        assertThat(bytes).startsWith(0, 0, 0, 0, newer);
        for (Family reader : Family.values()) {
            assertThat(read(reader.serdes(at(registry)), RecordingLifecycle.class, bytes))
                    .isEqualTo(SampleEvents.lifecycle());
        }
        AvroDeserializer<GenericRecord> generic = new AvroDeserializer<>();
        generic.configure(at(registry, "specific.avro.reader", "false"), false);
        assertThat(generic.deserialize(TOPIC, bytes).get("note")).hasToString("");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void autoRegisterOff_unknownSchema_isRefused(Family writer) {
        EventSerdes serdes = writer.serdes(at(registry, "auto.register.schemas", "false"));

        assertThatThrownBy(() -> write(serdes, SampleEvents.lifecycle()))
                .isInstanceOf(SerializationException.class)
                .isNotInstanceOf(RegistryUnavailableException.class);

        registry.registry().register(TOPIC + "-value", RecordingLifecycle.SCHEMA$);
        assertThat(write(serdes, SampleEvents.lifecycle())).startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void autoRegisterOff_refusal_carriesTheRegistrysCode() {
        EventSerdes serdes = Family.OURS.serdes(at(registry, "auto.register.schemas", "false"));

        assertThatThrownBy(() -> write(serdes, SampleEvents.lifecycle()))
                .isInstanceOfSatisfying(
                        RegistryRefusedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(RegistryRefusedException.SUBJECT_NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, lifecycle-value",
        "RecordNameStrategy, io.tonearm.events.RecordingLifecycle",
        "TopicRecordNameStrategy, lifecycle-io.tonearm.events.RecordingLifecycle"
    })
    void subjectStrategy_namesTheSameSubject(String strategy, String subject) {
        Map<String, String> config =
                at(registry, "value.subject.name.strategy", "io.confluent.kafka.serializers.subject." + strategy);

        byte[] ours = write(Family.OURS.serdes(config), SampleEvents.lifecycle());
        byte[] confluents = write(Family.CONFLUENT.serdes(config), SampleEvents.lifecycle());

        assertThat(ours).isEqualTo(confluents);
        assertThat(registry.registry().latest(subject).version()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void undecodableBytes_areToldApart(Family reader) {
        EventSerdes serdes = reader.serdes(at(registry));
        byte[] bytes = write(serdes, SampleEvents.lifecycle());
        byte[] badMagic = bytes.clone();
        badMagic[0] = 1;
        byte[] unknownId = bytes.clone();
        unknownId[1] = 9;
        byte[] malformed = bytes.clone();
        Arrays.fill(malformed, WireFormat.HEADER_BYTES, malformed.length, (byte) 0xFE);
        byte[] other = write(serdes, SampleEvents.undelivered());

        assertThat(reason(serdes, badMagic)).isEqualTo(Reason.BAD_MAGIC_BYTE);
        assertThat(reason(serdes, unknownId)).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
        assertThat(reason(serdes, Arrays.copyOf(bytes, bytes.length - 3))).isEqualTo(Reason.TRUNCATED);
        assertThat(reason(serdes, Arrays.copyOf(bytes, 3))).isEqualTo(Reason.TRUNCATED);
        assertThat(reason(serdes, malformed)).isEqualTo(Reason.MALFORMED);
        assertThat(reason(serdes, other)).isEqualTo(Reason.UNEXPECTED_TYPE);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void registryDown_recordIsNotUndecodable(Family reader) throws IOException {
        byte[] bytes = write(Family.OURS.serdes(at(registry)), SampleEvents.lifecycle());
        ServedRegistry gone = ServedRegistry.open();
        gone.close();
        Map<String, String> wrongPath = Map.of("schema.registry.url", registry.url() + "/elsewhere");

        assertThatThrownBy(() -> read(reader.serdes(at(gone)), RecordingLifecycle.class, bytes))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> read(reader.serdes(wrongPath), RecordingLifecycle.class, bytes))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void basicCredentials_fromUserInfoOrUrl_areAccepted(Family family) throws IOException {
        try (ServedRegistry closed = ServedRegistry.authorized("Basic YWxpY2U6czNjcmV0")) {
            Map<String, String> userInfo =
                    at(closed, "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "alice:s3cret");
            Map<String, String> inUrl = Map.of(
                    "schema.registry.url",
                    closed.url().replace("//", "//alice:s3cret@"),
                    "basic.auth.credentials.source",
                    "URL");

            byte[] bytes = write(family.serdes(userInfo), SampleEvents.lifecycle());

            assertThat(read(family.serdes(inUrl), RecordingLifecycle.class, bytes))
                    .isEqualTo(SampleEvents.lifecycle());
            assertThatThrownBy(() -> read(family.serdes(at(closed)), RecordingLifecycle.class, bytes))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void bearerToken_isAccepted(Family family) throws IOException {
        try (ServedRegistry closed = ServedRegistry.authorized("Bearer t0ken")) {
            EventSerdes serdes = family.serdes(
                    at(closed, "bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken"));

            byte[] bytes = write(serdes, SampleEvents.lifecycle());

            assertThat(read(serdes, RecordingLifecycle.class, bytes)).isEqualTo(SampleEvents.lifecycle());
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void tls_withTrustStoreAndClientKey_isAccepted(Family family, @TempDir Path folder) throws Exception {
        TestTls tls = TestTls.create(folder);
        try (ServedRegistry secure = ServedRegistry.tls(tls.context(), true)) {
            Map<String, String> config = at(
                    secure,
                    "schema.registry.ssl.truststore.location",
                    tls.trustStore().toString(),
                    "schema.registry.ssl.truststore.password",
                    TestTls.PASSWORD,
                    "schema.registry.ssl.truststore.type",
                    "PKCS12",
                    "schema.registry.ssl.keystore.location",
                    tls.keyStore().toString(),
                    "schema.registry.ssl.keystore.password",
                    TestTls.PASSWORD,
                    "schema.registry.ssl.keystore.type",
                    "PKCS12");

            byte[] bytes = write(family.serdes(config), SampleEvents.lifecycle());

            assertThat(read(family.serdes(config), RecordingLifecycle.class, bytes))
                    .isEqualTo(SampleEvents.lifecycle());
            assertThatThrownBy(() -> read(family.serdes(at(secure)), RecordingLifecycle.class, bytes))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void tls_withPemTrustStore_isAccepted(@TempDir Path folder) throws Exception {
        TestTls tls = TestTls.create(folder);
        Path pem = Files.writeString(folder.resolve("trust.pem"), tls.certificatePem());
        try (ServedRegistry secure = ServedRegistry.tls(tls.context(), false)) {
            EventSerdes serdes = Family.OURS.serdes(at(
                    secure,
                    "schema.registry.ssl.truststore.location",
                    pem.toString(),
                    "schema.registry.ssl.truststore.type",
                    "PEM"));

            assertThat(write(serdes, SampleEvents.lifecycle())).startsWith(0, 0, 0, 0, 1);
        }
    }

    @Test
    void unknownClass_isRefusedByKey() {
        EventSerdes serdes = new EventSerdes(
                Map.of("schema.registry.url", registry.url(), EventSerdes.SERIALIZER, "com.example.NoSuchSerializer"));

        assertThatThrownBy(() -> serdes.serializer(RecordingLifecycle.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(EventSerdes.SERIALIZER, "com.example.NoSuchSerializer");
    }

    private static GenericRecord generic(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = switch (field.name()) {
                case "event" -> new GenericData.EnumSymbol(field.schema(), LifecycleEvent.STOPPED.name());
                case "endReason" ->
                    new GenericData.EnumSymbol(field.schema().getTypes().get(1), EndReason.LEG_ENDED.name());
                case "occurredAt" -> SampleEvents.lifecycle().getOccurredAt().toEpochMilli() * 1_000 + 456;
                case "note" -> "new";
                default -> SampleEvents.lifecycle().get(field.name());
            };
            record.put(field.name(), value);
        }
        return record;
    }

    private static Map<String, String> at(ServedRegistry registry, String... keysAndValues) {
        Map<String, String> config = new HashMap<>(Map.of("schema.registry.url", registry.url()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            config.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return config;
    }

    @SuppressWarnings("unchecked")
    private static byte[] write(EventSerdes serdes, SpecificRecord event) {
        String topic =
                event instanceof RecordingLifecycle ? TOPIC : event.getClass().getSimpleName();
        return ((Serializer<SpecificRecord>) serdes.serializer(event.getClass())).serialize(topic, event);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static byte[] writeGeneric(EventSerdes serdes, GenericRecord record) {
        return ((Serializer) serdes.serializer(RecordingLifecycle.class)).serialize(TOPIC, record);
    }

    private static <T extends SpecificRecord> T read(EventSerdes serdes, Class<T> type, byte[] bytes) {
        return serdes.deserializer(type).deserialize(TOPIC, bytes);
    }

    private static Reason reason(EventSerdes serdes, byte[] bytes) {
        try {
            read(serdes, RecordingLifecycle.class, bytes);
        } catch (UndecodableRecordException e) {
            return e.reason();
        }
        throw new AssertionError("expected the record to be undecodable");
    }
}
