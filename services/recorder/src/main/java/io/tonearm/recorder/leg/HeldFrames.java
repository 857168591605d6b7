package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.recorder.leg.InputProgress.Input;
import io.tonearm.recorder.output.Counters;
import io.tonearm.recorder.output.FrameOutcome;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Packets whose fate hangs on a command that may be on its way: those of a leg that is not recorded wait for a start, those
 * after a pause wait for its resume. The first are in the audio store, so that a crash does not lose the beginning of a
 * call; the second are only in memory, because nothing of a pause may be written anywhere. Lives on its stream thread.
 */
final class HeldFrames {

    private static final int MOST_PACKETS_PER_LEG = 100_000;

    private record Held(Track track, List<RtpFrame> frames, boolean stored, Moment moment) {}

    private static final class Queue {
        private ArrayDeque<Held> held = new ArrayDeque<>();
        private int packets;
    }

    private final LegBook book;
    private final AudioStore audio;
    private final Settling settling;
    private final Counters counters;
    private final long settleMillis;
    private final Map<String, Queue> legs = new HashMap<>();

    HeldFrames(LegBook book, AudioStore audio, Settling settling, Counters counters, long settleMillis) {
        this.book = book;
        this.audio = audio;
        this.settling = settling;
        this.counters = counters;
        this.settleMillis = settleMillis;
    }

    /**
     * Holds frames of a leg.
     *
     * @param stored whether to keep them in the store
     * @param moment when they, or the pause they follow, were read
     */
    void hold(String legId, Track track, List<RtpFrame> frames, boolean stored, Moment moment) {
        Queue queue = legs.computeIfAbsent(legId, key -> new Queue());
        if (queue.packets + frames.size() > MOST_PACKETS_PER_LEG) {
            counters.packets(FrameOutcome.NO_ROOM, frames.size());
            return;
        }
        counters.packets(FrameOutcome.HELD, frames.size());
        if (stored) {
            audio.put(legId, track, frames);
        }
        queue.held.add(new Held(track, frames, stored, moment));
        queue.packets += frames.size();
    }

    /**
     * Looks again at what is held of a leg whose state has changed.
     *
     * @param kept is shown what was in memory only and belongs into a recording
     */
    void revisit(Leg leg, BiConsumer<Track, List<RtpFrame>> kept) {
        Queue queue = legs.get(leg.legId());
        if (queue == null) {
            return;
        }
        ArrayDeque<Held> still = new ArrayDeque<>();
        for (Held held : queue.held) {
            if (held.stored()) {
                still.add(held);
                continue;
            }
            List<RtpFrame> wanted = with(Fate.WANTED, leg, held.frames());
            keep(leg, held.track(), wanted);
            kept.accept(held.track(), wanted);
            List<RtpFrame> startless = with(Fate.AWAITS_START, leg, held.frames());
            if (!startless.isEmpty()) {
                audio.put(leg.legId(), held.track(), startless);
                still.add(new Held(held.track(), startless, true, held.moment()));
            }
            List<RtpFrame> undecided = with(Fate.AWAITS_RESUME, leg, held.frames());
            if (!undecided.isEmpty()) {
                still.add(new Held(held.track(), undecided, false, held.moment()));
            }
        }
        queue.held = still;
        queue.packets = still.stream().mapToInt(held -> held.frames().size()).sum();
    }

    private void keep(Leg leg, Track track, List<RtpFrame> wanted) {
        counters.packets(FrameOutcome.KEPT, wanted.size());
        audio.put(leg.legId(), track, wanted);
    }

    private static List<RtpFrame> with(Fate fate, Leg leg, List<RtpFrame> frames) {
        return frames.stream()
                .filter(frame -> leg.state().fateOf(frame.capturedAtMicros()) == fate)
                .toList();
    }

    /** Lets go of what no command can claim any more. */
    void release(LegEffects effects) {
        long nowMillis = effects.now().readMillis();
        for (Map.Entry<String, Queue> entry : List.copyOf(legs.entrySet())) {
            Queue queue = entry.getValue();
            boolean startless = queue.held.stream()
                    .filter(Held::stored)
                    .findFirst()
                    .filter(oldest -> isOver(oldest, nowMillis))
                    .isPresent();
            if (startless) {
                effects.startByItself(book.open(entry.getKey()));
            }
            for (Held head = queue.held.peek(); head != null && isOver(head, nowMillis); head = queue.held.peek()) {
                queue.held.poll();
                queue.packets -= head.frames().size();
                drop(book.open(entry.getKey()), head);
            }
            if (queue.held.isEmpty()) {
                legs.remove(entry.getKey());
            }
        }
    }

    /** When the earliest packet of a leg was captured that waits for a start; {@code Long.MAX_VALUE} for none. */
    long firstCapturedMicros(String legId) {
        Queue queue = legs.get(legId);
        return queue == null
                ? Long.MAX_VALUE
                : queue.held.stream()
                        .filter(Held::stored)
                        .mapToLong(held -> held.frames().get(0).capturedAtMicros())
                        .min()
                        .orElse(Long.MAX_VALUE);
    }

    private boolean isOver(Held held, long nowMillis) {
        return settling.maySettle(held.moment(), settleMillis, nowMillis)
                && settling.isSettled(Input.COMMANDS, held.moment(), settleMillis);
    }

    private void drop(Leg leg, Held held) {
        if (!held.stored()) {
            counters.packets(FrameOutcome.PAUSED, held.frames().size());
            return;
        }
        Set<Long> dropped =
                held.frames().stream().map(RtpFrame::capturedAtMicros).collect(Collectors.toSet());
        long from = held.frames().get(0).capturedAtMicros();
        long to = held.frames().get(held.frames().size() - 1).capturedAtMicros();
        audio.retain(
                leg.legId(),
                from,
                to,
                captured -> !dropped.contains(captured) || leg.state().isNeeded(captured));
    }

    /** Takes over what an earlier owner of the task held in the store. */
    void adopt(String legId, Track track, List<RtpFrame> frames, long nowMillis) {
        Queue queue = legs.computeIfAbsent(legId, key -> new Queue());
        queue.held.add(new Held(track, frames, true, Moment.at(nowMillis)));
        queue.packets += frames.size();
    }
}
