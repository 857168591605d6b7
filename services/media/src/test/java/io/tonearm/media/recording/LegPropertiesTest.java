package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.FileLayout;
import io.tonearm.media.audio.PauseFill;
import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.audio.PauseTones;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Policies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What holds whatever happens to a leg: commands of all kinds and two accounts, destinations, time, media, deliveries. */
class LegPropertiesTest {

    private static final long AT = 1_800_000_000_000_000L;

    /** What has been read by now may still be followed by something this much earlier. */
    private static final long LATENESS = 30_000;

    private static RecordingPolicy policy(Random random) {
        Policies policies = Policies.chime()
                .longest(random.nextLong(20_000, 400_000))
                .price(random.nextBoolean(), "0.0123", "EUR", random.nextInt(1, 90));
        if (random.nextBoolean()) {
            policies.restarting();
        }
        if (random.nextBoolean()) {
            policies.stopOnTransfer();
        }
        if (random.nextBoolean()) {
            policies.autoStartTo("auto-bucket");
        }
        if (random.nextBoolean()) {
            policies.longestPause(random.nextLong(1, 50_000), random.nextBoolean() ? AtLongest.STOP : AtLongest.RESUME);
        }
        return policies.build();
    }

    private static Action action(Random random) {
        return switch (random.nextInt(14)) {
            case 0, 1 -> Commands.START;
            case 2, 3 -> Commands.RECORD_AUDIO;
            case 4, 5 -> new Action.PauseRecording(null);
            case 6 -> new Action.PauseRecording(random.nextLong(-1, 40_000));
            case 7, 8 -> new Action.ResumeRecording();
            case 9 -> new Action.StopRecording(null);
            case 10 -> new Action.AttachMetadata(Map.of("key-" + random.nextInt(3), "value"));
            case 11 -> random.nextInt(4) == 0 ? new Action.LegEnded(null) : new Action.LegTransferred();
            default -> new Action.DigitPressed(random.nextInt(3) == 0 ? "#" : "1");
        };
    }

    private static Command any(Random random, int number, long micros) {
        String account = random.nextInt(8) == 0 ? "account-2" : Commands.ACCOUNT;
        return new Command("command-" + number, "call-1", "leg-1", account, micros, action(random));
    }

    private static PlayedLeg played(Random random, RecordingPolicy policy) {
        PlayedLeg leg = new PlayedLeg(policy);
        List<Command> given = new ArrayList<>();
        int hurry = random.nextInt(1, 9);
        long now = AT;
        for (int i = 0; i < 120; i++) {
            now += random.nextLong(5_000);
            Command command = given.isEmpty() || random.nextInt(8) > 0
                    ? any(random, i, now - random.nextLong(LATENESS))
                    : given.get(random.nextInt(given.size()));
            given.add(command);
            leg.give(command);
            leg.packet(now - random.nextLong(LATENESS));
            if (random.nextInt(10) < hurry) {
                leg.answerAny(random, random.nextInt(4) > 0);
            }
            happen(leg, random, now - LATENESS);
        }
        return leg;
    }

    private static void happen(PlayedLeg leg, Random random, long settledMicros) {
        Recording last = leg.state.last();
        switch (random.nextInt(12)) {
            case 0 -> leg.settle();
            case 1 -> leg.pass(settledMicros);
            case 2 -> leg.firstPacket(settledMicros);
            case 3 -> leg.claim(new LegOwner("call-1", random.nextInt(3) > 0 ? Commands.ACCOUNT : "account-2"));
            case 4 -> {
                if (last != null && last.end() == null && last.startMicros() <= settledMicros) {
                    leg.finish(last, random.nextLong(last.startMicros(), settledMicros + 1), EndReason.NO_MEDIA);
                }
            }
            default ->
                leg.state.recordings().stream()
                        .filter(recording -> random.nextInt(6) == 0)
                        .toList()
                        .forEach(recording -> leg.advance(recording, random.nextInt(4) > 0));
        }
    }

    @Seeded(runs = 400)
    void everyCommand_isAnsweredOnce(Random random) {
        RecordingPolicy policy = policy(random);
        PlayedLeg leg = played(random, policy);

        leg.conclude(random, AT + 10_000_000);

        assertThat(leg.unanswered()).isEmpty();
        assertThat(leg.answers.values()).containsOnly(1);
    }

    @Seeded(runs = 150)
    void files_areAsLongAsWhatWasRecorded(Random random) {
        PlayedLeg leg = played(random, policy(random));
        leg.conclude(random, AT + 10_000_000);

        for (Recording recording : leg.recordings.values()) {
            RecordingSpan span = recording.span();
            long recorded = 0;
            long enabled = 0;
            for (long sample = 1; endOf(recording, sample) <= span.endMicros(); sample++) {
                enabled++;
                recorded += recording.wants(endOf(recording, sample) - 1) ? 1 : 0;
            }
            assertThat(layout(span, PauseFill.SILENCE, null)).isEqualTo(enabled);
            assertThat(layout(span, PauseFill.SILENCE, PauseTones.DEFAULT)).isEqualTo(enabled);
            assertThat(layout(span, PauseFill.OMIT, null)).isEqualTo(recorded);
            assertThat(layout(span, PauseFill.OMIT, PauseTones.DEFAULT))
                    .isBetween(recorded, recorded + 3200L * span.pauses().size());
        }
    }

    /** The first microsecond at which that many samples have sounded. */
    private static long endOf(Recording recording, long samples) {
        int rate = recording.start().sampleRate();
        return recording.startMicros() + (samples * 1_000_000 + rate - 1) / rate;
    }

    private static long layout(RecordingSpan span, PauseFill fill, PauseTones tones) {
        return FileLayout.of(span.clock(), span.endMicros(), span.pauses(), fill, tones)
                .samples();
    }

    @Seeded(runs = 150)
    void bill_isWhatThePolicySays(Random random) {
        RecordingPolicy policy = policy(random);
        PlayedLeg leg = played(random, policy);
        leg.conclude(random, AT + 10_000_000);

        for (Recording recording : leg.recordings.values()) {
            Bill bill = Bill.of(recording.span(), recording.policy());
            long micros = recording.end().micros() - recording.startMicros();
            if (!policy.price().pauseBilled()) {
                for (PauseInterval pause : recording.pauses(recording.end().micros())) {
                    micros -= pause.toMicros() - pause.fromMicros();
                }
            }
            long seconds = 0;
            while (seconds * 1_000_000 < micros) {
                seconds += policy.price().incrementSeconds();
            }
            BigDecimal minutes = new BigDecimal(seconds).divide(new BigDecimal(60), 6, RoundingMode.HALF_UP);
            assertThat(bill.billedMicros()).isEqualTo(micros);
            assertThat(bill.minutes()).isEqualTo(minutes);
            assertThat(bill.amount())
                    .isEqualTo(minutes.multiply(new BigDecimal("0.0123")).setScale(6, RoundingMode.HALF_UP));
        }
    }

    @Seeded(runs = 20)
    void flood_staysWithinItsBounds(Random random) {
        PlayedLeg leg = new PlayedLeg(Policies.chime().restarting().build());
        for (int i = 0; i < 1_000; i++) {
            leg.give(any(random, i, AT + random.nextLong(1_000_000)));
            if (random.nextInt(20) == 0) {
                leg.answerAny(random, random.nextBoolean());
            }
        }

        leg.conclude(random, AT + 1_000_000_000_000L);

        assertThat(leg.unanswered()).isEmpty();
    }
}
