package io.tonearm.devkit.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When in a call its recording starts, pauses, resumes and stops: microseconds from the call's begin. Immutable.
 *
 * @param startMicros when it starts; 0 or more
 * @param pauses in order, apart from each other, from the start on
 * @param stopMicros when it stops, after all else; null where the end of the leg ends it
 */
public record RecordingTimes(
        long startMicros, List<Pause> pauses, @Nullable Long stopMicros) {

    /** From the call's begin to its end, without a pause. */
    public static final RecordingTimes WHOLE_CALL = new RecordingTimes(0, List.of(), null);

    public RecordingTimes {
        pauses = List.copyOf(pauses);
        if (startMicros < 0) {
            throw new IllegalArgumentException("start must be 0 or more, startMicros=" + startMicros);
        }
        long earliest = startMicros;
        for (Pause pause : pauses) {
            if (pause.fromMicros() < earliest) {
                throw new IllegalArgumentException(
                        "a pause must begin after the start and after the pause before it, fromMicros="
                                + pause.fromMicros());
            }
            @Nullable Long to = pause.toMicros();
            earliest = to == null ? Long.MAX_VALUE : to;
        }
        long lastKnown =
                earliest == Long.MAX_VALUE ? pauses.get(pauses.size() - 1).fromMicros() : earliest;
        if (stopMicros != null && stopMicros <= lastKnown) {
            throw new IllegalArgumentException("stop must be after all else, stopMicros=" + stopMicros);
        }
    }

    /**
     * A stretch that is left out. Immutable.
     *
     * @param fromMicros its first moment
     * @param toMicros the first moment after it; null where the recording's end ends it
     */
    public record Pause(long fromMicros, @Nullable Long toMicros) {

        public Pause {
            if (toMicros != null && toMicros <= fromMicros) {
                throw new IllegalArgumentException(
                        "resume must be after its pause, fromMicros=" + fromMicros + ", toMicros=" + toMicros);
            }
        }

        boolean contains(long micros) {
            return micros >= fromMicros && (toMicros == null || micros < toMicros);
        }
    }

    /** Whether the moment is in a pause, and the recording has not stopped. */
    boolean isPaused(long micros) {
        boolean stopped = stopMicros != null && micros >= stopMicros;
        return !stopped && pauses.stream().anyMatch(pause -> pause.contains(micros));
    }
}
