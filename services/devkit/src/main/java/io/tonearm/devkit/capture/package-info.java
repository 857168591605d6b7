/**
 * Captures of calls, pcap or pcapng, read into the RTP packets of their two directions.
 *
 * <p>Here are the capture formats, the layers down to UDP, and as much of SIP and SDP (RFC 3261, RFC 8866) as tells whose
 * audio a packet is. What is in the audio is not looked at: RTP packets leave as the bytes that were on the wire. Capture times are
 * wall-clock microseconds since the Unix epoch. SIP over TCP is understood where a message is in one segment; tunnels,
 * 802.11 and encrypted audio are not, and are said to be missing rather than left out.
 */
@NullMarked
package io.tonearm.devkit.capture;

import org.jspecify.annotations.NullMarked;
