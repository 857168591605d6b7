/**
 * Calls as an edge publishes them: captured or generated ones become the commands and frames of a leg, and go to the
 * topics at the call's own speed or as fast as they can.
 *
 * <p>{@link io.tonearm.devkit.call.LegScript} says what is published, as values; {@link
 * io.tonearm.devkit.call.CallPublisher} publishes it. In between a test may shuffle, split and repeat. Not here: reading
 * captures ({@code io.tonearm.devkit.capture}), and reading what the recorder answers. Times are microseconds since the
 * Unix epoch on the call's clock where they end in {@code AtMicros}, {@code beginMicros} or {@code endMicros}, and offsets
 * from the call's begin where a type says so.
 */
@NullMarked
package io.tonearm.devkit.call;

import org.jspecify.annotations.NullMarked;
