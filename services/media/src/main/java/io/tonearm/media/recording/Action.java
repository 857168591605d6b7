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

    /** Begins a pause. */
    record PauseRecording() implements Action {
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
     * An action that this version answers but cannot carry out.
     *
     * @param kind which
     */
    record Unsupported(ActionKind kind) implements Action {}
}
