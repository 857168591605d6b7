package io.tonearm.media.recording;

import io.tonearm.media.recording.Recording.End;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a recording ends because no packet came for as long as its policy allows. Paused time does not count: the wait
 * begins anew behind each pause. Not thread-safe.
 */
public final class MediaGap {

    private long reachedMicros;
    private @Nullable End end;

    /** Looks at a recording that started then. */
    public MediaGap(long startMicros) {
        reachedMicros = startMicros;
    }

    /**
     * Takes a stretch in which packets came without a longer gap.
     *
     * @param recording as it is now
     * @param fromMicros capture time of its first packet; not before that of the last stretch
     * @param toMicros capture time of its last packet
     */
    public void pass(Recording recording, long fromMicros, long toMicros) {
        long deadline = deadlineMicros(recording);
        if (end == null && fromMicros >= deadline) {
            end = End.of(deadline, EndReason.NO_MEDIA);
        }
        reachedMicros = Math.max(reachedMicros, toMicros);
    }

    /** When the recording ends if nothing more comes; {@code Long.MAX_VALUE} for never. */
    public long deadlineMicros(Recording recording) {
        @Nullable Long longest = recording.policy().noMediaMicros();
        if (longest == null) {
            return Long.MAX_VALUE;
        }
        long deadline = reachedMicros + longest;
        for (Pauses.Stretch pause : recording.pauses().stretches()) {
            if (pause.toMicros() > reachedMicros && pause.fromMicros() < deadline) {
                deadline = pause.toMicros() > Long.MAX_VALUE - longest
                        ? Long.MAX_VALUE
                        : Math.max(deadline, pause.toMicros() + longest);
            }
        }
        return deadline;
    }

    /** The first such end until a time; null where there is none. */
    public @Nullable End endUntil(Recording recording, long micros) {
        long deadline = deadlineMicros(recording);
        if (end == null && deadline <= micros) {
            end = End.of(deadline, EndReason.NO_MEDIA);
        }
        return end != null && end.micros() <= micros ? end : null;
    }
}
