package io.tonearm.media.testing;

import io.tonearm.media.recording.FrameSource;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The packets of a recording as lists, in whatever order they were given. Not thread-safe. */
public final class ListedFrames implements FrameSource {

    private final Map<Track, List<RtpFrame>> tracks = new EnumMap<>(Track.class);

    private ListedFrames() {}

    /** No packets. */
    public static ListedFrames none() {
        return new ListedFrames();
    }

    /** Adds packets to a track. */
    public ListedFrames with(Track track, List<RtpFrame> frames) {
        tracks.computeIfAbsent(track, unknown -> new ArrayList<>()).addAll(frames);
        return this;
    }

    @Override
    public <T> T read(Set<Track> wanted, Function<Map<Track, Iterator<RtpFrame>>, T> reader) {
        Map<Track, Iterator<RtpFrame>> iterators = new EnumMap<>(Track.class);
        for (Track track : wanted) {
            List<RtpFrame> frames = new ArrayList<>(tracks.getOrDefault(track, List.of()));
            frames.sort(RtpFrame.CANONICAL_ORDER);
            iterators.put(track, frames.iterator());
        }
        return reader.apply(iterators);
    }

    /** Shows each packet as a stretch of its own. */
    @Override
    public void passOver(long gapMicros, Stretches stretches) {
        tracks.values().stream()
                .flatMap(List::stream)
                .mapToLong(RtpFrame::capturedAtMicros)
                .sorted()
                .forEach(micros -> stretches.pass(micros, micros));
    }
}
