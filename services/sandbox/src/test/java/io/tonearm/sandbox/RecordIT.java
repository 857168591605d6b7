package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tonearm.devkit.call.CallGenerator;
import io.tonearm.devkit.call.CallGenerator.Network;
import io.tonearm.devkit.call.CallGenerator.Options;
import io.tonearm.devkit.capture.CaptureReader;
import io.tonearm.devkit.capture.CapturedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordIT {

    private static final int MOST_LEAD_SAMPLES = 400;

    @TempDir
    private Path folder;

    @Test
    void generatedCapture_isRecordedToTheSample() throws Exception {
        // Given
        Path capture = CaptureFile.write(
                CallGenerator.generate(
                        Options.of(11, 1_795_000_000_000_000L, 30_000_000).over(Network.MOBILE)),
                folder.resolve("call.pcap"));
        CapturedCall call = CaptureReader.read(capture);
        Path copy = folder.resolve("copy.wav");
        Terminal terminal = Terminal.piped();

        // When
        int exitCode = terminal.run(
                "record",
                capture.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--save",
                copy.toString(),
                "--output",
                "json");

        // Then
        assertThat(exitCode).as(terminal.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("sha256").asText()).isEqualTo(SavedCopy.sha256(copy));
        assertThat(json.get("sizeBytes").asLong()).isEqualTo(Files.size(copy));
        assertThat(copy).hasSameBinaryContentAs(Path.of(json.get("file").asText()));
        assertThat(json.get("delivered").get("endReason").asText()).isEqualTo("LEG_ENDED");
        assertThat(json.get("billed").get("amount").decimalValue()).isEqualByComparingTo("0.01");
        short[][] channels = Sound.channels(copy);
        assertThat(Sound.positionOf(Sound.of(call.incoming()), channels[0], MOST_LEAD_SAMPLES))
                .isNotNegative();
        assertThat(Sound.positionOf(Sound.of(call.outgoing()), channels[1], MOST_LEAD_SAMPLES))
                .isNotNegative();
    }
}
