package io.tonearm.media.audio;

import io.tonearm.media.rtp.Track;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of one track's packets between start and end of a recording, pauses excluded. Immutable.
 *
 * @param track the track
 * @param packetsExpected what the sequence numbers account for (RFC 3550 section 6.4.1)
 * @param packetsReceived distinct packets
 * @param packetsDuplicated repeats of a packet
 * @param packetsReordered distinct packets captured after one with a higher sequence number
 * @param packetsLate packets delayed by more than the settle time, or strays of a source that never continued
 * @param packetsUndecodable packets that could not be decoded, for their codec or their length
 * @param jitterMicros interarrival jitter at the end in microseconds (RFC 3550 section 6.4.1), the worst source's
 * @param longestGapMicros longest stretch without audio in microseconds
 * @param codecs encoding names in order of first use
 */
public record TrackQuality(
        Track track,
        long packetsExpected,
        long packetsReceived,
        long packetsDuplicated,
        long packetsReordered,
        long packetsLate,
        long packetsUndecodable,
        long jitterMicros,
        long longestGapMicros,
        List<String> codecs) {

    public TrackQuality {
        codecs = List.copyOf(codecs);
    }

    /** Expected less received; never below 0. */
    public long packetsLost() {
        return Math.max(0, packetsExpected - packetsReceived);
    }

    /** Nothing received on a track. */
    static TrackQuality none(Track track) {
        return new TrackQuality(track, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    /** Both together: counts are added, jitter and gap are the worse, codecs are all of them. */
    TrackQuality plus(TrackQuality other) {
        return new TrackQuality(
                track,
                packetsExpected + other.packetsExpected,
                packetsReceived + other.packetsReceived,
                packetsDuplicated + other.packetsDuplicated,
                packetsReordered + other.packetsReordered,
                packetsLate + other.packetsLate,
                packetsUndecodable + other.packetsUndecodable,
                Math.max(jitterMicros, other.jitterMicros),
                Math.max(longestGapMicros, other.longestGapMicros),
                Stream.concat(codecs.stream(), other.codecs.stream()).distinct().toList());
    }
}
