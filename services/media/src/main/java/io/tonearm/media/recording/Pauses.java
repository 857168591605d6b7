package io.tonearm.media.recording;

import io.tonearm.media.recording.Recording.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What the pause and resume commands of a recording come to. A pause holds until the next resume, until the longest of the
 * times that its commands allow it, or until the policy's limit, whichever is first. Immutable.
 */
final class Pauses {

    /**
     * One pause.
     *
     * @param fromMicros inclusive
     * @param toMicros exclusive; {@code Long.MAX_VALUE} where nothing ends it yet
     * @param resumed whether a resume ends it
     */
    record Stretch(long fromMicros, long toMicros, boolean resumed) {
        boolean contains(long micros) {
            return micros >= fromMicros && micros < toMicros;
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    private final long longestMicros;
    private final boolean stops;
    private long fromMicros = -1;
    private long allowedUntilMicros;
    private long stopMicros = Long.MAX_VALUE;

    private Pauses(PauseRule rule) {
        @Nullable Long longest = rule.longestMicros();
        longestMicros = longest == null ? Long.MAX_VALUE : longest;
        stops = longest != null && rule.atLongest() == PauseRule.AtLongest.STOP;
    }

    /** The pauses that markers in the order of their time make. */
    static Pauses of(SortedSet<Marker> markers, PauseRule rule) {
        Pauses pauses = new Pauses(rule);
        for (Marker marker : markers) {
            pauses.take(marker);
        }
        if (pauses.fromMicros >= 0) {
            pauses.expire();
        }
        return pauses;
    }

    private void take(Marker marker) {
        if (fromMicros >= 0 && marker.micros() >= expiryMicros()) {
            expire();
        }
        if (stopMicros < Long.MAX_VALUE) {
            return;
        }
        if (!marker.pause()) {
            if (fromMicros >= 0 && marker.micros() > fromMicros) {
                stretches.add(new Stretch(fromMicros, marker.micros(), true));
            }
            fromMicros = -1;
        } else if (fromMicros < 0) {
            fromMicros = marker.micros();
            allowedUntilMicros = marker.untilMicros();
        } else {
            allowedUntilMicros = Math.max(allowedUntilMicros, marker.untilMicros());
        }
    }

    private long expiryMicros() {
        return Math.min(allowedUntilMicros, limitMicros());
    }

    private long limitMicros() {
        return longestMicros > Long.MAX_VALUE - fromMicros ? Long.MAX_VALUE : fromMicros + longestMicros;
    }

    private void expire() {
        stretches.add(new Stretch(fromMicros, expiryMicros(), false));
        if (stops && limitMicros() <= allowedUntilMicros) {
            stopMicros = limitMicros();
        }
        fromMicros = -1;
    }

    /** The pauses in order, apart from each other. */
    List<Stretch> stretches() {
        return stretches;
    }

    /** When a pause that lasted too long ends the recording; {@code Long.MAX_VALUE} where none does. */
    long stopMicros() {
        return stopMicros;
    }

    /** Whether this time lies in a pause. */
    boolean contain(long micros) {
        return stretches.stream().anyMatch(stretch -> stretch.contains(micros));
    }
}
