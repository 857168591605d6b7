package io.tonearm.sandbox;

import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.TrackSelection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that describe a recording which a start command begins. Filled by picocli, then read. */
final class RecordingOptions {

    @Option(
            names = "--tracks",
            paramLabel = "both|incoming|outgoing",
            description = "What to record. Default: both, in stereo")
    private @Nullable TrackSelection tracks;

    @Mixin
    private DestinationOptions one = new DestinationOptions();

    @Option(
            names = "--to",
            paramLabel = "s3://BUCKET/PREFIX",
            description =
                    "Where the recording goes, instead of --bucket and --prefix; repeated, it goes to several places, and"
                            + " one that takes it is enough.")
    private List<S3Destination> several = new ArrayList<>();

    @Option(
            names = "--meta",
            paramLabel = "KEY=VALUE",
            description = "Words of your own for the object's metadata and the events; may be repeated.")
    private List<KeyValue> metadata = new ArrayList<>();

    /**
     * Where the recording goes, at least one place.
     *
     * @throws UsageException where it is said in two ways
     */
    List<S3Destination> destinations() {
        if (several.isEmpty()) {
            return List.of(one.destination());
        } else if (one.isGiven()) {
            throw new UsageException("--to takes the place of --bucket and --prefix: give one or the other");
        }
        return List.copyOf(several);
    }

    /** What a start command says. */
    StartRecording start() {
        return StartRecording.newBuilder()
                .setTracks(tracks())
                .setDestinations(destinations())
                .setMetadata(KeyValue.map(metadata))
                .build();
    }

    TrackSelection tracks() {
        return tracks == null ? TrackSelection.BOTH : tracks;
    }

    /** Whether something is asked for that only a start command can say. */
    boolean needStart() {
        return tracks != null || !several.isEmpty() || !metadata.isEmpty();
    }
}
