package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingDelivered;
import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.PauseRule.AtLongest;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.media.testing.Policies;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The same call must end the same way, be it recorded while it goes on, out of a backlog, or out of any order. */
final class EndInAnyOrderTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;
    private static final int SECONDS = 9;

    @TempDir
    private Path folder;

    /**
     * What a call became.
     *
     * @param line the end in words
     * @param file its bytes
     */
    private record Ended(String line, ByteBuffer file) {}

    private Ended play(String name, RecordingPolicy policy, Consumer<TopologyRun> playing) {
        try (TopologyRun run = TopologyRun.in(folder.resolve(name), policy)) {
            playing.accept(run);
            assertThat(run.delivered()).hasSize(1);
            assertThat(run.billed()).hasSize(1);
            RecordingDelivered delivered = run.delivered().get(0);
            String line = delivered.getEndReason() + " " + delivered.getTerminatorUsed() + " "
                    + delivered.getDurationMicros() + " " + delivered.getPauses() + " " + answers(run);
            return new Ended(line, ByteBuffer.wrap(run.objects.onlyObject()));
        }
    }

    /** What the start got; what others get depends on whether the end was known when they were read. */
    private static List<String> answers(TopologyRun run) {
        return run.results().stream()
                .filter(result -> result.getCommandId().equals("command-1"))
                .map(result -> result.getStatus() + " " + result.getTerminatorUsed())
                .toList();
    }

    private void assertSameEnd(RecordingPolicy policy, Playback call, Random random) {
        Ended live = play("live", policy, call::live);
        Ended backlog = play("backlog", policy, call::backlog);
        Ended shuffled = play("shuffled", policy, run -> call.shuffled(run, random));

        assertThat(backlog.line()).isEqualTo(live.line());
        assertThat(shuffled.line()).isEqualTo(live.line());
        assertThat(backlog.file().mismatch(live.file())).isEqualTo(-1);
        assertThat(shuffled.file().mismatch(live.file())).isEqualTo(-1);
    }

    /** Speech with gaps of up to three seconds. */
    private static List<RtpFrame> speech(Random random, long ssrc) {
        FrameSequence all = FrameSequence.from(START).ssrc(ssrc).count(SECONDS * 50);
        List<RtpFrame> frames = new ArrayList<>();
        for (int at = 0; at < all.packets(); ) {
            int to = Math.min(all.packets(), at + 1 + random.nextInt(150));
            frames.addAll(all.frames(at, to));
            at = to + random.nextInt(150);
        }
        return frames;
    }

    private static List<RtpFrame> key(int number, Random random) {
        return KeyPress.of("#12".charAt(random.nextInt(3)), time(random))
                .ssrc(0x7777)
                .timestamp(800_000L * number)
                .firstSequenceNumber(100L * number)
                .frames();
    }

    private static long time(Random random) {
        return START + random.nextLong(SECONDS * SECOND);
    }

    private static List<Command> pauses(Commands next, Random random) {
        long[] times = {time(random), time(random)};
        Arrays.sort(times);
        return switch (random.nextInt(4)) {
            case 0 -> List.of(next.pause(times[0]), next.resume(times[1]));
            case 1 -> List.of(next.pause(times[0], 1 + random.nextLong(2 * SECOND)));
            case 2 -> List.of(next.pause(times[0]));
            default -> List.of();
        };
    }

    private static @Nullable Integer sometimes(Random random, int seconds) {
        return random.nextBoolean() ? seconds : null;
    }

    private static RecordingPolicy policy(Random random) {
        Policies policy = Policies.chime();
        if (random.nextBoolean()) {
            policy.noMedia((1 + random.nextInt(3)) * SECOND);
        }
        if (random.nextBoolean()) {
            AtLongest atLongest = random.nextBoolean() ? AtLongest.STOP : AtLongest.RESUME;
            policy.longestPause((1 + random.nextInt(3)) * SECOND, atLongest);
        }
        if (random.nextBoolean()) {
            policy.longest((3 + random.nextInt(6)) * SECOND);
        }
        return policy.build();
    }

    @Seeded(runs = 20)
    void recordAudio_endsTheSameWay(Random random) {
        Commands next = Commands.of(LEG);
        RecordAudio action = new RecordAudio(
                random.nextBoolean() ? TrackSelection.INCOMING : TrackSelection.BOTH,
                new Destination("recordings", null),
                sometimes(random, 2 + random.nextInt(6)),
                sometimes(random, 1 + random.nextInt(2)),
                200,
                List.of("#", "1"));
        Playback call = Playback.of(LEG)
                .commands(next.command(START, action))
                .commands(pauses(next, random).toArray(Command[]::new))
                .frames(Track.INCOMING, speech(random, 0x1001))
                .frames(Track.OUTGOING, speech(random, 0x1002))
                .commands(next.legEnded(START + SECONDS * SECOND));
        for (int i = random.nextInt(3); i > 0; i--) {
            call.frames(Track.INCOMING, key(i, random));
        }
        if (random.nextInt(3) == 0) {
            call.commands(next.digit(time(random), "1"));
        }

        assertSameEnd(policy(random), call, random);
    }

    @Seeded(runs = 12)
    void callRecording_endsTheSameWay(Random random) {
        Commands next = Commands.of(LEG);
        Playback call = Playback.of(LEG)
                .commands(next.start(START))
                .commands(pauses(next, random).toArray(Command[]::new))
                .frames(Track.INCOMING, speech(random, 0x1001))
                .frames(Track.OUTGOING, speech(random, 0x1002))
                .commands(next.legEnded(START + SECONDS * SECOND));

        assertSameEnd(policy(random), call, random);
    }
}
