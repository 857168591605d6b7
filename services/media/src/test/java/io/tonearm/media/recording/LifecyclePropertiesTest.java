package io.tonearm.media.recording;

import static io.tonearm.media.rtp.Track.INCOMING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Rendering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What holds for every sequence of commands. */
class LifecyclePropertiesTest {

    private static final long AT = 1_800_000_000_000_000L;

    private static Command any(Commands commands, Random random, long micros) {
        return switch (random.nextInt(8)) {
            case 0 -> commands.stop(micros);
            case 1 -> commands.legEnded(micros);
            case 2 -> commands.transferred(micros);
            case 3, 4, 5 -> commands.pause(micros);
            default -> commands.resume(micros);
        };
    }

    /** A leg to which commands are given, and the answers it got. */
    private static final class Play {

        private final RecordingPolicy policy;
        private final Map<String, Integer> answers = new LinkedHashMap<>();
        private final Map<Integer, Recording> recordings = new LinkedHashMap<>();
        private CallLegState state = CallLegState.IDLE;

        private Play(RecordingPolicy policy) {
            this.policy = policy;
        }

        private Play give(List<Command> commands) {
            for (Command command : commands) {
                answers.putIfAbsent(command.commandId(), 0);
                take(GrantedStarts.apply(state, command, policy));
            }
            return this;
        }

        private Play settle() {
            take(GrantedStarts.resolved(Lifecycle.settle(state, policy), policy));
            return this;
        }

        private void take(Outcome outcome) {
            state = outcome.state();
            for (Effect effect : outcome.effects()) {
                if (effect instanceof Answer answer) {
                    answers.merge(answer.command().commandId(), 1, Integer::sum);
                }
            }
            state.recordings()
                    .forEach(recording -> recordings.put(recording.start().number(), recording));
            assertInvariants();
        }

        private void assertInvariants() {
            Recording before = null;
            for (Recording recording : recordings.values()) {
                if (before != null) {
                    assertThat(before.end()).isNotNull();
                    assertThat(recording.startMicros())
                            .isGreaterThanOrEqualTo(before.end().micros());
                }
                long end = recording.end() == null
                        ? Long.MAX_VALUE
                        : recording.end().micros();
                assertThat(end).isGreaterThanOrEqualTo(recording.startMicros());
                long reached = recording.startMicros();
                for (PauseInterval pause : recording.pauses(end)) {
                    assertThat(pause.fromMicros()).isGreaterThanOrEqualTo(reached);
                    reached = pause.toMicros();
                }
                assertThat(reached).isLessThanOrEqualTo(Math.max(end, recording.startMicros()));
                before = recording;
            }
        }

        private RecordingSpan span() {
            return state.last().span();
        }
    }

    @Seeded(runs = 200)
    void anyOrderOfARecordingsCommands_givesTheSameRecording(Random random) {
        Commands commands = Commands.of("leg-1");
        RecordingPolicy policy = random.nextBoolean() ? RecordingPolicy.CHIME : LifecycleTest.RESTARTING;
        List<Command> given = new ArrayList<>(List.of(commands.start(AT), commands.stop(AT + 900)));
        for (int i = random.nextInt(14); i > 0; i--) {
            given.add(any(commands, random, AT + 10L * random.nextInt(-3, 120)));
        }
        Play first = new Play(policy).give(given).settle();

        for (int i = 0; i < 5; i++) {
            Collections.shuffle(given, random);
            Play again = new Play(policy).give(given).settle();

            assertThat(again.span()).isEqualTo(first.span());
            assertThat(again.answers.values()).containsOnly(1);
            assertThat(again.answers).hasSize(given.size());
        }
    }

    @Seeded(runs = 10)
    void anyOrderOfARecordingsCommands_givesTheSameFile(Random random) {
        Commands commands = Commands.of("leg-1");
        List<Command> given = new ArrayList<>(List.of(commands.start(AT), commands.stop(AT + 4_000_000)));
        for (int i = 0; i < 6; i++) {
            long micros = AT + random.nextLong(5_000_000);
            given.add(random.nextBoolean() ? commands.pause(micros) : commands.resume(micros));
        }
        FrameSequence sequence = FrameSequence.from(AT).count(250);
        byte[] first = rendered(new Play(RecordingPolicy.CHIME).give(given), sequence);
        Collections.shuffle(given, random);

        assertThat(rendered(new Play(RecordingPolicy.CHIME).give(given), sequence))
                .isEqualTo(first);
    }

    private static byte[] rendered(Play play, FrameSequence sequence) {
        return Rendering.of(play.span())
                .track(INCOMING, sequence.frames())
                .render()
                .bytes();
    }

    @Seeded(runs = 200)
    void anyCommands_neverMakeRecordingsOverlapAndAreEachAnsweredOnce(Random random) {
        Commands commands = Commands.of("leg-1");
        Play play = new Play(random.nextBoolean() ? RecordingPolicy.CHIME : LifecycleTest.RESTARTING);
        for (int i = 0; i < 60; i++) {
            long micros = AT + 20L * i + random.nextInt(-200, 200);
            play.give(List.of(random.nextInt(4) == 0 ? commands.start(micros) : any(commands, random, micros)));
            if (random.nextInt(10) == 0) {
                play.settle();
            }
            for (Recording recording : play.state.recordings()) {
                if (recording.end() != null && random.nextInt(6) == 0) {
                    Progress next = recording.progress() == Progress.FINISHING
                            ? Progress.DELIVERING
                            : random.nextInt(3) == 0 ? Progress.UNDELIVERED : Progress.DELIVERED;
                    play.state = Lifecycle.advance(play.state, recording.recordingId(), next)
                            .state();
                }
            }
        }
        play.settle();

        assertThat(play.answers).hasSize(60);
        assertThat(play.answers.values()).containsOnly(1);
    }
}
