package io.tonearm.media.recording;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that the caller of {@link Lifecycle} has to carry out, in the order given, together with the new state. */
public sealed interface Effect {

    /**
     * The one answer to a command.
     *
     * @param command the command
     * @param refusal why it failed; null where it succeeded
     * @param recording the recording that it started or changed; null where there is none
     */
    record Answer(
            Command command,
            @Nullable Refusal refusal,
            @Nullable Recording recording) implements Effect {}

    /**
     * A change in a recording's life, to be announced.
     *
     * @param recording the recording after the change
     * @param change what happened
     * @param atMicros when it took effect
     */
    record Announcement(Recording recording, Change change, long atMicros) implements Effect {}

    /**
     * Packets captured in this time are to be deleted from wherever they are.
     *
     * @param fromMicros inclusive
     * @param toMicros exclusive; {@code Long.MAX_VALUE} for no end
     */
    record Erasure(long fromMicros, long toMicros) implements Effect {}

    /**
     * Destinations are to be asked whether they take a recording; what they answer goes to {@link Lifecycle#resolve}.
     * Asking twice is harmless.
     *
     * @param command the start that waits for it
     * @param destinations where it is to go
     * @param objects bucket and key for each of them
     * @param storage how it is to be stored there
     */
    record AccessCheck(Command command, List<Destination> destinations, List<ObjectKey> objects, StorageRule storage)
            implements Effect {}

    /** What can be announced. */
    enum Change {
        STARTED,
        PAUSED,
        RESUMED,
        STOPPED
    }
}
