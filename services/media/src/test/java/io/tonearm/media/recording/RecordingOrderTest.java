package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Policies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One recording's own commands, read in any order: the same recording, and nothing kept of its pauses. */
class RecordingOrderTest {

    private static final long AT = 1_800_000_000_000_000L;

    private static RecordingPolicy policy(Random random) {
        Policies policies = Policies.chime().longest(random.nextLong(600, 1_500));
        if (random.nextBoolean()) {
            policies.longestPause(random.nextLong(1, 300), AtLongest.RESUME);
        }
        if (random.nextBoolean()) {
            policies.stopOnTransfer();
        }
        return policies.build();
    }

    private static List<Command> commands(Random random) {
        Commands commands = Commands.of("leg-1");
        List<Command> given = new ArrayList<>();
        given.add(random.nextBoolean() ? commands.start(AT) : commands.recordAudio(AT));
        given.add(commands.stop(AT + 900));
        for (int i = random.nextInt(14); i > 0; i--) {
            long micros = AT + random.nextLong(-50, 1_100);
            given.add(
                    switch (random.nextInt(12)) {
                        case 0 -> commands.stop(micros);
                        case 1 -> commands.transferred(micros);
                        case 2, 3, 4 -> commands.pause(micros);
                        case 5, 6 -> commands.pause(micros, random.nextLong(1, 400));
                        case 7 -> commands.attach(micros, "key-" + i, "value");
                        default -> commands.resume(micros);
                    });
        }
        return given;
    }

    private static Recording played(List<Command> given, RecordingPolicy policy) {
        CallLegState state = CallLegState.IDLE;
        for (Command command : given) {
            state = GrantedStarts.apply(state, command, policy).state();
        }
        state = Lifecycle.settle(state, policy).state();
        return Lifecycle.pass(state, AT + 2_000, policy).state().last();
    }

    /** What was attached before the end. */
    private static Set<String> said(Recording recording) {
        return recording.metadata().entries().entrySet().stream()
                .filter(entry -> entry.getValue().micros() < recording.end().micros())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Seeded(runs = 300)
    void anyOrder_givesTheSameRecording(Random random) {
        RecordingPolicy policy = policy(random);
        List<Command> given = commands(random);
        Recording first = played(given, policy);

        for (int i = 0; i < 5; i++) {
            Collections.shuffle(given, random);
            Recording again = played(given, policy);

            assertThat(again.span()).isEqualTo(first.span());
            assertThat(again.end()).isEqualTo(first.end());
            assertThat(said(again)).isEqualTo(said(first));
        }
    }

    @Seeded(runs = 300)
    void packetOfAPauseThatIsKnown_isNeverWanted(Random random) {
        RecordingPolicy policy = policy(random);
        List<Command> given = commands(random);
        Recording last = played(given, policy);
        Collections.shuffle(given, random);
        CallLegState state = CallLegState.IDLE;
        for (int i = 0; i < given.size(); i++) {
            state = GrantedStarts.apply(state, given.get(i), policy).state();
            List<Command> unread = given.subList(i + 1, given.size());
            for (int j = 0; j < 60; j++) {
                long micros = AT + random.nextLong(1_000);
                boolean known = unread.stream().noneMatch(command -> command.issuedAtMicros() <= micros);
                if (known && last.isPausedAt(micros)) {
                    assertThat(state.fateOf(micros)).isNotEqualTo(Fate.WANTED);
                }
            }
        }
    }

    @Seeded(runs = 300)
    void packetsOfPauses_areNotKeptWhateverIsReadFirst(Random random) {
        RecordingPolicy policy = policy(random);
        List<Command> given = commands(random);
        Collections.shuffle(given, random);
        PlayedLeg leg = new PlayedLeg(policy);
        TreeSet<Long> published = new TreeSet<>();
        for (Command command : given) {
            leg.give(command);
            if (random.nextBoolean()) {
                leg.answerAny(random, true);
            }
            for (int i = 0; i < 30; i++) {
                long micros = AT + random.nextLong(1_000);
                published.add(micros);
                leg.packet(micros);
            }
        }
        leg.answerAny(random, true);
        leg.settle();
        leg.pass(AT + 2_000);

        Recording last = leg.state.last();

        assertThat(leg.kept).noneMatch(last::isPausedAt);
        assertThat(published).isNotEmpty();
    }
}
