package io.tonearm.media.recording;

import io.tonearm.media.rtp.Track;

/**
 * How many packets an edge published for a leg, from the leg's first packet on. Immutable.
 *
 * @param incoming packets of the incoming track, 0 or more
 * @param outgoing packets of the outgoing track, 0 or more
 */
public record PublishedPackets(long incoming, long outgoing) {

    /** Packets of one track. */
    public long of(Track track) {
        return track == Track.INCOMING ? incoming : outgoing;
    }
}
