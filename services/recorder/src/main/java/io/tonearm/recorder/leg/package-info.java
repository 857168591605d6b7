/**
 * One Kafka Streams task at work on its legs: records in, decisions of the domain carried out on stores and topics.
 *
 * <p>{@link io.tonearm.recorder.leg.LegProcessor} is the only processor; the other classes are its parts and live on its
 * stream thread. {@code Millis} here are wall-clock or record timestamps of Kafka, {@code Micros} are times of the call.
 */
@NullMarked
package io.tonearm.recorder.leg;

import org.jspecify.annotations.NullMarked;
