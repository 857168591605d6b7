package io.tonearm.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of {@link SampleEvents}, as hexadecimal text under schema id 0x01020304. Confirmed by Confluent's
 * KafkaAvroSerializer 7.9.5, which {@link ConfluentInteroperabilityTest} compares with ours on the same events.
 */
final class GoldenBytesTest {

    private static final String FLAG = "golden";
    private static final int ID = 0x01020304;
    private static final int HEX_DIGITS_PER_LINE = 96;
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    static List<SpecificRecord> events() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_hasTheCommittedBytes(SpecificRecord event) throws IOException {
        Path file = FOLDER.resolve(event.getSchema().getName() + ".hex");
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(new FixedRegistry(ID, event.getSchema()));
        serializer.configure(Map.of(), false);
        byte[] bytes = serializer.serialize("topic", event);
        if ("rewrite".equals(System.getProperty(FLAG))) {
            Files.writeString(file, lines(bytes));
            throw new AssertionError(
                    "the golden file is written: read the difference, commit it, build without the flag");
        }

        assertThat(lines(bytes))
                .as("bytes of %s; where they are meant to change, run once with -D%s=rewrite", file, FLAG)
                .isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("events")
    void committedBytes_areReadAsTheEvent(SpecificRecord event) throws IOException {
        String hex = Files.readString(FOLDER.resolve(event.getSchema().getName() + ".hex"))
                .replace("\n", "");
        AvroDeserializer<SpecificRecord> deserializer =
                new AvroDeserializer<>(new FixedRegistry(ID, event.getSchema()));
        deserializer.configure(Map.of(), false);

        assertThat(deserializer.deserialize("topic", HexFormat.of().parseHex(hex)))
                .isEqualTo(event);
    }

    private static String lines(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < hex.length(); i += HEX_DIGITS_PER_LINE) {
            lines.add(hex.substring(i, Math.min(i + HEX_DIGITS_PER_LINE, hex.length())));
        }
        return String.join("\n", lines) + "\n";
    }
}
