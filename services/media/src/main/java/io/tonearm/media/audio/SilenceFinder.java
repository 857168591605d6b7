package io.tonearm.media.audio;

import io.tonearm.media.audio.FileLayout.Stretch;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds where the audio of a recording had been silent for long enough. It hears what the file would hold: what is lost or
 * cannot be decoded is silence.
 *
 * <p>Each stretch between pauses is cut into blocks of 20 ms from its beginning, the last one shorter. A block is silent
 * where it is on every track, and silence counts anew behind a pause. Memory does not grow with the recording. Not
 * thread-safe.
 */
public final class SilenceFinder {

    private static final int STEP_BLOCKS = 50;

    private final RecordingSpan span;
    private final List<TrackRenderer> tracks;
    private final LoudBlocks loudBlocks;
    private final long silenceSamples;
    private final int blockSamples;
    private final short[] samples;
    private final boolean[] isLoud = new boolean[STEP_BLOCKS];

    private SilenceFinder(
            RecordingSpan span, List<TrackRenderer> tracks, long silenceSamples, SilenceThreshold threshold) {
        this.span = span;
        this.tracks = tracks;
        this.loudBlocks = new LoudBlocks(threshold);
        this.silenceSamples = silenceSamples;
        this.blockSamples = LoudBlocks.samplesPerBlock(span.clock().sampleRate());
        this.samples = new short[STEP_BLOCKS * blockSamples];
    }

    /**
     * The first time at which every track had been silent without a break; empty where that never was. A silence that
     * reaches its length at the very end of the recording or at a pause counts.
     *
     * @param span what part of the call the recording holds
     * @param frames the tracks, at least one, each in canonical order; read only as far as the answer needs
     * @param silenceMicros how long the silence is to last, above 0; rounded up to whole samples
     * @param threshold how loud it may be
     * @return microseconds since the epoch: the first at which the sample behind the silence is sounding
     */
    public static OptionalLong find(
            RecordingSpan span, Map<Track, Iterator<RtpFrame>> frames, long silenceMicros, SilenceThreshold threshold) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("silence must be looked for on at least one track, frames=" + frames);
        }
        if (silenceMicros < 1) {
            throw new IllegalArgumentException("silence must last 1 us or longer, silenceMicros=" + silenceMicros);
        }
        RecordingClock clock = span.clock();
        // the clock rounds down; down on the other side of the start is up
        long silenceSamples = -clock.positionAt(clock.startMicros() - silenceMicros);
        List<TrackRenderer> tracks = frames.entrySet().stream()
                .map(track -> new TrackRenderer(span, track.getKey(), track.getValue()))
                .toList();
        return new SilenceFinder(span, tracks, silenceSamples, threshold).find();
    }

    private OptionalLong find() {
        RecordingClock clock = span.clock();
        FileLayout layout = FileLayout.of(clock, span.endMicros(), span.pauses(), PauseFill.SILENCE, null);
        for (Stretch stretch : layout.stretches()) {
            if (stretch.pause() == null) {
                long position = positionBehindSilence(stretch.position(), stretch.position() + stretch.samples());
                if (position >= 0) {
                    return OptionalLong.of(clock.startMicros() - clock.microsOf(-position));
                }
            } else {
                tracks.forEach(track -> track.skip(stretch.clockSamples()));
            }
        }
        return OptionalLong.empty();
    }

    private long positionBehindSilence(long from, long to) {
        long silentFrom = from;
        long at = from;
        while (at < to) {
            int count = (int) Math.min(to - at, stepSamples(silentFrom + silenceSamples - at));
            listen(count);
            for (int block = 0; block * blockSamples < count; block++) {
                long blockEnd = at + Math.min(count, (block + 1) * blockSamples);
                if (isLoud[block]) {
                    silentFrom = blockEnd;
                } else if (blockEnd - silentFrom >= silenceSamples) {
                    return silentFrom + silenceSamples;
                }
            }
            at += count;
        }
        return -1;
    }

    /** Whole blocks, no more than may answer the question. */
    private long stepSamples(long needed) {
        long blocks = (needed + blockSamples - 1) / blockSamples;
        return blockSamples * Math.min(STEP_BLOCKS, blocks);
    }

    private void listen(int count) {
        Arrays.fill(isLoud, false);
        for (TrackRenderer track : tracks) {
            track.read(samples, count);
            for (int block = 0; block * blockSamples < count; block++) {
                int from = block * blockSamples;
                isLoud[block] |= loudBlocks.isLoud(samples, from, Math.min(count, from + blockSamples));
            }
        }
    }
}
