package io.tonearm.devkit.capture;

import java.nio.ByteBuffer;

/**
 * One frame of a link as the capture has it.
 *
 * @param capturedAtMicros microseconds since the Unix epoch; 0 where the frame is not timed
 * @param timed whether the capture has a time for it; a pcapng simple packet block has none
 * @param linkType the number of the link-layer header type, as pcap files use it
 * @param bytes what was captured, in network byte order; less than was on the wire where the capture has a snap length
 */
record LinkFrame(long capturedAtMicros, boolean timed, int linkType, ByteBuffer bytes) {}
