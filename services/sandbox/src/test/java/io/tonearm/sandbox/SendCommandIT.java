package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.AttachMetadata;
import io.tonearm.events.DigitPressed;
import io.tonearm.events.LegEnded;
import io.tonearm.events.LegTransferred;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.RecordAudio;
import io.tonearm.events.ResumeRecording;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.StopRecording;
import io.tonearm.events.TrackSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published for each verb. Nobody answers here; UpIT and PolicyIT have a recorder that does. */
@TestInstance(Lifecycle.PER_CLASS)
class SendCommandIT {

    @TempDir
    private static Path folder;

    private QuietCluster cluster;

    @BeforeAll
    void start() throws Exception {
        cluster = QuietCluster.start(folder);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    private static Arguments sends(String arguments, SpecificRecord action) {
        return Arguments.of(arguments, action);
    }

    private static StartRecording start(
            TrackSelection tracks, Map<String, String> metadata, S3Destination... destinations) {
        return StartRecording.newBuilder()
                .setTracks(tracks)
                .setDestinations(List.of(destinations))
                .setMetadata(metadata)
                .build();
    }

    static Stream<Arguments> verbs() {
        S3Destination usual = new S3Destination("tonearm", null);
        return Stream.of(
                sends("start", start(TrackSelection.BOTH, Map.of(), usual)),
                sends(
                        "start --tracks outgoing --bucket calls --prefix a/b --meta order=47=11 --meta agent=",
                        start(
                                TrackSelection.OUTGOING,
                                Map.of("order", "47=11", "agent", ""),
                                new S3Destination("calls", "a/b"))),
                sends(
                        "start --to s3://calls/a/b/ --to s3://archive",
                        start(
                                TrackSelection.BOTH,
                                Map.of(),
                                new S3Destination("calls", "a/b"),
                                new S3Destination("archive", null))),
                sends(
                        "record-audio --terminators #*",
                        RecordAudio.newBuilder()
                                .setDestination(usual)
                                .setRecordingTerminators(List.of("#", "*"))
                                .build()),
                sends(
                        "record-audio --terminators 1 --duration 1m30s --silence 3s --threshold 100 --tracks both"
                                + " --bucket calls",
                        RecordAudio.newBuilder()
                                .setTrack(TrackSelection.BOTH)
                                .setDestination(new S3Destination("calls", null))
                                .setDurationInSeconds(90)
                                .setSilenceDurationInSeconds(3)
                                .setSilenceThreshold(100)
                                .setRecordingTerminators(List.of("1"))
                                .build()),
                sends("pause", new PauseRecording(null)),
                sends("pause --for 1500ms", new PauseRecording(1_500L)),
                sends("resume", new ResumeRecording()),
                sends("stop", new StopRecording()),
                sends("attach order=4711 agent=anna", new AttachMetadata(Map.of("order", "4711", "agent", "anna"))),
                sends("digit #", new DigitPressed("#")),
                sends("transfer", new LegTransferred()),
                sends("hangup", new LegEnded()));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void verb_isPublishedAsItsAction(String arguments, SpecificRecord action) {
        // Given
        String leg = "leg " + arguments;
        Terminal terminal = Terminal.piped();

        // When
        Stream<String> typed = Stream.concat(
                Stream.of(("command " + arguments).split(" ", -1)), Stream.of("--leg", leg, "--timeout", "0s"));
        int exitCode = terminal.run(cluster.on(typed.toArray(String[]::new)));

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(terminal.err()).contains("no recorder answered in time", "--timeout");
        assertThat(cluster.actions(leg)).containsExactly(action);
    }

    @Test
    void commandThatMakesNoSense_isNotPublished() {
        Terminal terminal = Terminal.piped();

        assertThat(terminal.run(cluster.on(
                        "command", "record-audio", "--leg", "none", "--terminators", "#", "--duration", "1ms")))
                .isEqualTo(2);

        assertThat(terminal.err()).contains("--duration must be whole seconds, milliseconds=1");
        assertThat(cluster.actions("none")).isEmpty();
    }
}
