package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.ArrayList;
import java.util.List;

/** Picks up what the last owner of a task left in its stores. Used once, before anything else, on the stream thread. */
final class TakeOver {

    private final LegParts parts;
    private final LegEffects effects;
    private final DeliveryDesk deliveries;
    private final Retention retention;
    private final long nowMillis;

    TakeOver(LegParts parts, LegEffects effects, DeliveryDesk deliveries, Retention retention) {
        this.parts = parts;
        this.effects = effects;
        this.deliveries = deliveries;
        this.retention = retention;
        this.nowMillis = effects.now().readMillis();
    }

    void run() {
        parts.answers().legs().forEach(legId -> retention.renew(legId, nowMillis));
        List<String> active = new ArrayList<>();
        parts.book().forEach((legId, state) -> {
            retention.renew(legId, nowMillis);
            if (isActive(state)) {
                active.add(legId);
            }
        });
        active.forEach(legId -> takeOver(parts.book().open(legId)));
        for (String legId : parts.audio().legs()) {
            CallLegState state = parts.book().open(legId).state();
            if (state.open() == null) {
                parts.audio().forEachChunk(legId, (track, frames) -> adopt(legId, state, track, frames));
            }
        }
    }

    private void adopt(String legId, CallLegState state, Track track, List<RtpFrame> frames) {
        List<RtpFrame> startless = frames.stream()
                .filter(frame -> state.fateOf(frame.capturedAtMicros()) == Fate.AWAITS_START)
                .toList();
        if (!startless.isEmpty()) {
            parts.held().adopt(legId, track, startless, nowMillis);
        }
    }

    private static boolean isActive(CallLegState state) {
        return !state.early().isEmpty()
                || state.recordings().stream().anyMatch(recording -> recording.progress() != Progress.DELIVERED);
    }

    private void takeOver(Leg leg) {
        for (Recording recording : leg.state().recordings()) {
            if (recording.progress() == Progress.DELIVERING) {
                deliveries.adopt(leg.legId(), recording.recordingId(), nowMillis);
            }
        }
        parts.completion().watch(leg, effects.now());
        parts.open().watch(leg, effects.now());
        Lifecycle.check(leg.state(), effects.rules())
                .ifPresent(check -> parts.access().ask(leg.legId(), check, nowMillis));
    }
}
