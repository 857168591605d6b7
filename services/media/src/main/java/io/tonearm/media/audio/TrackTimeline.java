package io.tonearm.media.audio;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.RtpPacket;
import io.tonearm.media.rtp.Track;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Places the frames of one track on the recording clock and decodes them into a {@link SampleWindow}.
 *
 * <p>A frame's place and whether it is late follow from capture times and RTP timestamps alone, never from when it was
 * given: the same frames in canonical order always give the same samples. Not thread-safe.
 */
final class TrackTimeline {

    private static final int MOST_SOURCES = 16;
    private static final int MOST_CODECS = 16;
    private static final int MOST_FRAME_SAMPLES = 8192;

    private final RecordingClock clock;
    private final long settleMicros;
    private final SampleWindow window;
    private final Map<Long, RtpSource> sources = new LinkedHashMap<>(MOST_SOURCES, 0.75f, true);
    private final Map<PayloadFormat, Optional<AudioDecoder>> decoders = new LinkedHashMap<>();
    private final Set<String> codecs = new LinkedHashSet<>();
    private final short[] decoded = new short[MOST_FRAME_SAMPLES];
    private long late;
    private long undecodable;
    private long frames;
    private boolean continued;
    private TrackQuality retired;

    TrackTimeline(Track track, RecordingClock clock, long settleMicros, SampleWindow window) {
        this.retired = TrackQuality.none(track);
        this.clock = clock;
        this.settleMicros = settleMicros;
        this.window = window;
    }

    /** Takes the next frame in canonical order. */
    void place(RtpFrame frame) {
        frames++;
        PayloadFormat format = frame.format();
        RtpSource source = sources.get(frame.packet().ssrc());
        if (format == null) {
            undecodable++;
        } else if (codecs.size() < MOST_CODECS) {
            codecs.add(format.encodingName());
        }
        if (format == null || format.is(PayloadFormat.TELEPHONE_EVENT)) {
            if (source != null) {
                source.receive(frame);
            }
            return;
        }
        if (source == null) {
            source = open(frame, format.clockRate());
        }
        source.place(frame, format.clockRate());
    }

    private RtpSource open(RtpFrame first, int clockRate) {
        if (sources.size() == MOST_SOURCES) {
            Long leastRecent = sources.keySet().iterator().next();
            RtpSource source = Objects.requireNonNull(sources.remove(leastRecent));
            source.finish();
            retired = retired.plus(source.quality(retired.track()));
        }
        RtpSource source = new RtpSource(clock, settleMicros, this::write, first, clockRate, continued);
        continued = true;
        sources.put(first.packet().ssrc(), source);
        return source;
    }

    private void write(RtpFrame frame, long position) {
        if (position < clock.positionAt(frame.capturedAtMicros() - settleMicros)) {
            late++;
            return;
        }
        PayloadFormat format = Objects.requireNonNull(frame.format());
        if (format.is(PayloadFormat.COMFORT_NOISE)) {
            return;
        }
        if (decoders.size() == MOST_CODECS) {
            decoders.clear();
        }
        Optional<AudioDecoder> decoder = decoders.computeIfAbsent(format, AudioCodecs::decoderFor)
                .filter(found -> found.sampleRate() == clock.sampleRate());
        RtpPacket packet = frame.packet();
        if (decoder.isEmpty() || decoder.get().samples(packet.payloadLength()) > MOST_FRAME_SAMPLES) {
            undecodable++;
            return;
        }
        int samples = decoder.get().decode(packet.bytes(), packet.payloadOffset(), packet.payloadLength(), decoded);
        if (samples == 0 && packet.payloadLength() > 0) {
            undecodable++;
        }
        window.write(position, decoded, samples);
    }

    /** Fixes the anchors that no frame captured from this time on can move. */
    void anchorUntil(long capturedAtMicros) {
        for (RtpSource source : sources.values()) {
            source.anchorUntil(capturedAtMicros);
        }
    }

    /** Fixes all anchors: no more frames come. */
    void finish() {
        sources.values().forEach(RtpSource::finish);
    }

    /** The first position that a frame captured at this time or later could still change. */
    long settledPosition(long capturedAtMicros) {
        long oldest = capturedAtMicros;
        for (RtpSource source : sources.values()) {
            oldest = Math.min(oldest, source.oldestPendingMicros());
        }
        return clock.positionAt(oldest - settleMicros);
    }

    /** Begins the statistics anew behind a pause. */
    void passPause() {
        sources.values().forEach(RtpSource::passPause);
    }

    /** Frames given, of whatever kind. */
    long frames() {
        return frames;
    }

    /** What became of the packets so far. */
    TrackQuality quality(long longestGapMicros) {
        TrackQuality sum = retired.plus(new TrackQuality(
                retired.track(), 0, 0, 0, 0, late, undecodable, 0, longestGapMicros, List.copyOf(codecs)));
        for (RtpSource source : sources.values()) {
            sum = sum.plus(source.quality(retired.track()));
        }
        return sum;
    }
}
