/**
 * RTP as RFC 3550 defines it: packets, their numbers unwrapped to 64 bits, payload types, reception statistics.
 *
 * <p>Here are bytes and counts; where a packet's audio goes is the business of {@code io.tonearm.media.audio}. Unsigned
 * 16-bit values are {@code int}, unsigned 32-bit values are {@code long}. An RTP timestamp counts ticks of the payload's
 * clock rate and is never wall time; capture times are wall-clock microseconds since the Unix epoch.
 */
@NullMarked
package io.tonearm.media.rtp;

import org.jspecify.annotations.NullMarked;
