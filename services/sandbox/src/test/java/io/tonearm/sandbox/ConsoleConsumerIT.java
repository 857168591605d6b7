package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tonearm.devkit.EmbeddedInfrastructure;
import io.tonearm.devkit.call.CallGenerator;
import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.CallPublisher;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.call.RecordingTimes;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.S3Destination;
import io.tonearm.events.TrackSelection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events as others read them: Kafka's own console consumer with Confluent's own deserializer, in a process of its own. */
class ConsoleConsumerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @Test
    void deliveredAndBilling_areReadByOtherPeoplesTools() throws Exception {
        Terminal terminal = Terminal.piped();
        try (Sandbox sandbox = Sandbox.start(
                EmbeddedInfrastructure.Options.in(data),
                new Steps(terminal.console().out()))) {
            // Given
            LegScript script = LegScript.of(
                    CallGenerator.generate(CallGenerator.Options.of(7, 1_795_000_000_000_000L, 3_000_000)),
                    new CallLeg("call-7", "leg-7", "account-7"),
                    new LegScript.Options(
                            RecordingTimes.WHOLE_CALL,
                            new S3Destination(Sandbox.BUCKET, null),
                            TrackSelection.BOTH,
                            0,
                            200_000,
                            false));
            RecordingDelivered expected = new RecordingRun(sandbox.cluster(), Pace.FAST, PATIENCE)
                    .run(script, CallPublisher.Progress.NONE)
                    .delivered();

            // When
            JsonNode delivered = consume(sandbox, "recording.delivered");
            JsonNode billed = consume(sandbox, "recording.billing");

            // Then
            assertThat(delivered.get("recordingId").textValue()).isEqualTo(expected.getRecordingId());
            assertThat(delivered.get("sha256").textValue()).isEqualTo(expected.getSha256());
            assertThat(delivered.get("endReason").textValue()).isEqualTo("LEG_ENDED");
            assertThat(billed.get("idempotencyKey").textValue()).isEqualTo(expected.getRecordingId());
            assertThat(billed.get("accountId").textValue()).isEqualTo("account-7");
        }
    }

    private static JsonNode consume(Sandbox sandbox, String topic) throws Exception {
        EmbeddedInfrastructure infrastructure = sandbox.infrastructure();
        Process consumer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.consumer.ConsoleConsumer",
                        "--bootstrap-server",
                        infrastructure.broker().bootstrapServers(),
                        "--topic",
                        topic,
                        "--from-beginning",
                        "--isolation-level",
                        "read_committed",
                        "--max-messages",
                        "1",
                        "--timeout-ms",
                        Long.toString(PATIENCE.toMillis()),
                        "--formatter-property",
                        "value.deserializer=io.confluent.kafka.serializers.KafkaAvroDeserializer",
                        "--formatter-property",
                        "value.deserializer.schema.registry.url="
                                + infrastructure.registry().url()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(consumer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(consumer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(line).as("what the console consumer printed of %s", topic).isNotBlank();
        return new ObjectMapper().readTree(line);
    }
}
