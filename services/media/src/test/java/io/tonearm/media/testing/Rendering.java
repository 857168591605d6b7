package io.tonearm.media.testing;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseFill;
import io.tonearm.media.audio.PauseTones;
import io.tonearm.media.audio.RecordingRenderer;
import io.tonearm.media.audio.RecordingRenderer.RenderedQuality;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.audio.TrackQuality;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recording to be rendered: PCM, pauses silent, no tones, unless it is said otherwise. Not thread-safe. */
public final class Rendering {

    private final RecordingSpan span;
    private final Map<Track, Iterator<RtpFrame>> tracks = new EnumMap<>(Track.class);
    private PauseFill fill = PauseFill.SILENCE;
    private @Nullable PauseTones tones;
    private FileEncoding encoding = FileEncoding.PCM_16;

    private Rendering(RecordingSpan span) {
        this.span = span;
    }

    public static Rendering of(RecordingSpan span) {
        return new Rendering(span);
    }

    /** A track by its frames in whatever order. */
    public Rendering track(Track track, List<RtpFrame> frames) {
        List<RtpFrame> ordered = new ArrayList<>(frames);
        ordered.sort(RtpFrame.CANONICAL_ORDER);
        return track(track, ordered.iterator());
    }

    /** A track by its frames in canonical order. */
    public Rendering track(Track track, Iterator<RtpFrame> frames) {
        tracks.put(track, frames);
        return this;
    }

    public Rendering fill(PauseFill pauseFill) {
        fill = pauseFill;
        return this;
    }

    public Rendering tones(PauseTones pauseTones) {
        tones = pauseTones;
        return this;
    }

    public Rendering encoding(FileEncoding fileEncoding) {
        encoding = fileEncoding;
        return this;
    }

    /** The renderer, not run yet. */
    public RecordingRenderer renderer() {
        return new RecordingRenderer(span, fill, tones, encoding, Map.of("INAM", "call-1"), tracks);
    }

    /**
     * The finished file.
     *
     * @throws AssertionError where its size is not what was announced
     */
    public Rendered render() {
        RecordingRenderer renderer = renderer();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            RenderedQuality quality = renderer.writeTo(out);
            if (out.size() != renderer.size()) {
                throw new AssertionError(
                        "file must have the announced size, size=" + renderer.size() + ", written=" + out.size());
            }
            return new Rendered(out.toByteArray(), quality);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A rendered file and what is said of it. Immutable, but for its bytes. */
    public static final class Rendered {

        private final byte[] bytes;
        private final RenderedQuality quality;

        private Rendered(byte[] bytes, RenderedQuality quality) {
            this.bytes = bytes;
            this.quality = quality;
        }

        public byte[] bytes() {
            return bytes;
        }

        public WavSamples wav() {
            return WavSamples.read(bytes);
        }

        /** The samples of the left or only channel. */
        public short[] samples() {
            return wav().channel(0);
        }

        public boolean mediaMissing() {
            return quality.mediaMissing();
        }

        /** What became of the first track's packets. */
        public TrackQuality quality() {
            return quality.tracks().get(0);
        }

        public List<TrackQuality> qualities() {
            return quality.tracks();
        }
    }
}
