package io.tonearm.sandbox;

import io.tonearm.events.RecordAudio;
import io.tonearm.events.TrackSelection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that describe a recording which ends by itself. Filled by picocli, then read. */
final class RecordAudioOptions {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(
            names = "--terminators",
            required = true,
            paramLabel = "DIGITS",
            description = "Keys that end it, of 123456789*0#, such as '#*'.")
    private String terminators = "";

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "It ends after that, whole seconds. Default: never")
    private @Nullable Duration duration;

    @Option(
            names = "--silence",
            paramLabel = "TIME",
            description = "It ends after so much silence, 1s to 1000s. Default: silence does not end it")
    private @Nullable Duration silence;

    @Option(
            names = "--threshold",
            paramLabel = "1..1000",
            defaultValue = "200",
            description =
                    "What counts as silence: 1 is 30 dB, 100 is 45 dB, 200 is 60 dB, 1000 is 75 dB where full scale is"
                            + " 90 dB. Default: ${DEFAULT-VALUE}")
    private int threshold = 200;

    @Option(
            names = "--tracks",
            paramLabel = "incoming|outgoing|both",
            defaultValue = "incoming",
            description = "What to record. Default: ${DEFAULT-VALUE}")
    private TrackSelection tracks = TrackSelection.INCOMING;

    @Mixin
    private DestinationOptions destination = new DestinationOptions();

    /** How long its answer may take: as long as the recording, and some time for silence or a key to end it. */
    Duration patience() {
        return PATIENCE.plus(duration == null ? Duration.ZERO : duration);
    }

    /**
     * What the command says; ranges are left to the recorder.
     *
     * @throws UsageException where a time is not one of whole seconds
     */
    RecordAudio recordAudio() {
        return RecordAudio.newBuilder()
                .setTrack(tracks)
                .setDestination(destination.destination())
                .setDurationInSeconds(WholeTime.seconds("--duration", duration))
                .setSilenceDurationInSeconds(WholeTime.seconds("--silence", silence))
                .setSilenceThreshold(threshold)
                .setRecordingTerminators(
                        terminators.codePoints().mapToObj(Character::toString).toList())
                .build();
    }
}
