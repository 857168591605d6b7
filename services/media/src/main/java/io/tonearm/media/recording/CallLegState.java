package io.tonearm.media.recording;

import io.tonearm.media.recording.Recording.Marker;
import io.tonearm.media.recording.Recording.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one leg. Immutable.
 *
 * <pre>
 * IDLE -> RECORDING &lt;-> PAUSED -> FINISHING -> DELIVERING -> DELIVERED | UNDELIVERED
 * </pre>
 *
 * @param recordings its recordings in order; those delivered before the last are forgotten
 * @param early commands that came before the start they belong to, waiting for it
 */
public record CallLegState(List<Recording> recordings, List<Command> early) {

    /** A leg that nothing is known of. */
    public static final CallLegState IDLE = new CallLegState(List.of(), List.of());

    /** Most recordings of a leg that are not delivered. */
    public static final int MOST_RECORDINGS = 100;

    /** Most commands that wait for a start. */
    public static final int MOST_EARLY = 16;

    /** Where a leg is in its life, by its last recording. */
    public enum Phase {
        IDLE,
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
    }

    /** Where the leg is. */
    public Phase phase() {
        @Nullable Recording last = last();
        if (last == null) {
            return Phase.IDLE;
        }
        return switch (last.progress()) {
            case OPEN -> last.isPausedAt(Long.MAX_VALUE) ? Phase.PAUSED : Phase.RECORDING;
            case FINISHING -> Phase.FINISHING;
            case DELIVERING -> Phase.DELIVERING;
            case DELIVERED -> Phase.DELIVERED;
            case UNDELIVERED -> Phase.UNDELIVERED;
        };
    }

    /** The leg's last recording; null while idle. */
    public @Nullable Recording last() {
        return recordings.isEmpty() ? null : recordings.get(recordings.size() - 1);
    }

    /** The recording of that id, where the leg has it. */
    public Optional<Recording> recording(String recordingId) {
        return recordings.stream()
                .filter(recording -> recording.recordingId().equals(recordingId))
                .findFirst();
    }

    /** The latest recording that can still change and had started by this time; null where there is none. */
    @Nullable
    Recording unsettledAt(long micros) {
        for (int i = recordings.size() - 1; i >= 0; i--) {
            Recording recording = recordings.get(i);
            boolean unsettled = recording.progress() == Progress.OPEN || recording.progress() == Progress.FINISHING;
            if (unsettled && recording.startMicros() <= micros) {
                return recording;
            }
        }
        return null;
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
        if (recording != null && recording.wants(capturedAtMicros)) {
            return Fate.WANTED;
        }
        if (recording != null && recording.isPausedAt(capturedAtMicros)) {
            return recording.isPauseOpenAfter(capturedAtMicros) ? Fate.AWAITS_RESUME : Fate.PAUSED;
        }
        @Nullable Recording last = last();
        if (last == null) {
            return isPausedEarlyAt(capturedAtMicros) ? Fate.AWAITS_RESUME : Fate.AWAITS_START;
        }
        if (capturedAtMicros < last.startMicros()) {
            return Fate.BEFORE_START;
        }
        return last.end() != null
                        && !last.spans(capturedAtMicros)
                        && last.policy().restart() == RecordingPolicy.RestartRule.NEW_RECORDING
                ? Fate.AWAITS_START
                : Fate.AFTER_END;
    }

    /** Whether a pause that waits for its start will hold at this time. */
    private boolean isPausedEarlyAt(long micros) {
        return early.stream()
                .filter(command -> command.issuedAtMicros() <= micros)
                .filter(command -> command.action().kind() == ActionKind.PAUSE_RECORDING
                        || command.action().kind() == ActionKind.RESUME_RECORDING)
                .map(command ->
                        new Marker(command.issuedAtMicros(), command.action().kind() == ActionKind.PAUSE_RECORDING))
                .max(Comparator.naturalOrder())
                .map(Marker::pause)
                .orElse(false);
    }

    /** Whether a packet captured at this time is in a recording that is not delivered. */
    public boolean isNeeded(long capturedAtMicros) {
        return recordings.stream()
                .anyMatch(recording -> recording.progress() != Progress.DELIVERED && recording.wants(capturedAtMicros));
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
        return new CallLegState(more, early);
    }

    CallLegState withEarly(List<Command> newEarly) {
        return new CallLegState(recordings, newEarly);
    }
}
