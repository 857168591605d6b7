package io.tonearm.media.recording;

import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Action.StartRecording;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Change;
import io.tonearm.media.recording.RecordingPolicy.RestartRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How recordings begin. Stateless. */
final class Starting {

    private static final String BY_ITSELF = "\0by itself";

    private Starting() {}

    /**
     * Checks a start; one that nothing is wrong with waits for its destinations' answer.
     *
     * @param settled whether it must not wait for what may happen by itself before it: the end of the recording under way,
     *     or the beginning of one with the leg's first packet
     */
    static Outcome apply(CallLegState state, Command command, RecordingPolicy policy, boolean settled) {
        @Nullable Recording last = state.last();
        if (last != null && last.end() == null) {
            return last.start().audio() != null && !settled
                    ? Waiting.join(state, command)
                    : Outcome.refused(state, command, Refusal.ALREADY_IN_PROGRESS);
        }
        if (last == null && !settled && policy.autoStart() != null) {
            return Waiting.join(state, command);
        }
        boolean again = state.callRecorded() && command.action() instanceof StartRecording;
        if (again && policy.restart() == RestartRule.ONCE_PER_LEG) {
            return Outcome.refused(state, command, Refusal.ALREADY_ENDED);
        }
        if (last != null
                && last.end() != null
                && command.issuedAtMicros() < last.end().micros()) {
            return Outcome.refused(state, command, Refusal.ALREADY_IN_PROGRESS);
        }
        if (state.recordings().size() >= CallLegState.MOST_RECORDINGS) {
            return Outcome.refused(
                    state, command, Refusal.system("at most 100 recordings of a leg may await delivery"));
        }
        @Nullable
        Refusal invalid = command.action() instanceof RecordAudio audio
                ? ParameterCheck.of(audio, policy)
                : ParameterCheck.of((StartRecording) command.action(), policy);
        if (invalid != null) {
            return Outcome.refused(state, command, invalid);
        }
        Effect.AccessCheck check;
        try {
            check = check(state, command, policy);
            if (policy.storage().sidecar()) {
                check.objects().forEach(ObjectKey::sidecar);
            }
        } catch (IllegalArgumentException tooLong) {
            return Outcome.refused(
                    state,
                    command,
                    Refusal.invalid(
                            command.action() instanceof RecordAudio ? "RecordingDestination" : "prefix",
                            "prefix and ids together make too long a key"));
        }
        Outcome waiting = Waiting.join(state, command);
        return waiting.state().equals(state)
                ? waiting
                : new Outcome(waiting.state().withAsked(command.commandId()), List.of(check));
    }

    private static List<Destination> destinations(Command command) {
        return command.action() instanceof RecordAudio audio
                ? List.of(audio.destination())
                : ((StartRecording) command.action()).destinations();
    }

    private static int number(CallLegState state) {
        @Nullable Recording last = state.last();
        return last == null ? 1 : last.start().number() + 1;
    }

    private static List<ObjectKey> objects(CallLegState state, Command command) {
        int number = number(state);
        long at = command.issuedAtMicros();
        if (command.action() instanceof RecordAudio audio) {
            return List.of(ObjectKey.ofAudio(audio.destination(), at, command.callId(), command.legId(), number));
        }
        return destinations(command).stream()
                .map(destination -> ObjectKey.of(destination, at, command.callId(), command.legId(), number))
                .toList();
    }

    /** What a start that waits has its destinations asked. */
    static Effect.AccessCheck check(CallLegState state, Command command, RecordingPolicy policy) {
        return new Effect.AccessCheck(command, destinations(command), objects(state, command), policy.storage());
    }

    /** Begins the recording of a start whose destinations take it. */
    static Outcome begin(CallLegState state, Command command, RecordingPolicy policy) {
        Recording recording = recording(state, command, policy, command.commandId(), objects(state, command));
        List<Effect> effects = new ArrayList<>();
        if (recording.start().audio() == null) {
            effects.add(new Answer(command, null, recording));
        }
        effects.add(new Effect.Announcement(recording, Change.STARTED, recording.startMicros()));
        return new Outcome(state.with(recording), effects);
    }

    private static String recordingId(Command command) {
        String name = command.legId() + '\0' + command.commandId();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Recording recording(
            CallLegState state,
            Command command,
            RecordingPolicy policy,
            @Nullable String commandId,
            List<ObjectKey> objects) {
        @Nullable StartRecording call = command.action() instanceof StartRecording start ? start : null;
        @Nullable RecordAudio audio = command.action() instanceof RecordAudio record ? record : null;
        TrackSelection tracks =
                call != null ? call.tracks() : Objects.requireNonNull(audio).tracks();
        RecordingStart start = new RecordingStart(
                recordingId(command),
                commandId,
                command.callId(),
                command.legId(),
                command.accountId(),
                number(state),
                tracks,
                objects,
                call == null || call.encoding() == null ? policy.encoding() : call.encoding(),
                call == null || call.sampleRate() == null ? policy.sampleRate() : call.sampleRate(),
                audio,
                policy,
                command.issuedAtMicros());
        Map<String, String> words = call == null ? Map.of() : call.metadata();
        return Recording.begin(start, RecordingMetadata.of(words, command.issuedAtMicros(), command.commandId()));
    }

    /** Whose leg it is, by its edge or by the first command that waits; null where nobody said. */
    static @Nullable LegOwner ownerOf(CallLegState state) {
        if (state.owner() != null || state.early().isEmpty()) {
            return state.owner();
        }
        Command first = state.early().get(0);
        return new LegOwner(first.callId(), first.accountId());
    }

    /** Begins a recording without a command. */
    static Outcome byItself(CallLegState state, LegOwner owner, String legId, RecordingPolicy policy, long micros) {
        Destination destination = Objects.requireNonNull(policy.autoStart());
        StartRecording start = new StartRecording(TrackSelection.BOTH, List.of(destination), null, null, Map.of());
        Command command = new Command(BY_ITSELF, owner.callId(), legId, owner.accountId(), micros, start);
        ObjectKey object =
                ObjectKey.ofOwn(destination, micros, owner.callId(), legId, number(state), recordingId(command));
        Recording recording = recording(state, command, policy, null, List.of(object));
        return new Outcome(
                state.with(recording),
                List.of(new Effect.Announcement(recording, Change.STARTED, recording.startMicros())));
    }

    /** The RecordAudio command that a recording answers in the end. */
    static Command command(Recording recording) {
        RecordingStart start = recording.start();
        return new Command(
                Objects.requireNonNull(start.commandId()),
                start.callId(),
                start.legId(),
                start.accountId(),
                start.micros(),
                Objects.requireNonNull(start.audio()));
    }
}
