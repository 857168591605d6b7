package io.tonearm.media.recording;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.audio.RecordingClock;
import io.tonearm.media.audio.RecordingSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One recording of a leg, from its start to its delivery: its parameters, and what was said about it since. Pauses follow
 * from the markers in the order of their time, whatever order they came in. Immutable.
 *
 * @param recordingId made from the leg and the command that started it: the same whenever the same events are read
 * @param callId the call
 * @param legId the leg
 * @param accountId the account
 * @param number 1 for the leg's first recording
 * @param tracks which tracks it holds
 * @param object where it will be
 * @param encoding of the file
 * @param sampleRate of the file
 * @param metadata the caller's words
 * @param policy the rules in force at its start
 * @param startMicros when it started
 * @param markers pauses and resumes in the order of time
 * @param end when and why it ended; null while it has not
 * @param progress how far it is
 */
public record Recording(
        String recordingId,
        String callId,
        String legId,
        String accountId,
        int number,
        TrackSelection tracks,
        ObjectKey object,
        FileEncoding encoding,
        int sampleRate,
        Map<String, String> metadata,
        RecordingPolicy policy,
        long startMicros,
        SortedSet<Marker> markers,
        @Nullable End end,
        Progress progress) {

    /** Most pauses and resumes of a recording. */
    public static final int MOST_MARKERS = 9_000;

    /** How far a recording is. */
    public enum Progress {
        /** Not ended. */
        OPEN,
        /** Ended; packets and commands may still be on their way. */
        FINISHING,
        /** Complete; on its way to its bucket. */
        DELIVERING,
        DELIVERED,
        UNDELIVERED
    }

    /**
     * A pause or a resume.
     *
     * @param micros when it took effect
     * @param pause whether it is a pause
     */
    public record Marker(long micros, boolean pause) implements Comparable<Marker> {
        /** By time; of two at the same time the pause is the later and prevails. */
        @Override
        public int compareTo(Marker other) {
            int byTime = Long.compare(micros, other.micros);
            return byTime != 0 ? byTime : Boolean.compare(pause, other.pause);
        }
    }

    /**
     * The end of a recording.
     *
     * @param micros when; not before the start
     * @param reason why
     * @param published what the edge published for the leg; null where it does not know
     */
    public record End(
            long micros, EndReason reason, @Nullable PublishedPackets published) {}

    public Recording {
        metadata = Map.copyOf(metadata);
        markers = Collections.unmodifiableSortedSet(new TreeSet<>(markers));
    }

    /** Whether something that happens at this time happens while it records or is paused. */
    public boolean spans(long micros) {
        return micros >= startMicros && (end == null || micros < end.micros());
    }

    /** Whether it is paused at this time. */
    public boolean isPausedAt(long micros) {
        boolean paused = false;
        for (Marker marker : markers) {
            if (marker.micros() > micros) {
                break;
            }
            paused = marker.pause();
        }
        return paused && spans(micros);
    }

    /** Whether no resume is known after this time: a pause that it falls into is still open. */
    public boolean isPauseOpenAfter(long micros) {
        return markers.tailSet(new Marker(micros + 1, false)).stream().allMatch(Marker::pause);
    }

    /** Whether a packet captured at this time belongs into it, by what is known now. */
    public boolean wants(long capturedAtMicros) {
        return spans(capturedAtMicros) && !isPausedAt(capturedAtMicros);
    }

    /** The pauses in order; one still open ends at {@code untilMicros}. */
    public List<PauseInterval> pauses(long untilMicros) {
        List<PauseInterval> pauses = new ArrayList<>();
        long from = -1;
        for (Marker marker : markers) {
            if (marker.micros() >= untilMicros) {
                break;
            }
            if (marker.pause() && from < 0) {
                from = marker.micros();
            } else if (!marker.pause() && from >= 0) {
                if (marker.micros() > from) {
                    pauses.add(new PauseInterval(from, marker.micros()));
                }
                from = -1;
            }
        }
        if (from >= 0) {
            pauses.add(new PauseInterval(from, untilMicros));
        }
        return pauses;
    }

    /**
     * What part of the call it holds.
     *
     * @throws IllegalStateException where it has not ended; the caller asks too early
     */
    public RecordingSpan span() {
        if (end == null) {
            throw new IllegalStateException("a recording must have ended, recordingId=" + recordingId);
        }
        return new RecordingSpan(
                new RecordingClock(startMicros, sampleRate), end.micros(), pauses(end.micros()), policy.settleMicros());
    }

    Recording with(Marker marker) {
        TreeSet<Marker> more = new TreeSet<>(markers);
        more.add(marker);
        return new Recording(
                recordingId,
                callId,
                legId,
                accountId,
                number,
                tracks,
                object,
                encoding,
                sampleRate,
                metadata,
                policy,
                startMicros,
                more,
                end,
                progress);
    }

    Recording with(End newEnd) {
        return new Recording(
                recordingId,
                callId,
                legId,
                accountId,
                number,
                tracks,
                object,
                encoding,
                sampleRate,
                metadata,
                policy,
                startMicros,
                markers,
                newEnd,
                Progress.FINISHING);
    }

    Recording with(Progress newProgress) {
        return new Recording(
                recordingId,
                callId,
                legId,
                accountId,
                number,
                tracks,
                object,
                encoding,
                sampleRate,
                metadata,
                policy,
                startMicros,
                markers,
                end,
                newProgress);
    }
}
