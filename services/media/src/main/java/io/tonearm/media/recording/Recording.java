package io.tonearm.media.recording;

import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.audio.RecordingClock;
import io.tonearm.media.audio.RecordingSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One recording of a leg, from its start to its delivery: how it started, and what was said about it since. Pauses follow
 * from the markers in the order of their time, whatever order they came in. Immutable.
 *
 * @param start what is fixed
 * @param metadata the caller's words
 * @param markers pauses and resumes in the order of time
 * @param digits terminators pressed outside of pauses, in the order of time
 * @param announcedMicros until when resumes that happen by themselves have been announced
 * @param told the end that a command or its media gave it; null while it has none. What is said later of its pauses may
 *     still decide whether one that lasts too long ends it before
 * @param end when and why it ended; null while it has not
 * @param progress how far it is
 */
public record Recording(
        RecordingStart start,
        RecordingMetadata metadata,
        SortedSet<Marker> markers,
        SortedSet<PressedDigit> digits,
        long announcedMicros,
        @Nullable End told,
        @Nullable End end,
        Progress progress) {

    /** Most pauses and resumes of a recording. */
    public static final int MOST_MARKERS = 9_000;

    /** Most terminators that are remembered: the first ends the recording. */
    static final int MOST_DIGITS = 16;

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
     * @param untilMicros how long the pause may last by its command; {@code Long.MAX_VALUE} for no limit, 0 for a resume
     */
    public record Marker(long micros, boolean pause, long untilMicros) implements Comparable<Marker> {
        /** By time; of two at the same time the pause is the later and prevails. */
        @Override
        public int compareTo(Marker other) {
            int byTime = Long.compare(micros, other.micros);
            int byKind = byTime != 0 ? byTime : Boolean.compare(pause, other.pause);
            return byKind != 0 ? byKind : Long.compare(untilMicros, other.untilMicros);
        }
    }

    /**
     * A key that was pressed.
     *
     * @param micros when
     * @param digit which
     */
    public record PressedDigit(long micros, String digit) implements Comparable<PressedDigit> {
        @Override
        public int compareTo(PressedDigit other) {
            int byTime = Long.compare(micros, other.micros);
            return byTime != 0 ? byTime : digit.compareTo(other.digit);
        }
    }

    /**
     * The end of a recording.
     *
     * @param micros when; not before the start
     * @param reason why
     * @param published what the edge published for the leg; null where it does not know
     * @param terminator the digit that ended it; null where none did
     */
    public record End(
            long micros,
            EndReason reason,
            @Nullable PublishedPackets published,
            @Nullable String terminator) {

        static End of(long micros, EndReason reason) {
            return new End(micros, reason, null, null);
        }
    }

    public Recording {
        markers = Collections.unmodifiableSortedSet(new TreeSet<>(markers));
        digits = Collections.unmodifiableSortedSet(new TreeSet<>(digits));
    }

    static Recording begin(RecordingStart start, RecordingMetadata metadata) {
        return new Recording(
                start, metadata, new TreeSet<>(), new TreeSet<>(), start.micros(), null, null, Progress.OPEN);
    }

    public String recordingId() {
        return start.recordingId();
    }

    public String callId() {
        return start.callId();
    }

    public String legId() {
        return start.legId();
    }

    public String accountId() {
        return start.accountId();
    }

    public RecordingPolicy policy() {
        return start.policy();
    }

    public long startMicros() {
        return start.micros();
    }

    Pauses pauses() {
        return Pauses.of(markers, policy().pause());
    }

    /** Whether something that happens at this time happens while it records or is paused. */
    public boolean spans(long micros) {
        return micros >= startMicros() && (end == null || micros < end.micros());
    }

    /** Whether an end of this time is an earlier one than those told before. */
    boolean canEndAt(long micros) {
        return micros >= startMicros() && (told == null || micros < told.micros());
    }

    /** Whether it is paused at this time. */
    public boolean isPausedAt(long micros) {
        return !markers.isEmpty() && spans(micros) && pauses().contain(micros);
    }

    /** Whether it goes on and its last pause has not ended, by what has been announced. */
    boolean isPaused() {
        List<Pauses.Stretch> stretches = pauses().stretches();
        return end == null
                && !stretches.isEmpty()
                && !stretches.get(stretches.size() - 1).resumed()
                && stretches.get(stretches.size() - 1).toMicros() > announcedMicros;
    }

    /** Whether no resume is known after this time: a pause that it falls into may still be shortened. */
    public boolean isPauseOpenAfter(long micros) {
        return markers.tailSet(new Marker(micros + 1, false, 0)).stream().allMatch(Marker::pause);
    }

    /** Whether a packet captured at this time belongs into it, by what is known now. */
    public boolean wants(long capturedAtMicros) {
        return spans(capturedAtMicros) && !isPausedAt(capturedAtMicros);
    }

    /** The pauses in order; one still open ends at {@code untilMicros}. */
    public List<PauseInterval> pauses(long untilMicros) {
        List<PauseInterval> intervals = new ArrayList<>();
        for (Pauses.Stretch stretch : pauses().stretches()) {
            if (stretch.fromMicros() < untilMicros) {
                intervals.add(new PauseInterval(stretch.fromMicros(), Math.min(stretch.toMicros(), untilMicros)));
            }
        }
        return intervals;
    }

    /**
     * What part of the call it holds.
     *
     * @throws IllegalStateException where it has not ended; the caller asks too early
     */
    public RecordingSpan span() {
        if (end == null) {
            throw new IllegalStateException("a recording must have ended, recordingId=" + recordingId());
        }
        return span(end.micros());
    }

    /** What part of the call it holds until a time that is not before its start. */
    RecordingSpan span(long untilMicros) {
        return new RecordingSpan(
                new RecordingClock(startMicros(), start.sampleRate()),
                untilMicros,
                pauses(untilMicros),
                policy().settleMicros());
    }

    /**
     * Where its file goes that none of its destinations takes; null for nowhere. What a RecordAudio makes has none: its
     * caller is told that it failed.
     */
    public @Nullable ObjectKey fallback() {
        @Nullable Destination fallback = policy().storage().fallback();
        return fallback == null || start.audio() != null
                ? null
                : ObjectKey.ofOwn(fallback, startMicros(), callId(), legId(), start.number(), recordingId());
    }

    /** When it ends by itself at the latest, by its start, its policy and its pauses. */
    End naturalEnd() {
        long longest = startMicros() + policy().longestMicros();
        Action.RecordAudio audio = start.audio();
        if (audio != null && audio.durationSeconds() != null) {
            longest = Math.min(longest, startMicros() + audio.durationSeconds() * 1_000_000L);
        }
        long stop = markers.isEmpty() ? Long.MAX_VALUE : pauses().stopMicros();
        return stop < longest ? End.of(stop, EndReason.PAUSE_EXPIRED) : End.of(longest, EndReason.DURATION_REACHED);
    }

    /** The next time after {@link #announcedMicros} at which something happens by itself; only time matters, no packet. */
    public long nextTurnMicros() {
        return pauses().stretches().stream()
                .filter(stretch -> !stretch.resumed() && stretch.toMicros() > announcedMicros)
                .mapToLong(Pauses.Stretch::toMicros)
                .reduce(naturalEnd().micros(), Math::min);
    }

    Recording with(Marker marker) {
        TreeSet<Marker> more = new TreeSet<>(markers);
        more.add(marker);
        Recording marked = new Recording(start, metadata, more, digits, announcedMicros, told, end, progress);
        TreeSet<PressedDigit> heard = new TreeSet<>(digits);
        heard.removeIf(digit -> marked.isPausedAt(digit.micros()));
        Recording changed = new Recording(start, metadata, more, heard, announcedMicros, told, end, progress);
        return told == null ? changed : changed.with(told);
    }

    Recording with(PressedDigit digit) {
        TreeSet<PressedDigit> more = new TreeSet<>(digits);
        more.add(digit);
        while (more.size() > MOST_DIGITS) {
            more.pollLast();
        }
        return new Recording(start, metadata, markers, more, announcedMicros, told, end, progress);
    }

    Recording with(RecordingMetadata newMetadata) {
        return new Recording(start, newMetadata, markers, digits, announcedMicros, told, end, progress);
    }

    /** Ended then, or where it ends by itself if that is earlier. */
    Recording with(End newEnd) {
        End natural = naturalEnd();
        End first = natural.micros() < newEnd.micros() ? natural : newEnd;
        return new Recording(start, metadata, markers, digits, announcedMicros, newEnd, first, Progress.FINISHING);
    }

    Recording with(Progress newProgress) {
        return new Recording(start, metadata, markers, digits, announcedMicros, told, end, newProgress);
    }

    Recording announcedUntil(long micros) {
        return new Recording(start, metadata, markers, digits, micros, told, end, progress);
    }
}
