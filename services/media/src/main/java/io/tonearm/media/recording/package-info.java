/**
 * The life of a call leg: commands in, answers and effects out, as pure functions of what was said and when.
 *
 * <p>{@link io.tonearm.media.recording.Lifecycle} holds the rules; {@link io.tonearm.media.recording.CallLegState} and
 * {@link io.tonearm.media.recording.Recording} are what they change. Nothing here reads a clock, a topic or a store. All
 * times are wall-clock microseconds since the Unix epoch as the edges stamp them.
 */
@NullMarked
package io.tonearm.media.recording;

import org.jspecify.annotations.NullMarked;
