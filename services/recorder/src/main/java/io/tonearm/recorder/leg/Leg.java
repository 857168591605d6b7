package io.tonearm.recorder.leg;

import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.rtp.Track;
import java.util.EnumMap;
import java.util.Map;

/**
 * A leg in the task's memory: its state as the store has it, and what may be forgotten without harm. Lives on its stream
 * thread.
 */
final class Leg {

    private final String legId;
    private final Map<Track, PacketCount> counts = new EnumMap<>(Track.class);
    private CallLegState state;

    Leg(String legId, CallLegState state) {
        this.legId = legId;
        this.state = state;
    }

    String legId() {
        return legId;
    }

    CallLegState state() {
        return state;
    }

    /** Only the book does this, together with the store. */
    void become(CallLegState newState) {
        state = newState;
    }

    PacketCount count(Track track) {
        return counts.computeIfAbsent(track, key -> new PacketCount());
    }
}
