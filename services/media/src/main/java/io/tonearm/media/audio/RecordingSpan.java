package io.tonearm.media.audio;

import java.util.List;

/**
 * What part of a call a recording holds. Immutable.
 *
 * @param clock its clock; position 0 is its start
 * @param endMicros when it ended, microseconds since the epoch; not before the start
 * @param pauses in order, apart from each other, within start and end
 * @param settleMicros how late a packet may be and still find its place, 1 to 60,000,000
 */
public record RecordingSpan(RecordingClock clock, long endMicros, List<PauseInterval> pauses, long settleMicros) {

    public RecordingSpan {
        pauses = List.copyOf(pauses);
        if (endMicros < clock.startMicros()) {
            throw new IllegalArgumentException("a recording must not end before it starts, startMicros="
                    + clock.startMicros() + ", endMicros=" + endMicros);
        }
        if (settleMicros < 1 || settleMicros > 60_000_000) {
            throw new IllegalArgumentException("settle time must be at most 60 s, settleMicros=" + settleMicros);
        }
        long reached = clock.startMicros();
        for (PauseInterval pause : pauses) {
            if (pause.fromMicros() < reached || pause.toMicros() > endMicros) {
                throw new IllegalArgumentException(
                        "pauses must be in order within the recording, fromMicros=" + pause.fromMicros());
            }
            reached = pause.toMicros();
        }
    }

    /** Whether something captured at this time belongs into the recording. */
    public boolean contains(long capturedAtMicros) {
        return capturedAtMicros >= clock.startMicros()
                && capturedAtMicros < endMicros
                && pauses.stream().noneMatch(pause -> pause.contains(capturedAtMicros));
    }

    /** Time from start to end in microseconds, pauses included. */
    public long enabledMicros() {
        return endMicros - clock.startMicros();
    }

    /** Time inside pauses in microseconds. */
    public long pausedMicros() {
        return pauses.stream().mapToLong(PauseInterval::lengthMicros).sum();
    }
}
