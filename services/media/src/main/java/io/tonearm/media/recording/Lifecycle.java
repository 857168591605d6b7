package io.tonearm.media.recording;

import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Change;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a leg's life: (state, what happened) to (state, effects). Stateless.
 *
 * <p>Time decides, not arrival. A command takes effect at its {@code issuedAt}, also where one with a later time was read
 * before it; one that is read before the start it belongs to waits for it, until {@link #settle} says that no start comes.
 * What was answered stands: of two starts the one read first counts.
 *
 * <p>The rules given here are those of now; a recording that has started keeps its own.
 */
public final class Lifecycle {

    private Lifecycle() {}

    /** Applies a command that was not answered before. One that waits for its answer already changes nothing. */
    public static Outcome apply(CallLegState state, Command command, AccountRules rules) {
        if (state.isAwaited(command.commandId())) {
            return Outcome.of(state);
        }
        @Nullable Refusal invalid = ParameterCheck.of(command);
        if (invalid != null) {
            return Outcome.refused(state, command, invalid);
        }
        if (state.isForeignTo(command.accountId())) {
            return Outcome.refused(state, command, Refusal.FOREIGN);
        }
        return state.waitsBefore(command.issuedAtMicros())
                ? Waiting.join(state, command)
                : take(state, command, rules, false);
    }

    /** Refuses a command whose time is far ahead: some clock is wrong, and time would run away with the leg. */
    public static Outcome refuseAhead(CallLegState state, Command command) {
        return Outcome.refused(
                state, command, Refusal.invalid("issuedAt", "it lies more than an hour ahead of the recorder's clock"));
    }

    /**
     * Takes a command whose turn it is.
     *
     * @param settled whether nothing earlier can come any more, so that it must not wait
     */
    private static Outcome take(CallLegState state, Command command, AccountRules rules, boolean settled) {
        ActionKind kind = command.action().kind();
        Outcome passed =
                isTimeToPass(state, kind) ? pass(state, command.issuedAtMicros() - 1, rules) : Outcome.of(state);
        CallLegState now = passed.state();
        Outcome outcome;
        if (now.waitsBefore(command.issuedAtMicros())) {
            outcome = Waiting.join(now, command);
        } else if (kind.starts()) {
            outcome = Starting.apply(now, command, rules.of(command.accountId()), settled);
        } else if (now.recordings().isEmpty() && !settled) {
            outcome = Waiting.join(now, command);
        } else {
            outcome = takeWaiting(now, Changing.apply(now, command), rules);
        }
        return outcome.after(passed.effects());
    }

    /** A pause that lasts too long may turn out to be shorter; only a start cannot wait for that. */
    private static boolean isTimeToPass(CallLegState state, ActionKind kind) {
        @Nullable Recording open = state.open();
        return open != null && (kind.starts() || open.naturalEnd().reason() == EndReason.DURATION_REACHED);
    }

    /** Where a recording has just ended, it is the turn of the starts that waited for that. */
    private static Outcome takeWaiting(CallLegState before, Outcome outcome, AccountRules rules) {
        CallLegState state = outcome.state();
        boolean justEnded =
                before.open() != null && state.open() == null && !state.early().isEmpty();
        return justEnded
                ? takeAll(new Outcome(state.withEarly(List.of()), outcome.effects()), state.early(), rules, false)
                : outcome;
    }

    /** Tells what a start's destinations answered; a start that does not wait for it stays as it is. */
    public static Outcome resolve(CallLegState state, String commandId, boolean granted, AccountRules rules) {
        Optional<Command> pending =
                state.pendingStart().filter(start -> start.commandId().equals(commandId));
        if (pending.isEmpty()) {
            return Outcome.of(state);
        }
        Command start = pending.get();
        List<Command> rest = new ArrayList<>(state.early());
        rest.remove(start);
        CallLegState free = state.withEarly(List.of());
        @Nullable
        Refusal refusal = state.isForeignTo(start.accountId()) ? Refusal.FOREIGN : granted ? null : Refusal.NO_ACCESS;
        Outcome decided = refusal == null
                ? Starting.begin(free, start, rules.of(start.accountId()))
                : Outcome.refused(free, start, refusal).before(erasure(start, rest));
        return takeAll(decided, rest, rules, false);
    }

    /** What was kept for a start that is refused, as far as no other start waits for it. */
    private static List<Effect> erasure(Command start, List<Command> rest) {
        long from = start.issuedAtMicros();
        long to = rest.stream()
                .filter(command -> command.action().kind().starts())
                .mapToLong(Command::issuedAtMicros)
                .min()
                .orElse(Long.MAX_VALUE);
        return from < to ? List.of(new Effect.Erasure(from, to)) : List.of();
    }

    /** Asks again what was not answered when the leg changed hands; empty where no start waits. */
    public static Optional<Effect.AccessCheck> check(CallLegState state, AccountRules rules) {
        return state.pendingStart().map(start -> Starting.check(state, start, rules.of(start.accountId())));
    }

    private static Outcome takeAll(Outcome outcome, List<Command> commands, AccountRules rules, boolean settled) {
        Outcome result = outcome;
        for (Command command : commands) {
            CallLegState state = result.state();
            Outcome next = state.isForeignTo(command.accountId())
                    ? Outcome.refused(state, command, Refusal.FOREIGN)
                    : take(state, command, rules, settled);
            result = next.after(result.effects());
        }
        return result;
    }

    /** Takes the commands that wait, now that nothing earlier can come; those behind a destination's answer wait on. */
    public static Outcome settle(CallLegState state, AccountRules rules) {
        return state.pendingStart().isPresent()
                ? Outcome.of(state)
                : takeAll(Outcome.of(state.withEarly(List.of())), state.early(), rules, true);
    }

    /** Notes whose leg it is; the first word stands. */
    public static CallLegState claim(CallLegState state, LegOwner owner) {
        return state.owner() == null && !state.isForeignTo(owner.accountId()) ? state.withOwner(owner) : state;
    }

    /**
     * Begins a recording that nobody asked for, where the account's policy wants it: with the leg's first packet, or with a
     * pause before that. Call it once nothing earlier can come.
     *
     * @param firstCapturedMicros the leg's first packet; {@code Long.MAX_VALUE} for none yet
     */
    public static Outcome startByItself(
            CallLegState state, String legId, AccountRules rules, long firstCapturedMicros) {
        OptionalLong firstPause = EarlyPauses.first(state.early());
        long micros = Math.min(firstCapturedMicros, firstPause.orElse(Long.MAX_VALUE));
        boolean over = state.early().stream()
                .anyMatch(command ->
                        command.action().kind() == ActionKind.LEG_ENDED && command.issuedAtMicros() <= micros);
        @Nullable LegOwner owner = Starting.ownerOf(state);
        boolean begun = !state.recordings().isEmpty() || state.pendingStart().isPresent();
        if (owner == null || begun || over || micros == Long.MAX_VALUE) {
            return Outcome.of(state);
        }
        RecordingPolicy policy = rules.of(owner.accountId());
        return policy.autoStart() == null
                ? Outcome.of(state)
                : takeAll(
                        Starting.byItself(state.withEarly(List.of()), owner, legId, policy, micros),
                        state.early(),
                        rules,
                        true);
    }

    /** Lets time pass: does what happens by itself until then in the recording that goes on. */
    public static Outcome pass(CallLegState state, long micros, AccountRules rules) {
        @Nullable Recording open = state.open();
        if (open == null || open.nextTurnMicros() > micros) {
            return Outcome.of(state);
        }
        End natural = open.naturalEnd();
        List<Effect> effects = new ArrayList<>();
        long told = Math.min(micros, natural.micros());
        for (Pauses.Stretch stretch : open.pauses().stretches()) {
            boolean due =
                    !stretch.resumed() && stretch.toMicros() > open.announcedMicros() && stretch.toMicros() <= told;
            if (due && stretch.toMicros() < natural.micros()) {
                effects.add(new Effect.Announcement(open, Change.RESUMED, stretch.toMicros()));
            }
        }
        CallLegState passed = state.with(open.announcedUntil(told));
        Outcome outcome =
                natural.micros() <= micros ? finish(passed, open.recordingId(), natural, rules) : Outcome.of(passed);
        return outcome.after(effects);
    }

    /**
     * Ends a recording for a reason that lies in its media, or changes the end that it has to an earlier one. Call it once
     * nothing earlier can come.
     */
    public static Outcome finish(CallLegState state, String recordingId, End end, AccountRules rules) {
        Optional<Recording> found = state.recording(recordingId)
                .filter(recording ->
                        recording.progress() == Progress.OPEN || recording.progress() == Progress.FINISHING)
                .filter(recording -> recording.end() == null
                        || end.micros() < recording.end().micros());
        if (found.isEmpty()) {
            return Outcome.of(state);
        }
        Recording recording = found.get();
        Recording ended = recording.with(end);
        List<Effect> effects = recording.end() == null
                ? List.of(new Effect.Announcement(
                        ended, Change.STOPPED, ended.span().endMicros()))
                : List.of();
        return takeWaiting(state, new Outcome(state.with(ended), effects), rules);
    }

    /** Moves a recording on; a leg that does not have it stays as it is. */
    public static Outcome advance(CallLegState state, String recordingId, Progress progress) {
        Optional<Recording> found = state.recording(recordingId);
        if (found.isEmpty()) {
            return Outcome.of(state);
        }
        Recording recording = found.get().with(progress);
        @Nullable Refusal refusal = progress == Progress.UNDELIVERED ? Refusal.NOT_UPLOADED : null;
        boolean answers = recording.start().audio() != null
                && found.get().progress() == Progress.DELIVERING
                && (progress == Progress.DELIVERED || progress == Progress.UNDELIVERED);
        return new Outcome(
                state.with(recording),
                answers ? List.of(new Answer(Starting.command(recording), refusal, recording)) : List.of());
    }
}
