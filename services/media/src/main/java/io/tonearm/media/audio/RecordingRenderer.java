package io.tonearm.media.audio;

import io.tonearm.media.audio.FileLayout.Stretch;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the WAV file of a finished recording out of its frames. The same frames always give the same bytes. One renderer
 * makes one file. Not thread-safe.
 */
public final class RecordingRenderer {

    private static final int STEP_SAMPLES = 8000;

    private final RecordingSpan span;
    private final FileEncoding encoding;
    private final @Nullable PauseTones tones;
    private final FileLayout layout;
    private final WavFile file;
    private final List<TrackRenderer> tracks;
    private final short[] samples = new short[STEP_SAMPLES];
    private final byte[] encoded;

    /**
     * Prepares the file: its size is known from now on.
     *
     * @param span what part of the call it holds
     * @param fill what stands for the pauses
     * @param tones what marks them; null for none
     * @param encoding of the file
     * @param info RIFF INFO texts by their four-letter ids
     * @param frames the recorded tracks, one or two, each in canonical order; read while rendering
     */
    public RecordingRenderer(
            RecordingSpan span,
            PauseFill fill,
            @Nullable PauseTones tones,
            FileEncoding encoding,
            Map<String, String> info,
            Map<Track, Iterator<RtpFrame>> frames) {
        this.span = span;
        this.encoding = encoding;
        this.tones = tones;
        this.layout = FileLayout.of(span.clock(), span.endMicros(), span.pauses(), fill, tones);
        SortedMap<Track, Iterator<RtpFrame>> ordered = new TreeMap<>(frames);
        this.tracks = ordered.entrySet().stream()
                .map(entry -> new TrackRenderer(span, entry.getKey(), entry.getValue()))
                .toList();
        WavFormat format = new WavFormat(encoding, tracks.size(), span.clock().sampleRate());
        this.file = new WavFile(format, layout.samples(), cuePoints(layout), info);
        this.encoded = new byte[STEP_SAMPLES * format.blockAlign()];
    }

    private static List<CuePoint> cuePoints(FileLayout layout) {
        List<CuePoint> points = new ArrayList<>();
        for (Stretch stretch : layout.stretches()) {
            if (stretch.pause() != null) {
                points.add(new CuePoint(stretch.filePosition(), "pause"));
                points.add(new CuePoint(stretch.filePosition() + stretch.samples(), "resume"));
            }
        }
        return points;
    }

    /** Size of the whole file in bytes. */
    public long size() {
        return file.size();
    }

    /** What stands where in the file, in order. */
    public List<Stretch> layout() {
        return layout.stretches();
    }

    /** Length of the file in microseconds, rounded down. */
    public long durationMicros() {
        return span.clock().microsOf(layout.samples());
    }

    /**
     * Writes the file, once.
     *
     * @param out receives it; neither flushed nor closed
     * @throws IOException where {@code out} fails; the caller throws away what was written
     */
    public RenderedQuality writeTo(OutputStream out) throws IOException {
        out.write(file.header());
        for (Stretch stretch : layout.stretches()) {
            for (long at = 0; at < stretch.samples(); at += STEP_SAMPLES) {
                int count = (int) Math.min(STEP_SAMPLES, stretch.samples() - at);
                write(stretch, at, count, out);
            }
            if (stretch.pause() != null) {
                tracks.forEach(track -> track.skip(stretch.clockSamples()));
            }
        }
        out.write(file.trailer());
        return new RenderedQuality(
                tracks.stream().map(TrackRenderer::quality).toList(),
                tracks.stream().allMatch(TrackRenderer::isMediaMissing));
    }

    private void write(Stretch stretch, long at, int count, OutputStream out) throws IOException {
        int sampleBytes = encoding.bytesPerSample();
        int stride = sampleBytes * tracks.size();
        for (int channel = 0; channel < tracks.size(); channel++) {
            if (stretch.pause() == null) {
                tracks.get(channel).read(samples, count);
            } else {
                Arrays.fill(samples, 0, count, (short) 0);
                if (tones != null) {
                    tones.overlay(stretch.samples(), span.clock().sampleRate(), at, count, samples);
                }
            }
            encoding.encode(samples, count, encoded, channel * sampleBytes, stride);
        }
        out.write(encoded, 0, count * stride);
    }

    /**
     * What a rendered file holds.
     *
     * @param tracks one entry per recorded track, incoming first
     * @param mediaMissing whether no packet at all was received: the file is silent
     */
    public record RenderedQuality(List<TrackQuality> tracks, boolean mediaMissing) {}
}
