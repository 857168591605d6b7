package io.tonearm.recorder.leg;

import io.tonearm.media.recording.FrameSource;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.recorder.leg.AudioStore.ClosableFrames;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The packets of a recording in the audio store. Lives on its stream thread. */
final class StoredFrames implements FrameSource {

    private final AudioStore audio;
    private final Recording recording;
    private final long untilMicros;

    /**
     * Reads a recording's packets.
     *
     * @param untilMicros those captured before
     */
    StoredFrames(AudioStore audio, Recording recording, long untilMicros) {
        this.audio = audio;
        this.recording = recording;
        this.untilMicros = untilMicros;
    }

    @Override
    public <T> T read(Set<Track> tracks, Function<Map<Track, Iterator<RtpFrame>>, T> reader) {
        Map<Track, ClosableFrames> opened = new EnumMap<>(Track.class);
        try {
            Map<Track, Iterator<RtpFrame>> frames = new EnumMap<>(Track.class);
            for (Track track : tracks) {
                ClosableFrames stored = audio.frames(recording, track, untilMicros);
                opened.put(track, stored);
                frames.put(track, stored.iterator());
            }
            return reader.apply(frames);
        } finally {
            opened.values().forEach(ClosableFrames::close);
        }
    }

    @Override
    public void passOver(long gapMicros, Stretches stretches) {
        audio.passOver(recording.legId(), recording.startMicros(), untilMicros, gapMicros, stretches);
    }
}
