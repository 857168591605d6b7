package io.tonearm.media.recording;

import io.tonearm.media.audio.FileEncoding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that a command can ask for. Immutable, unchecked: {@link ParameterCheck} says what is acceptable. */
public sealed interface Action {

    /** Which action it is. */
    ActionKind kind();

    /**
     * Begins a recording.
     *
     * @param tracks which tracks to record
     * @param destinations where to deliver
     * @param encoding of the file; null for the policy's
     * @param sampleRate of the file; null for the policy's
     * @param metadata the caller's words
     */
    record StartRecording(
            TrackSelection tracks,
            List<Destination> destinations,
            @Nullable FileEncoding encoding,
            @Nullable Integer sampleRate,
            Map<String, String> metadata)
            implements Action {
        public StartRecording {
            destinations = List.copyOf(destinations);
            metadata = Map.copyOf(metadata);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.START_RECORDING;
        }
    }

    /**
     * Begins a pause, or prolongs the one that is under way.
     *
     * @param longestMicros recording goes on by itself after this long, more than 0; null for no limit but the policy's
     */
    record PauseRecording(@Nullable Long longestMicros) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.PAUSE_RECORDING;
        }
    }

    /** Ends a pause. */
    record ResumeRecording() implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.RESUME_RECORDING;
        }
    }

    /**
     * Ends the recording.
     *
     * @param published what the edge published for the leg until then; null where it does not know
     */
    record StopRecording(@Nullable PublishedPackets published) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.STOP_RECORDING;
        }
    }

    /**
     * The leg is over.
     *
     * @param published what the edge published for the leg; null where it does not know
     */
    record LegEnded(@Nullable PublishedPackets published) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.LEG_ENDED;
        }
    }

    /** The leg was transferred to another party. */
    record LegTransferred() implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.LEG_TRANSFERRED;
        }
    }

    /**
     * Begins a recording that ends by itself.
     *
     * @param tracks which tracks to record
     * @param destination where to deliver
     * @param durationSeconds ends after this long, more than 0; null for the policy's limit
     * @param silenceSeconds ends after this much silence, 1 to 1,000; null for never
     * @param silenceThreshold what is silence, 1 to 1,000; no matter where {@code silenceSeconds} is null
     * @param terminators digits that end it, each one of {@code 123456789*0#}
     */
    record RecordAudio(
            TrackSelection tracks,
            Destination destination,
            @Nullable Integer durationSeconds,
            @Nullable Integer silenceSeconds,
            int silenceThreshold,
            List<String> terminators)
            implements Action {
        public RecordAudio {
            terminators = List.copyOf(terminators);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.RECORD_AUDIO;
        }
    }

    /**
     * Adds to the metadata of the recording in progress.
     *
     * @param metadata the caller's words; those for a key that is there already replace it
     */
    record AttachMetadata(Map<String, String> metadata) implements Action {
        public AttachMetadata {
            metadata = Map.copyOf(metadata);
        }

        @Override
        public ActionKind kind() {
            return ActionKind.ATTACH_METADATA;
        }
    }

    /**
     * The participant pressed a key that the edge saw outside the media.
     *
     * @param digit one of {@code 0123456789*#ABCD}
     */
    record DigitPressed(String digit) implements Action {
        @Override
        public ActionKind kind() {
            return ActionKind.DIGIT_PRESSED;
        }
    }
}
