package io.tonearm.media.recording;

import io.tonearm.media.recording.Action.AttachMetadata;
import io.tonearm.media.recording.Action.DigitPressed;
import io.tonearm.media.recording.Action.LegEnded;
import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Action.StopRecording;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Change;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Marker;
import io.tonearm.media.recording.Recording.PressedDigit;
import io.tonearm.media.recording.RecordingPolicy.TransferRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What commands do to the recording that is under way at their time. Stateless. */
final class Changing {

    private Changing() {}

    static Outcome apply(CallLegState state, Command command) {
        ActionKind kind = command.action().kind();
        boolean legEnded = kind == ActionKind.LEG_ENDED;
        long at = command.issuedAtMicros();
        @Nullable Recording recording = state.unsettledAt(legEnded ? Long.MAX_VALUE : at);
        if (recording == null || !isOn(recording, kind, Math.max(recording.startMicros(), at))) {
            return kind.isNotice()
                    ? accept(state, command, null)
                    : Outcome.refused(state, command, Refusal.NOT_STARTED);
        }
        return switch (kind) {
            case PAUSE_RECORDING, RESUME_RECORDING -> mark(state, recording, command);
            case STOP_RECORDING -> {
                PublishedPackets published = ((StopRecording) command.action()).published();
                yield end(state, recording, command, EndReason.STOPPED, published);
            }
            case LEG_ENDED -> {
                PublishedPackets published = ((LegEnded) command.action()).published();
                yield end(state, recording, command, EndReason.LEG_ENDED, published);
            }
            case LEG_TRANSFERRED ->
                recording.policy().onTransfer() == TransferRule.STOP
                        ? end(state, recording, command, EndReason.LEG_TRANSFERRED, null)
                        : accept(state, command, recording);
            case ATTACH_METADATA -> attach(state, recording, command);
            case DIGIT_PRESSED -> press(state, recording, command);
            case START_RECORDING, RECORD_AUDIO ->
                throw new IllegalStateException("action must be one that changes a recording, kind=" + kind);
        };
    }

    private static boolean isOn(Recording recording, ActionKind kind, long micros) {
        boolean ends = kind == ActionKind.STOP_RECORDING || kind == ActionKind.LEG_ENDED;
        return ends ? recording.canEndAt(micros) : recording.spans(micros);
    }

    private static Outcome mark(CallLegState state, Recording recording, Command command) {
        if (recording.markers().size() >= Recording.MOST_MARKERS) {
            return Outcome.refused(state, command, Refusal.system("at most 9,000 pauses and resumes are kept"));
        }
        Marker marker = EarlyPauses.marker(command);
        Recording marked = recording.with(marker);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Answer(command, null, marked));
        effects.addAll(changes(recording, marked));
        effects.addAll(erasures(recording, marked, marker));
        return new Outcome(state.with(marked), effects);
    }

    /** What a late pause or resume changes: it may also move where the one read before it takes effect. */
    private static List<Effect> changes(Recording before, Recording after) {
        long until = after.end() == null ? Long.MAX_VALUE : after.end().micros();
        Set<Long> begun = before.pauses().stretches().stream()
                .map(Pauses.Stretch::fromMicros)
                .collect(Collectors.toSet());
        Set<Long> ended = before.pauses().stretches().stream()
                .map(Pauses.Stretch::toMicros)
                .collect(Collectors.toSet());
        List<Effect> changes = new ArrayList<>();
        for (Pauses.Stretch pause : after.pauses().stretches()) {
            if (pause.fromMicros() < until && !begun.contains(pause.fromMicros())) {
                changes.add(new Effect.Announcement(after, Change.PAUSED, pause.fromMicros()));
            }
            boolean told = pause.resumed() || pause.toMicros() <= after.announcedMicros();
            if (told && pause.toMicros() < until && !ended.contains(pause.toMicros())) {
                changes.add(new Effect.Announcement(after, Change.RESUMED, pause.toMicros()));
            }
        }
        return changes;
    }

    /** What a pause takes out from its time on, and what a late marker lets a later pause last longer. */
    private static List<Effect> erasures(Recording before, Recording after, Marker marker) {
        @Nullable End end = after.end();
        long until = end == null ? Long.MAX_VALUE : end.micros();
        List<Effect> erasures = new ArrayList<>();
        for (Pauses.Stretch pause : after.pauses().stretches()) {
            boolean marked = marker.pause() && pause.contains(marker.micros());
            long from = marked ? marker.micros() : pause.fromMicros();
            boolean known = before.pauses().stretches().stream()
                    .anyMatch(old -> old.fromMicros() <= from && old.toMicros() >= pause.toMicros());
            if (from < until && (marked || !known)) {
                erasures.add(new Effect.Erasure(from, Math.min(pause.toMicros(), until)));
            }
        }
        return erasures;
    }

    private static Outcome end(
            CallLegState state,
            Recording recording,
            Command command,
            EndReason reason,
            @Nullable PublishedPackets published) {
        long at = Math.max(recording.startMicros(), command.issuedAtMicros());
        Recording ended = recording.with(new End(at, reason, published, null));
        List<Effect> effects = new ArrayList<>();
        effects.add(new Answer(command, null, ended));
        if (recording.end() == null) {
            effects.add(
                    new Effect.Announcement(ended, Change.STOPPED, ended.span().endMicros()));
        }
        return new Outcome(state.with(ended), effects);
    }

    private static Outcome attach(CallLegState state, Recording recording, Command command) {
        AttachMetadata attach = (AttachMetadata) command.action();
        RecordingMetadata metadata =
                recording.metadata().with(attach.metadata(), command.issuedAtMicros(), command.commandId());
        @Nullable
        Refusal invalid = ParameterCheck.ofMetadata(
                attach.metadata(), metadata.words(), recording.policy().metadata());
        if (invalid != null) {
            return Outcome.refused(state, command, invalid);
        }
        Recording attached = recording.with(metadata);
        return accept(state.with(attached), command, attached);
    }

    private static Outcome press(CallLegState state, Recording recording, Command command) {
        String digit = ((DigitPressed) command.action()).digit();
        @Nullable RecordAudio audio = recording.start().audio();
        boolean ends =
                audio != null && audio.terminators().contains(digit) && !recording.isPausedAt(command.issuedAtMicros());
        Recording pressed = ends ? recording.with(new PressedDigit(command.issuedAtMicros(), digit)) : recording;
        return accept(state.with(pressed), command, pressed);
    }

    private static Outcome accept(CallLegState state, Command command, @Nullable Recording recording) {
        return new Outcome(state, List.of(new Answer(command, null, recording)));
    }
}
