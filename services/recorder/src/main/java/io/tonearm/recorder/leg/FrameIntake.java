package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.recorder.event.FramesReading;
import io.tonearm.recorder.output.Counters;
import io.tonearm.recorder.output.FrameOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done with the packets of a record: each by its own capture time. Lives on its stream thread. */
final class FrameIntake {

    private final LegParts parts;
    private final Counters counters;

    FrameIntake(LegParts parts, Counters counters) {
        this.parts = parts;
        this.counters = counters;
    }

    /**
     * Takes the packets of a record in.
     *
     * @return whether the leg is known from now on by what its edge said of it
     */
    boolean take(Leg leg, FramesReading record, Moment moment) {
        counters.packets(FrameOutcome.MALFORMED, record.malformed());
        @Nullable LegOwner owner = record.owner();
        if (owner != null && leg.state().isForeignTo(owner.accountId())) {
            counters.packets(FrameOutcome.FOREIGN, record.frames().size());
            return false;
        }
        boolean claimed = owner != null && claim(leg, owner);
        List<RtpFrame> ordered = new ArrayList<>(record.frames());
        ordered.sort(RtpFrame.CANONICAL_ORDER);
        Map<Fate, List<RtpFrame>> byFate = new EnumMap<>(Fate.class);
        for (RtpFrame frame : ordered) {
            Fate fate = leg.state().fateOf(frame.capturedAtMicros());
            byFate.computeIfAbsent(fate, key -> new ArrayList<>(ordered.size())).add(frame);
        }
        byFate.forEach((fate, frames) -> {
            switch (fate) {
                case WANTED -> {
                    parts.audio().put(leg.legId(), record.track(), frames);
                    parts.open().observe(leg, record.track(), frames, moment);
                    counters.packets(FrameOutcome.KEPT, frames.size());
                }
                case AWAITS_START -> parts.held().hold(leg.legId(), record.track(), frames, true, moment);
                case AWAITS_RESUME -> parts.held().hold(leg.legId(), record.track(), frames, false, moment);
                case PAUSED -> counters.packets(FrameOutcome.PAUSED, frames.size());
                case BEFORE_START -> counters.packets(FrameOutcome.NOT_RECORDED, frames.size());
                case AFTER_END -> counters.packets(FrameOutcome.AFTER_END, frames.size());
            }
        });
        if (record.firstPacketIndex() >= 0) {
            leg.count(record.track()).add(record.firstPacketIndex(), record.packets());
        }
        return claimed;
    }

    private boolean claim(Leg leg, LegOwner owner) {
        CallLegState state = leg.state();
        return state.owner() == null && parts.book().write(leg, Lifecycle.claim(state, owner));
    }
}
