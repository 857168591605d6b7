package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Erasure;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A leg whose caller does what it is to do: a command answered before is not given again, destinations answer when they
 * please, what is to be erased is. After each step it holds that every command has at most one answer, that recordings do
 * not overlap and are all the same account's, and that nothing grows beyond its bound. Not thread-safe.
 */
final class PlayedLeg {

    final Map<String, Integer> answers = new LinkedHashMap<>();
    /** All recordings there ever were, as they were last seen. */
    final Map<String, Recording> recordings = new LinkedHashMap<>();
    /** Capture times of packets that are kept. */
    final TreeSet<Long> kept = new TreeSet<>();

    CallLegState state = CallLegState.IDLE;
    private final RecordingPolicy policy;
    private final Map<String, Boolean> asked = new HashMap<>();

    PlayedLeg(RecordingPolicy policy) {
        this.policy = policy;
    }

    void give(Command command) {
        if (answers.merge(command.commandId(), 0, Integer::sum) == 0) {
            take(Lifecycle.apply(state, command, policy));
        }
    }

    void packet(long micros) {
        if (state.fateOf(micros) == CallLegState.Fate.WANTED) {
            kept.add(micros);
        }
    }

    /** One of the destinations asked answers, if any was. */
    void answerAny(Random random, boolean granted) {
        if (!asked.isEmpty()) {
            List<String> waiting = new ArrayList<>(new TreeSet<>(asked.keySet()));
            String commandId = waiting.get(random.nextInt(waiting.size()));
            asked.remove(commandId);
            take(Lifecycle.resolve(state, commandId, granted, policy));
        }
    }

    void settle() {
        take(Lifecycle.settle(state, policy));
    }

    void pass(long micros) {
        take(Lifecycle.pass(state, micros, policy));
    }

    void firstPacket(long micros) {
        take(Lifecycle.startByItself(state, "leg-1", policy, micros));
    }

    void claim(LegOwner owner) {
        state = Lifecycle.claim(state, owner);
        assertInvariants();
    }

    void finish(Recording recording, long micros, EndReason reason) {
        take(Lifecycle.finish(state, recording.recordingId(), End.of(micros, reason), policy));
    }

    /** Moves an ended recording one step towards its delivery. */
    void advance(Recording recording, boolean delivered) {
        switch (recording.progress()) {
            case FINISHING -> take(Lifecycle.advance(state, recording.recordingId(), Progress.DELIVERING));
            case DELIVERING ->
                take(Lifecycle.advance(
                        state, recording.recordingId(), delivered ? Progress.DELIVERED : Progress.UNDELIVERED));
            case OPEN, DELIVERED, UNDELIVERED -> {}
        }
    }

    /** Does all that is left to do, as time does in the end. */
    void conclude(Random random, long endMicros) {
        for (int i = 0; i < 1000 && !isConcluded(); i++) {
            settle();
            state.pendingStart().ifPresent(start -> {
                asked.remove(start.commandId());
                take(Lifecycle.resolve(state, start.commandId(), random.nextBoolean(), policy));
            });
            pass(endMicros);
            state.recordings().forEach(recording -> advance(recording, random.nextBoolean()));
        }
        assertThat(isConcluded()).as("concluded: %s", state).isTrue();
    }

    private boolean isConcluded() {
        return state.early().isEmpty()
                && state.recordings().stream()
                        .map(Recording::progress)
                        .allMatch(progress -> progress == Progress.DELIVERED || progress == Progress.UNDELIVERED);
    }

    private void take(Outcome outcome) {
        state = outcome.state();
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Answer answer) {
                assertThat(answers.merge(answer.command().commandId(), 1, Integer::sum))
                        .as("answers to %s", answer.command())
                        .isEqualTo(1);
            } else if (effect instanceof AccessCheck check) {
                asked.put(check.command().commandId(), true);
            } else if (effect instanceof Erasure erasure) {
                kept.subSet(erasure.fromMicros(), erasure.toMicros()).clear();
            }
        }
        state.recordings().forEach(recording -> recordings.put(recording.recordingId(), recording));
        assertInvariants();
    }

    private void assertInvariants() {
        assertThat(state.early().size()).isLessThanOrEqualTo(CallLegState.MOST_EARLY);
        assertThat(state.recordings().size()).isLessThanOrEqualTo(CallLegState.MOST_RECORDINGS);
        Recording before = null;
        for (Recording recording : recordings.values()) {
            assertThat(recording.markers().size()).isLessThanOrEqualTo(Recording.MOST_MARKERS);
            assertThat(recording.digits().size()).isLessThanOrEqualTo(Recording.MOST_DIGITS);
            if (before != null) {
                assertThat(before.end()).isNotNull();
                assertThat(recording.startMicros())
                        .isGreaterThanOrEqualTo(before.end().micros());
                assertThat(recording.accountId()).isEqualTo(before.accountId());
            }
            assertWithin(recording);
            before = recording;
        }
        if (state.owner() != null && before != null) {
            assertThat(before.accountId()).isEqualTo(state.owner().accountId());
        }
    }

    private static void assertWithin(Recording recording) {
        End end = recording.end();
        long until = end == null ? Long.MAX_VALUE : end.micros();
        assertThat(until).isGreaterThanOrEqualTo(recording.startMicros());
        long reached = recording.startMicros();
        for (PauseInterval pause : recording.pauses(until)) {
            assertThat(pause.fromMicros()).isGreaterThanOrEqualTo(reached);
            reached = pause.toMicros();
        }
        assertThat(reached).isLessThanOrEqualTo(until);
        for (Recording.PressedDigit digit : recording.digits()) {
            assertThat(recording.isPausedAt(digit.micros())).isFalse();
        }
    }

    /** Ids of commands that have no answer. */
    Set<String> unanswered() {
        Set<String> ids = new TreeSet<>();
        answers.forEach((id, count) -> {
            if (count == 0) {
                ids.add(id);
            }
        });
        return ids;
    }
}
