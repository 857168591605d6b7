package io.tonearm.devkit.capture;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One m=audio line of a session description (RFC 8866 section 5.14) with the attributes that belong to it.
 *
 * @param index how many m=audio lines are before it
 * @param receivesAt where its owner wants the RTP sent to
 * @param encrypted whether its protocol is SRTP
 * @param payloadTypes what its rtpmap attributes say, by number
 */
record AudioLine(
        int index, InetSocketAddress receivesAt, boolean encrypted, Map<Integer, CapturedPayloadType> payloadTypes) {}
