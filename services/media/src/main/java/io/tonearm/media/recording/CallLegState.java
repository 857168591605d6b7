package io.tonearm.media.recording;

import io.tonearm.media.recording.Recording.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one leg. Immutable.
 *
 * <pre>
 * IDLE -> STARTING -> RECORDING &lt;-> PAUSED -> FINISHING -> DELIVERING -> DELIVERED | UNDELIVERED
 * </pre>
 *
 * @param owner whose leg it is; null where no edge has said so
 * @param recordings its recordings in order; those delivered before the last are forgotten
 * @param early commands that wait: for the start they belong to, for their destination's answer, or for it to become clear
 *     whether the recording under way has ended by itself before them
 * @param asked the start among them whose destinations are being asked; null where none is
 * @param callRecorded whether a StartRecording was ever carried out
 */
public record CallLegState(
        @Nullable LegOwner owner,
        List<Recording> recordings,
        List<Command> early,
        @Nullable String asked,
        boolean callRecorded) {

    /** A leg that nothing is known of. */
    public static final CallLegState IDLE = new CallLegState(null, List.of(), List.of(), null, false);

    /** Most recordings of a leg that are not delivered. */
    public static final int MOST_RECORDINGS = 100;

    /** Most commands that wait. */
    public static final int MOST_EARLY = 64;

    /** Where a leg is in its life, by its last recording. */
    public enum Phase {
        IDLE,
        /** A start waits for its destination's answer. */
        STARTING,
        RECORDING,
        PAUSED,
        FINISHING,
        DELIVERING,
        DELIVERED,
        UNDELIVERED
    }

    public CallLegState {
        recordings = List.copyOf(recordings);
        early = List.copyOf(early);
        asked = isAmong(early, asked) ? asked : null;
    }

    private static boolean isAmong(List<Command> commands, @Nullable String commandId) {
        return commands.stream().anyMatch(command -> command.commandId().equals(commandId));
    }

    /** Where the leg is. */
    public Phase phase() {
        if (pendingStart().isPresent()) {
            return Phase.STARTING;
        }
        @Nullable Recording last = last();
        if (last == null) {
            return Phase.IDLE;
        }
        return switch (last.progress()) {
            case OPEN -> last.isPaused() ? Phase.PAUSED : Phase.RECORDING;
            case FINISHING -> Phase.FINISHING;
            case DELIVERING -> Phase.DELIVERING;
            case DELIVERED -> Phase.DELIVERED;
            case UNDELIVERED -> Phase.UNDELIVERED;
        };
    }

    /** The leg's last recording; null while it has none. */
    public @Nullable Recording last() {
        return recordings.isEmpty() ? null : recordings.get(recordings.size() - 1);
    }

    /** The recording that goes on; null where none does. */
    public @Nullable Recording open() {
        @Nullable Recording last = last();
        return last != null && last.end() == null ? last : null;
    }

    /** The recording of that id, where the leg has it. */
    public Optional<Recording> recording(String recordingId) {
        return recordings.stream()
                .filter(recording -> recording.recordingId().equals(recordingId))
                .findFirst();
    }

    /** The start that waits for its destination's answer. */
    public Optional<Command> pendingStart() {
        return asked == null
                ? Optional.empty()
                : early.stream()
                        .filter(command -> command.commandId().equals(asked))
                        .findFirst();
    }

    private Stream<Command> starts() {
        return early.stream().filter(command -> command.action().kind().starts());
    }

    /** When the first start begins that waits; empty where none does. */
    public OptionalLong firstWaitingStartMicros() {
        return starts().mapToLong(Command::issuedAtMicros).min();
    }

    /** When the next recording begins, or the next start that waits; {@code Long.MAX_VALUE} where none does. */
    public long nextStartMicros(long micros) {
        return LongStream.concat(
                        recordings.stream().mapToLong(Recording::startMicros),
                        starts().mapToLong(Command::issuedAtMicros))
                .filter(start -> start >= micros)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether a command of this time has to wait behind a start that waits. */
    boolean waitsBefore(long micros) {
        return !early.isEmpty() && starts().anyMatch(start -> start.issuedAtMicros() <= micros);
    }

    /** Whether this command is here already, its answer still to come. */
    boolean isAwaited(String commandId) {
        return early.stream().anyMatch(command -> command.commandId().equals(commandId))
                || recordings.stream()
                        .anyMatch(recording -> recording.start().audio() != null
                                && recording.progress() != Progress.DELIVERED
                                && recording.progress() != Progress.UNDELIVERED
                                && commandId.equals(recording.start().commandId()));
    }

    /** Whose rules count for the leg; null where nobody has said so. */
    public @Nullable String accountId() {
        if (owner != null) {
            return owner.accountId();
        }
        @Nullable Recording last = last();
        if (last != null) {
            return last.accountId();
        }
        return early.isEmpty() ? null : early.get(0).accountId();
    }

    /** Whether the leg is another account's, by what is known. */
    public boolean isForeignTo(String accountId) {
        return owner != null && !owner.accountId().equals(accountId)
                || recordings.stream()
                        .anyMatch(recording -> !recording.accountId().equals(accountId));
    }

    /** Whether a recording of the leg may still take packets, or is about to begin. */
    public boolean isBeingRecorded() {
        return starts().findAny().isPresent()
                || recordings.stream()
                        .anyMatch(recording ->
                                recording.progress() == Progress.OPEN || recording.progress() == Progress.FINISHING);
    }

    /** The recording that takes what happens at this time, if it can still take anything. */
    @Nullable
    Recording unsettledAt(long micros) {
        Recording found = null;
        for (Recording recording : recordings) {
            boolean unsettled = recording.progress() == Progress.OPEN || recording.progress() == Progress.FINISHING;
            if (unsettled && recording.startMicros() <= micros) {
                found = recording;
            }
        }
        return found;
    }

    /** What a packet captured at a time is to its leg, by what is known. */
    public enum Fate {
        /** It belongs into a recording that can still take it. */
        WANTED,
        /** It belongs into none, unless a start with an earlier time is on its way. */
        AWAITS_START,
        /** It follows a pause, unless a resume with an earlier time is on its way. */
        AWAITS_RESUME,
        /** It lies in a pause. */
        PAUSED,
        /** It was before the recording. */
        BEFORE_START,
        /** It was after the recording, or the recording is complete without it. */
        AFTER_END
    }

    /** What a packet captured at this time is to the leg. */
    public Fate fateOf(long capturedAtMicros) {
        @Nullable Recording recording = unsettledAt(capturedAtMicros);
        if (recording != null && recording.isPausedAt(capturedAtMicros)) {
            return recording.isPauseOpenAfter(capturedAtMicros) ? Fate.AWAITS_RESUME : Fate.PAUSED;
        }
        if (waitsBefore(capturedAtMicros)) {
            return EarlyPauses.hold(early, capturedAtMicros) ? Fate.AWAITS_RESUME : Fate.WANTED;
        }
        if (recording != null && recording.wants(capturedAtMicros)) {
            return Fate.WANTED;
        }
        @Nullable Recording last = last();
        if (last == null) {
            return EarlyPauses.hold(early, capturedAtMicros) ? Fate.AWAITS_RESUME : Fate.AWAITS_START;
        }
        if (capturedAtMicros < last.startMicros()) {
            return Fate.BEFORE_START;
        }
        return last.end() != null && !last.spans(capturedAtMicros) && mayStartAgain(last)
                ? Fate.AWAITS_START
                : Fate.AFTER_END;
    }

    /** A RecordAudio may follow any recording, as long as nobody has hung up. */
    private boolean mayStartAgain(Recording last) {
        return !callRecorded
                || last.policy().restart() == RecordingPolicy.RestartRule.NEW_RECORDING
                || last.end() != null && last.end().reason() != EndReason.LEG_ENDED;
    }

    /** Whether a packet captured at this time is in a recording that is not delivered, or may be in one that starts. */
    public boolean isNeeded(long capturedAtMicros) {
        return waitsBefore(capturedAtMicros)
                || recordings.stream()
                        .anyMatch(recording ->
                                recording.progress() != Progress.DELIVERED && recording.wants(capturedAtMicros));
    }

    CallLegState with(Recording changed) {
        List<Recording> more = new ArrayList<>();
        boolean found = false;
        for (Recording recording : recordings) {
            boolean same = recording.recordingId().equals(changed.recordingId());
            found |= same;
            more.add(same ? changed : recording);
        }
        if (!found) {
            more.removeIf(recording -> recording.progress() == Progress.DELIVERED);
            more.add(changed);
        }
        boolean recorded = callRecorded || changed.start().audio() == null;
        return new CallLegState(owner, more, early, asked, recorded);
    }

    CallLegState withEarly(List<Command> newEarly) {
        return new CallLegState(owner, recordings, newEarly, asked, callRecorded);
    }

    CallLegState withAsked(String commandId) {
        return new CallLegState(owner, recordings, early, commandId, callRecorded);
    }

    CallLegState withOwner(LegOwner newOwner) {
        return new CallLegState(newOwner, recordings, early, asked, callRecorded);
    }
}
