package io.tonearm.media.rtp;

/** One direction of a leg's audio. */
public enum Track {
    /** From the participant to the edge; the left channel. */
    INCOMING,
    /** From the edge to the participant; the right channel. */
    OUTGOING
}
