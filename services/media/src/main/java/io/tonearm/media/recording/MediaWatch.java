package io.tonearm.media.recording;

import io.tonearm.media.audio.LoudnessMeter;
import io.tonearm.media.audio.SilenceThreshold;
import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Recording.PressedDigit;
import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.TelephoneEvent;
import io.tonearm.media.rtp.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the packets of a recording that goes on and says when it is worth asking {@link MediaEnd} whether it has ended. A
 * hint: it may come too often, and it forgets nothing that would make it come never. Not thread-safe.
 */
public final class MediaWatch {

    /** What a place on the recording clock may lie behind its capture time. */
    private static final long SLACK_MICROS = 100_000;

    private static final long AGAIN_MICROS = 500_000;

    private final @Nullable RecordAudio audio;
    private final @Nullable LoudnessMeter loudness;
    private final long silenceMicros;
    private final MediaGap gap;
    private final List<Track> tracks;
    private long loudMicros;
    private long latestMicros;
    private long candidateMicros = Long.MAX_VALUE;
    private long askedMicros = Long.MIN_VALUE;

    /** Begins with a recording's start. */
    public MediaWatch(Recording recording) {
        audio = recording.start().audio();
        Integer seconds = audio == null ? null : audio.silenceSeconds();
        silenceMicros = seconds == null ? Long.MAX_VALUE : seconds * 1_000_000L;
        loudness = audio == null || seconds == null
                ? null
                : new LoudnessMeter(new SilenceThreshold(audio.silenceThreshold()));
        gap = new MediaGap(recording.startMicros());
        tracks = recording.start().tracks().tracks();
        loudMicros = recording.startMicros();
        latestMicros = recording.startMicros();
    }

    /**
     * Takes packets.
     *
     * @param recording as it is now
     * @param frames of the recording, in canonical order; not empty
     */
    public void observe(Recording recording, Track track, List<RtpFrame> frames) {
        long first = frames.get(0).capturedAtMicros();
        long deadline = gap.deadlineMicros(recording);
        if (first >= deadline) {
            suspect(deadline);
        }
        long last = frames.get(frames.size() - 1).capturedAtMicros();
        gap.pass(recording, first, last);
        latestMicros = Math.max(latestMicros, last);
        if (audio != null) {
            frames.forEach(frame -> observe(audio, track, frame));
        }
    }

    /** Takes note of packets until this time whose content does not matter. */
    public void cameTo(Recording recording, long capturedAtMicros) {
        gap.pass(recording, capturedAtMicros, capturedAtMicros);
        latestMicros = Math.max(latestMicros, capturedAtMicros);
    }

    private void observe(RecordAudio wanted, Track track, RtpFrame frame) {
        long at = frame.capturedAtMicros();
        PayloadFormat format = frame.format();
        if (format != null && format.is(PayloadFormat.TELEPHONE_EVENT)) {
            TelephoneEvent event = track == Track.INCOMING ? TelephoneEvent.parse(frame.packet()) : null;
            if (event != null && wanted.terminators().contains(String.valueOf(event.digit()))) {
                suspect(at);
            }
        } else if (loudness != null && tracks.contains(track) && loudness.isLoud(frame)) {
            if (at - loudMicros >= silenceMicros) {
                suspect(loudMicros + silenceMicros);
            }
            loudMicros = Math.max(loudMicros, at);
        }
    }

    private void suspect(long micros) {
        candidateMicros = Math.min(candidateMicros, micros);
    }

    /** The latest capture time seen, or the recording's start. */
    public long latestMicros() {
        return latestMicros;
    }

    /**
     * When the recording may have ended, on the clock of the packets: ask once everything before is there.
     *
     * @param recording as it is now
     * @return {@code Long.MAX_VALUE} for never
     */
    public long dueMicros(Recording recording) {
        long due = Math.min(candidateMicros, gap.deadlineMicros(recording));
        if (silenceMicros < Long.MAX_VALUE) {
            due = Math.min(due, silentMicros(recording));
        }
        if (!recording.digits().isEmpty()) {
            PressedDigit first = recording.digits().first();
            due = Math.min(due, first.micros());
        }
        if (due > Long.MAX_VALUE - SLACK_MICROS) {
            return Long.MAX_VALUE;
        }
        return due + SLACK_MICROS <= askedMicros ? askedMicros + AGAIN_MICROS : due + SLACK_MICROS;
    }

    /** When it has been silent for long enough if nothing loud comes; {@code Long.MAX_VALUE} for never. */
    private long silentMicros(Recording recording) {
        long silent = loudMicros + silenceMicros;
        for (Pauses.Stretch pause : recording.pauses().stretches()) {
            if (pause.toMicros() > silent - silenceMicros && pause.fromMicros() < silent) {
                silent = pause.toMicros() > Long.MAX_VALUE - silenceMicros
                        ? Long.MAX_VALUE
                        : pause.toMicros() + silenceMicros;
            }
        }
        return silent;
    }

    /** Notes that the recording goes on until this time at least. */
    public void goesOn(long micros) {
        askedMicros = Math.max(askedMicros, micros);
        if (candidateMicros <= micros) {
            candidateMicros = Long.MAX_VALUE;
        }
    }
}
