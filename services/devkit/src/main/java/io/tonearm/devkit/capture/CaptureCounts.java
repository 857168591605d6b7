package io.tonearm.devkit.capture;

/**
 * How much of a capture became part of the call, and how much was left out and why. Immutable.
 *
 * @param frames link-layer frames in the file
 * @param sipMessages SIP requests and responses
 * @param rtpPackets packets in the call's directions
 * @param ignoredFlows flows of RTP that are not of this call, or repeat one of its directions
 * @param ignoredRtpPackets packets of those flows
 * @param otherDatagrams UDP datagrams and TCP segments that are neither SIP nor RTP (RTCP, STUN, DNS and the like), or were cut
 *     too short to tell
 * @param otherFrames frames with neither UDP nor TCP over IP in them, malformed ones included
 * @param unreadFrames frames of an interface whose link type is not understood
 * @param lostFragments fragments of IP packets whose rest is not in the capture
 */
public record CaptureCounts(
        long frames,
        long sipMessages,
        long rtpPackets,
        long ignoredFlows,
        long ignoredRtpPackets,
        long otherDatagrams,
        long otherFrames,
        long unreadFrames,
        long lostFragments) {}
