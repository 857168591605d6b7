package io.tonearm.media.recording;

import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.Effect.Announcement;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Erasure;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A leg to which things happen, each told by its effects in words: {@code 1:ok} for the first command's success, {@code
 * STARTED@0} for what is announced, {@code erase@5-9}, {@code ask:1} for the first command's destinations. Times are micros
 * behind {@link #AT}. Not thread-safe.
 */
final class TestedLeg {

    static final long AT = 1_800_000_000_000_000L;

    final Commands commands = Commands.of("leg-1");
    final List<Effect> effects = new ArrayList<>();
    CallLegState state = CallLegState.IDLE;
    private RecordingPolicy policy;

    private TestedLeg(RecordingPolicy policy) {
        this.policy = policy;
    }

    static TestedLeg with(RecordingPolicy policy) {
        return new TestedLeg(policy);
    }

    /** The account's policy changes. */
    void policy(RecordingPolicy newPolicy) {
        policy = newPolicy;
    }

    /** Gives commands; destinations are left to answer. */
    String apply(Command... given) {
        return take(given, false);
    }

    /** Gives commands; every destination says yes at once. */
    String granted(Command... given) {
        return take(given, true);
    }

    private String take(Command[] given, boolean granted) {
        List<Effect> all = new ArrayList<>();
        for (Command command : given) {
            Outcome outcome =
                    granted ? GrantedStarts.apply(state, command, policy) : Lifecycle.apply(state, command, policy);
            take(outcome);
            all.addAll(outcome.effects());
        }
        return words(all);
    }

    /** The destinations answer a start. */
    String resolve(Command start, boolean granted) {
        return take(Lifecycle.resolve(state, start.commandId(), granted, policy));
    }

    String settle() {
        return take(Lifecycle.settle(state, policy));
    }

    String pass(long micros) {
        return take(Lifecycle.pass(state, AT + micros, policy));
    }

    /** Something in the media ends the last recording. */
    String finish(long micros, EndReason reason) {
        return take(Lifecycle.finish(state, last().recordingId(), End.of(AT + micros, reason), policy));
    }

    String startByItself(long firstPacketMicros) {
        return take(Lifecycle.startByItself(state, "leg-1", policy, AT + firstPacketMicros));
    }

    /** Moves the last recording on. */
    String advance(Progress progress) {
        return take(Lifecycle.advance(state, last().recordingId(), progress));
    }

    private String take(Outcome outcome) {
        state = outcome.state();
        effects.addAll(outcome.effects());
        return words(outcome.effects());
    }

    Recording last() {
        return Objects.requireNonNull(state.last());
    }

    /** The answer given last. */
    Answer answer() {
        return effects.stream()
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    static String words(List<Effect> effects) {
        StringBuilder words = new StringBuilder();
        for (Effect effect : effects) {
            if (effect instanceof Answer answer) {
                words.append(number(answer.command()))
                        .append(':')
                        .append(
                                answer.refusal() == null
                                        ? "ok"
                                        : answer.refusal().type());
            } else if (effect instanceof Announcement announcement) {
                words.append(announcement.change()).append('@').append(announcement.atMicros() - AT);
            } else if (effect instanceof Erasure erasure) {
                long to = erasure.toMicros();
                words.append("erase@").append(erasure.fromMicros() - AT).append('-');
                words.append(to == Long.MAX_VALUE ? "" : to - AT);
            } else if (effect instanceof AccessCheck check) {
                words.append("ask:").append(number(check.command()));
            }
            words.append(' ');
        }
        return words.toString().trim();
    }

    private static String number(Command command) {
        return command.commandId().replace("command-", "");
    }
}
