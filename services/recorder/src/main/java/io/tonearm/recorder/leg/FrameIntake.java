package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.recorder.event.FramesReading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is done with the packets of a record: each by its own capture time. Lives on its stream thread. */
final class FrameIntake {

    private final AudioStore audio;
    private final HeldFrames held;
    private final Completion completion;
    private final Counters counters;

    FrameIntake(AudioStore audio, HeldFrames held, Completion completion, Counters counters) {
        this.audio = audio;
        this.held = held;
        this.completion = completion;
        this.counters = counters;
    }

    /** Takes the packets of a record in. */
    void take(Leg leg, FramesReading record, long nowMillis, long publishedMillis) {
        counters.packets(FrameOutcome.MALFORMED, record.malformed());
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
                    audio.put(leg.legId(), record.track(), frames);
                    counters.packets(FrameOutcome.KEPT, frames.size());
                }
                case AWAITS_START -> held.hold(leg.legId(), record.track(), frames, true, nowMillis, publishedMillis);
                case AWAITS_RESUME -> held.hold(leg.legId(), record.track(), frames, false, nowMillis, publishedMillis);
                case PAUSED -> counters.packets(FrameOutcome.PAUSED, frames.size());
                case BEFORE_START -> counters.packets(FrameOutcome.NOT_RECORDED, frames.size());
                case AFTER_END -> counters.packets(FrameOutcome.AFTER_END, frames.size());
            }
        });
        if (record.firstPacketIndex() >= 0) {
            leg.count(record.track()).add(record.firstPacketIndex(), record.packets());
        }
        completion.consider(leg);
    }
}
