package io.tonearm.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RtpFrames;
import io.tonearm.schemas.UndecodableRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroDeserializerTest {

    private static final int ID = 7;
    private static final long MOST_ALLOCATED_BYTES = 64 << 20;

    static List<SpecificRecord> events() {
        return SampleEvents.all();
    }

    @Test
    void tombstone_isNull() {
        assertThat(deserializer(RtpFrames.SCHEMA$).deserialize("topic", null)).isNull();
        assertThat(new EventSerdes(Map.of("schema.registry.url", "mock://tombstone"))
                        .serde(RtpFrames.class)
                        .deserializer()
                        .deserialize("topic", null))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyShorterRecord_isUndecodable(SpecificRecord event) {
        byte[] bytes = serialize(event);

        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);

            assertThat(reason(event.getSchema(), shorter)).isIn(Reason.TRUNCATED, Reason.MALFORMED);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void trailingBytes_areMalformed(SpecificRecord event) {
        byte[] bytes = serialize(event);

        assertThat(reason(event.getSchema(), Arrays.copyOf(bytes, bytes.length + 1)))
                .isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anyBytes_areReadOrUndecodable(SpecificRecord event) {
        Random random = new Random(20_261_120);
        byte[] bytes = serialize(event);
        AvroDeserializer<Object> deserializer = deserializer(event.getSchema());
        int undecodable = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] hostile = bytes.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                int at = WireFormat.HEADER_BYTES + random.nextInt(bytes.length - WireFormat.HEADER_BYTES);
                hostile[at] = (byte) random.nextInt(256);
            }
            try {
                assertThat(deserializer.deserialize("topic", hostile)).isInstanceOf(event.getClass());
            } catch (UndecodableRecordException e) {
                undecodable++;
            }
        }
        assertThat(undecodable).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 8L, 1L << 40, Long.MAX_VALUE})
    void hugeDeclaredLengths_areUndecodable(long declared) throws IOException {
        byte[] mapEntries = bytes(0L, declared);
        byte[] string = bytes(declared);
        byte[] arrayItems = bytes(1L, 0L, declared);
        byte[] packetBytes = bytes(1L, 0L, 0L, 1L, 0L, declared);
        Schema metadata = SchemaBuilder.record("io.tonearm.events.AttachMetadata")
                .fields()
                .requiredLong("skipped")
                .name("metadata")
                .type()
                .map()
                .values()
                .stringType()
                .noDefault()
                .endRecord();

        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();

        assertThat(reason(metadata, mapEntries)).isIn(Reason.TRUNCATED, Reason.MALFORMED);
        assertThat(reason(RecordingCommand.SCHEMA$, string)).isIn(Reason.TRUNCATED, Reason.MALFORMED);
        assertThat(reason(RtpFrames.SCHEMA$, arrayItems)).isIn(Reason.TRUNCATED, Reason.MALFORMED);
        assertThat(reason(RtpFrames.SCHEMA$, packetBytes)).isIn(Reason.TRUNCATED, Reason.MALFORMED);
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED_BYTES);
    }

    @Test
    void schemaOfAnotherPackage_isUnexpected() {
        Schema foreign = SchemaBuilder.record("java.util.ArrayList").fields().endRecord();
        Schema unknown =
                SchemaBuilder.record("io.tonearm.events.NoSuchEvent").fields().endRecord();

        assertThat(reason(foreign, bytes())).isEqualTo(Reason.UNEXPECTED_TYPE);
        assertThat(reason(unknown, bytes())).isEqualTo(Reason.UNEXPECTED_TYPE);
        assertThat(reason(Schema.create(Schema.Type.STRING), bytes())).isEqualTo(Reason.UNEXPECTED_TYPE);
    }

    @Test
    void schemaThatTheClassCannotRead_isAMismatch() {
        Schema other = SchemaBuilder.record("io.tonearm.events.RecordingLifecycle")
                .fields()
                .requiredInt("recordingId")
                .endRecord();

        assertThat(reason(other, new byte[] {0, 0, 0, 0, ID, 2})).isEqualTo(Reason.SCHEMA_MISMATCH);
    }

    @Test
    void untypedReader_returnsTheWritersRecord() {
        AvroDeserializer<GenericRecord> deserializer =
                new AvroDeserializer<>(new FixedRegistry(ID, RecordingLifecycle.SCHEMA$));
        deserializer.configure(Map.of("specific.avro.reader", "false"), false);

        GenericRecord record = deserializer.deserialize("topic", serialize(SampleEvents.lifecycle()));

        assertThat(record.get("recordingId")).hasToString("recording-1");
        assertThat(record.get("occurredAt")).isInstanceOf(Long.class);
    }

    @Test
    void anotherEvent_isUnexpected() {
        EventSerdes serdes = new EventSerdes(Map.of("schema.registry.url", "mock://another-event"));
        byte[] bytes = serdes.serializer(RecordingLifecycle.class).serialize("topic", SampleEvents.lifecycle());

        assertThatThrownBy(() -> serdes.deserializer(RtpFrames.class).deserialize("topic", bytes))
                .isInstanceOfSatisfying(
                        UndecodableRecordException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNEXPECTED_TYPE));
    }

    @Test
    void unconfigured_isAMistake() {
        assertThatThrownBy(() -> new AvroDeserializer<>().deserialize("topic", bytes(0L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("configure");
    }

    private static byte[] serialize(SpecificRecord event) {
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(new FixedRegistry(ID, event.getSchema()));
        serializer.configure(Map.of(), false);
        return serializer.serialize("topic", event);
    }

    private static AvroDeserializer<Object> deserializer(Schema writer) {
        AvroDeserializer<Object> deserializer = new AvroDeserializer<>(new FixedRegistry(ID, writer));
        deserializer.configure(Map.of(), false);
        return deserializer;
    }

    private static Reason reason(Schema writer, byte[] bytes) {
        try {
            deserializer(writer).deserialize("topic", bytes);
        } catch (UndecodableRecordException e) {
            return e.reason();
        }
        throw new AssertionError("expected the record to be undecodable");
    }

    private static byte[] bytes(Long... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(WireFormat.header(ID));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            for (long value : values) {
                encoder.writeLong(value);
            }
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
