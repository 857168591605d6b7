package io.tonearm.media.recording;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.recording.Action.LegEnded;
import io.tonearm.media.recording.Action.StartRecording;
import io.tonearm.media.recording.Action.StopRecording;
import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Change;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Marker;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.recording.RecordingPolicy.RestartRule;
import io.tonearm.media.recording.RecordingPolicy.TransferRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a leg's life: (state, command) to (state, effects). Stateless.
 *
 * <p>Time decides, not arrival. A command takes effect at its {@code issuedAt}, also where one with a later time was read
 * before it; one that is read before the start it belongs to waits for it, until {@link #settle} says that no start comes.
 * What was answered stands: of two starts the one read first counts.
 */
public final class Lifecycle {

    private static final Comparator<Command> BY_TIME = Comparator.comparingLong(Command::issuedAtMicros)
            .thenComparing(command -> command.action().kind())
            .thenComparing(Command::commandId);

    /**
     * A new state and what is to be done with it.
     *
     * @param state to be kept
     * @param effects to be carried out in order
     */
    public record Outcome(CallLegState state, List<Effect> effects) {}

    private Lifecycle() {}

    /**
     * Applies a command that was not answered before.
     *
     * @param policy the account's rules; a recording that has started keeps its own
     */
    public static Outcome apply(CallLegState state, Command command, RecordingPolicy policy) {
        @Nullable Refusal invalid = ParameterCheck.of(command);
        if (invalid != null) {
            return refuse(state, command, invalid);
        }
        if (state.recordings().stream()
                .anyMatch(recording -> !recording.accountId().equals(command.accountId()))) {
            return refuse(state, command, Refusal.invalid("accountId", "the leg belongs to another account"));
        }
        ActionKind kind = command.action().kind();
        if (kind == ActionKind.START_RECORDING) {
            return start(state, command, policy);
        }
        if (command.action() instanceof Action.Unsupported) {
            return refuse(state, command, Refusal.system(kind + " is not supported by this version"));
        }
        return state.phase() == Phase.IDLE ? await(state, command) : change(state, command);
    }

    private static Outcome await(CallLegState state, Command command) {
        List<Command> early = new ArrayList<>(state.early());
        if (early.stream().anyMatch(other -> other.commandId().equals(command.commandId()))) {
            return new Outcome(state, List.of());
        }
        if (early.size() == CallLegState.MOST_EARLY) {
            return refuse(state, command, Refusal.NOT_STARTED);
        }
        early.add(command);
        early.sort(BY_TIME);
        return new Outcome(
                state.withEarly(early),
                command.action().kind() == ActionKind.PAUSE_RECORDING
                        ? List.of(new Effect.Erasure(
                                command.issuedAtMicros(), nextResume(early, command.issuedAtMicros())))
                        : List.of());
    }

    private static long nextResume(List<Command> early, long micros) {
        return early.stream()
                .filter(command -> command.action().kind() == ActionKind.RESUME_RECORDING)
                .mapToLong(Command::issuedAtMicros)
                .filter(resume -> resume > micros)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Answers the commands that waited for a start, now that none can come any more. */
    public static Outcome settle(CallLegState state) {
        List<Effect> effects = new ArrayList<>();
        for (Command command : state.early()) {
            boolean notice = isNotice(command.action().kind());
            effects.add(new Answer(command, notice ? null : Refusal.NOT_STARTED, null));
        }
        return new Outcome(state.withEarly(List.of()), effects);
    }

    private static boolean isNotice(ActionKind kind) {
        return kind == ActionKind.LEG_ENDED || kind == ActionKind.LEG_TRANSFERRED;
    }

    private static Outcome start(CallLegState state, Command command, RecordingPolicy policy) {
        StartRecording start = (StartRecording) command.action();
        @Nullable Recording last = state.last();
        if (last != null && last.end() == null) {
            return refuse(state, command, Refusal.ALREADY_IN_PROGRESS);
        }
        if (last != null && policy.restart() == RestartRule.ONCE_PER_LEG) {
            return refuse(state, command, Refusal.ALREADY_ENDED);
        }
        if (last != null
                && last.end() != null
                && command.issuedAtMicros() < last.end().micros()) {
            return refuse(state, command, Refusal.ALREADY_IN_PROGRESS);
        }
        if (state.recordings().size() >= CallLegState.MOST_RECORDINGS) {
            return refuse(state, command, Refusal.system("at most 100 recordings of a leg may await delivery"));
        }
        @Nullable Refusal invalid = ParameterCheck.of(start, policy);
        if (invalid != null) {
            return refuse(state, command, invalid);
        }
        int number = last == null ? 1 : last.number() + 1;
        ObjectKey object;
        try {
            object = ObjectKey.of(
                    start.destinations().get(0), command.issuedAtMicros(), command.callId(), command.legId(), number);
        } catch (IllegalArgumentException tooLong) {
            return refuse(state, command, Refusal.invalid("prefix", "prefix and ids together make too long a key"));
        }
        Recording recording = begin(command, start, policy, number, object);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Answer(command, null, recording));
        effects.add(new Effect.Announcement(recording, Change.STARTED, recording.startMicros()));
        CallLegState started = state.with(recording).withEarly(List.of());
        for (Command early : state.early()) {
            Outcome outcome = apply(started, early, policy);
            started = outcome.state();
            effects.addAll(outcome.effects());
        }
        return new Outcome(started, effects);
    }

    private static Recording begin(
            Command command, StartRecording start, RecordingPolicy policy, int number, ObjectKey object) {
        String name = command.legId() + '\0' + command.commandId();
        @Nullable FileEncoding encoding = start.encoding();
        @Nullable Integer sampleRate = start.sampleRate();
        return new Recording(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
                command.callId(),
                command.legId(),
                command.accountId(),
                number,
                start.tracks(),
                object,
                encoding == null ? policy.encoding() : encoding,
                sampleRate == null ? policy.sampleRate() : sampleRate,
                start.metadata(),
                policy,
                command.issuedAtMicros(),
                new TreeSet<>(),
                null,
                Progress.OPEN);
    }

    private static Outcome change(CallLegState state, Command command) {
        ActionKind kind = command.action().kind();
        boolean legEnded = kind == ActionKind.LEG_ENDED;
        @Nullable Recording recording = state.unsettledAt(legEnded ? Long.MAX_VALUE : command.issuedAtMicros());
        if (recording == null || !recording.spans(Math.max(recording.startMicros(), command.issuedAtMicros()))) {
            return isNotice(kind) ? accept(state, command, null) : refuse(state, command, Refusal.NOT_STARTED);
        }
        return switch (kind) {
            case PAUSE_RECORDING -> mark(state, recording, command, true);
            case RESUME_RECORDING -> mark(state, recording, command, false);
            case STOP_RECORDING ->
                end(state, recording, command, EndReason.STOPPED, ((StopRecording) command.action()).published());
            case LEG_ENDED ->
                end(state, recording, command, EndReason.LEG_ENDED, ((LegEnded) command.action()).published());
            case LEG_TRANSFERRED ->
                recording.policy().onTransfer() == TransferRule.STOP
                        ? end(state, recording, command, EndReason.LEG_TRANSFERRED, null)
                        : accept(state, command, recording);
            case START_RECORDING, RECORD_AUDIO, ATTACH_METADATA, DIGIT_PRESSED ->
                throw new IllegalStateException("action must be one that changes a recording, kind=" + kind);
        };
    }

    private static Outcome mark(CallLegState state, Recording recording, Command command, boolean pause) {
        if (recording.markers().size() >= Recording.MOST_MARKERS) {
            return refuse(state, command, Refusal.system("at most 9,000 pauses and resumes are kept"));
        }
        long at = command.issuedAtMicros();
        Recording marked = recording.with(new Marker(at, pause));
        long until = marked.end() == null ? Long.MAX_VALUE : marked.end().micros();
        List<PauseInterval> pauses = marked.pauses(until);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Answer(command, null, marked));
        effects.addAll(changes(marked, recording.pauses(until), pauses, until));
        if (pause) {
            pauses.stream()
                    .filter(interval -> interval.contains(at))
                    .forEach(interval -> effects.add(new Effect.Erasure(at, interval.toMicros())));
        }
        return new Outcome(state.with(marked), effects);
    }

    /** What a late pause or resume changes: it may also move where the one read before it takes effect. */
    private static List<Effect> changes(
            Recording recording, List<PauseInterval> before, List<PauseInterval> after, long untilMicros) {
        Set<Long> begun = before.stream().map(PauseInterval::fromMicros).collect(Collectors.toSet());
        Set<Long> ended = before.stream().map(PauseInterval::toMicros).collect(Collectors.toSet());
        List<Effect> changes = new ArrayList<>();
        for (PauseInterval pause : after) {
            if (!begun.contains(pause.fromMicros())) {
                changes.add(new Effect.Announcement(recording, Change.PAUSED, pause.fromMicros()));
            }
            if (pause.toMicros() < untilMicros && !ended.contains(pause.toMicros())) {
                changes.add(new Effect.Announcement(recording, Change.RESUMED, pause.toMicros()));
            }
        }
        return changes;
    }

    private static Outcome end(
            CallLegState state,
            Recording recording,
            Command command,
            EndReason reason,
            @Nullable PublishedPackets published) {
        long longest = recording.startMicros() + recording.policy().longestMicros();
        long at = Math.max(recording.startMicros(), command.issuedAtMicros());
        End end = at > longest ? new End(longest, EndReason.DURATION_REACHED, null) : new End(at, reason, published);
        Recording ended = recording.with(end);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Answer(command, null, ended));
        if (recording.end() == null) {
            effects.add(new Effect.Announcement(ended, Change.STOPPED, end.micros()));
        }
        return new Outcome(state.with(ended), effects);
    }

    private static Outcome accept(CallLegState state, Command command, @Nullable Recording recording) {
        return new Outcome(state, List.of(new Answer(command, null, recording)));
    }

    private static Outcome refuse(CallLegState state, Command command, Refusal refusal) {
        return new Outcome(state, List.of(new Answer(command, refusal, null)));
    }

    /** Moves a recording on; a leg that does not have it stays as it is. */
    public static CallLegState advance(CallLegState state, String recordingId, Progress progress) {
        return state.recording(recordingId)
                .map(recording -> state.with(recording.with(progress)))
                .orElse(state);
    }
}
