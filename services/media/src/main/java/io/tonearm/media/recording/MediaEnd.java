package io.tonearm.media.recording;

import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.audio.SilenceFinder;
import io.tonearm.media.audio.SilenceThreshold;
import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.PressedDigit;
import io.tonearm.media.rtp.DigitFinder;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a recording ends for a reason that lies in its media: a terminator, silence, no packets. The same packets and
 * commands always give the same end, whatever order they came in. Stateless.
 */
public final class MediaEnd {

    private MediaEnd() {}

    /**
     * The first such end.
     *
     * @param untilMicros how far to look: everything before is there; not before the recording's start
     * @return null where the recording goes on until then
     */
    public static @Nullable End find(Recording recording, long untilMicros, FrameSource frames) {
        @Nullable End end = noMedia(recording, untilMicros, frames);
        @Nullable RecordAudio audio = recording.start().audio();
        if (audio == null) {
            return end;
        }
        end = earlier(terminator(recording, audio, untilMicros, frames), end);
        return earlier(end, silence(recording, audio, untilMicros, frames));
    }

    private static @Nullable End earlier(@Nullable End preferred, @Nullable End other) {
        if (preferred == null || other == null) {
            return preferred == null ? other : preferred;
        }
        return other.micros() < preferred.micros() ? other : preferred;
    }

    private static @Nullable End noMedia(Recording recording, long untilMicros, FrameSource frames) {
        @Nullable Long longest = recording.policy().noMediaMicros();
        if (longest == null || untilMicros - recording.startMicros() < longest) {
            return null;
        }
        MediaGap gap = new MediaGap(recording.startMicros());
        frames.passOver(longest, (fromMicros, toMicros) -> gap.pass(recording, fromMicros, toMicros));
        return gap.endUntil(recording, untilMicros);
    }

    private static @Nullable End terminator(
            Recording recording, RecordAudio audio, long untilMicros, FrameSource frames) {
        Stream<PressedDigit> heard = frames.read(EnumSet.of(Track.INCOMING), tracks -> {
            Iterator<RtpFrame> wanted =
                    wanted(recording, tracks.getOrDefault(Track.INCOMING, Collections.emptyIterator()));
            return DigitFinder.find(wanted).stream()
                    .map(digit -> new PressedDigit(digit.beganAtMicros(), String.valueOf(digit.digit())));
        });
        return Stream.concat(heard, recording.digits().stream())
                .filter(digit -> audio.terminators().contains(digit.digit()))
                .filter(digit -> digit.micros() < untilMicros && recording.wants(digit.micros()))
                .sorted()
                .findFirst()
                .map(digit -> new End(digit.micros(), EndReason.TERMINATOR_PRESSED, null, digit.digit()))
                .orElse(null);
    }

    private static Iterator<RtpFrame> wanted(Recording recording, Iterator<RtpFrame> frames) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(frames, Spliterator.ORDERED), false)
                .filter(frame -> recording.wants(frame.capturedAtMicros()))
                .iterator();
    }

    private static @Nullable End silence(Recording recording, RecordAudio audio, long untilMicros, FrameSource frames) {
        @Nullable Integer seconds = audio.silenceSeconds();
        if (seconds == null) {
            return null;
        }
        RecordingSpan span = recording.span(untilMicros);
        SilenceThreshold threshold = new SilenceThreshold(audio.silenceThreshold());
        Set<Track> tracks = Set.copyOf(recording.start().tracks().tracks());
        OptionalLong found = frames.read(tracks, all -> SilenceFinder.find(span, all, seconds * 1_000_000L, threshold));
        return found.isPresent() ? End.of(found.getAsLong(), EndReason.SILENCE_REACHED) : null;
    }
}
