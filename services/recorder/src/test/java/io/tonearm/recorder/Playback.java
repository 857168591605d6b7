package io.tonearm.recorder;

import io.tonearm.media.recording.Command;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What happens on one leg, to be published as it happens, out of a backlog, or in any order. Its time begins where that of a
 * {@link TopologyRun} does. Not thread-safe.
 */
final class Playback {

    private static final long RECORD_MICROS = 100_000;
    private static final Duration MOST_WAIT = Duration.ofSeconds(8);

    private record Arrival(long micros, Consumer<TopologyRun> publish) {}

    private final String legId;
    private final List<Arrival> arrivals = new ArrayList<>();

    private Playback(String legId) {
        this.legId = legId;
    }

    static Playback of(String legId) {
        return new Playback(legId);
    }

    /** Adds commands, each published when it was issued. */
    Playback commands(Command... commands) {
        for (Command command : commands) {
            arrivals.add(new Arrival(command.issuedAtMicros(), run -> run.command(command)));
        }
        return this;
    }

    /**
     * Adds packets in records of 100 ms at most, each published when its last packet was captured.
     *
     * @param frames in the order of their capture
     */
    Playback frames(Track track, List<RtpFrame> frames) {
        for (int from = 0; from < frames.size(); ) {
            long begin = frames.get(from).capturedAtMicros();
            int to = from;
            while (to < frames.size() && frames.get(to).capturedAtMicros() < begin + RECORD_MICROS) {
                to++;
            }
            List<RtpFrame> some = frames.subList(from, to);
            arrivals.add(
                    new Arrival(some.get(some.size() - 1).capturedAtMicros(), run -> run.frames(legId, track, some)));
            from = to;
        }
        return this;
    }

    private List<Arrival> inOrder() {
        List<Arrival> ordered = new ArrayList<>(arrivals);
        ordered.sort(Comparator.comparingLong(Arrival::micros));
        return ordered;
    }

    /** Publishes all as it happens, and waits until nothing more does. */
    void live(TopologyRun run) {
        long end = arrivals.stream().mapToLong(Arrival::micros).max().orElseThrow();
        liveUntil(run, end);
        run.live(MOST_WAIT);
    }

    /** Publishes as it happens what happens until then. */
    void liveUntil(TopologyRun run, long micros) {
        for (Arrival arrival : inOrder()) {
            if (arrival.micros() <= micros) {
                passTo(run, arrival.micros());
                arrival.publish().accept(run);
            }
        }
        passTo(run, micros);
    }

    private static void passTo(TopologyRun run, long micros) {
        run.live(Duration.ofMillis(Math.max(0, micros / 1000 - run.nowMillis())));
    }

    /** Publishes all at once, in order, and has it settle. */
    void backlog(TopologyRun run) {
        inOrder().forEach(arrival -> arrival.publish().accept(run));
        run.settle();
    }

    /** Publishes all at once, in any order, and has it settle. */
    void shuffled(TopologyRun run, Random random) {
        List<Arrival> shuffled = new ArrayList<>(arrivals);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(arrival -> arrival.publish().accept(run));
        run.settle();
    }
}
