package io.tonearm.media.recording;

import io.tonearm.media.rtp.Track;
import java.util.List;

/** Which tracks a recording holds. */
public enum TrackSelection {
    /** Stereo: incoming left, outgoing right. */
    BOTH,
    /** Mono. */
    INCOMING,
    /** Mono. */
    OUTGOING;

    /** The tracks in the order of their channels. */
    public List<Track> tracks() {
        return switch (this) {
            case BOTH -> List.of(Track.INCOMING, Track.OUTGOING);
            case INCOMING -> List.of(Track.INCOMING);
            case OUTGOING -> List.of(Track.OUTGOING);
        };
    }
}
