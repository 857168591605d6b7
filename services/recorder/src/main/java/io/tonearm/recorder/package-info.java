/**
 * The recorder: a Kafka Streams application that turns commands and frames into recordings in S3 and events about them.
 *
 * <p>{@link io.tonearm.recorder.Recorder} wires and runs it, {@link io.tonearm.recorder.RecorderConfig} says how. The work
 * on a leg is in {@code leg}, object stores are in {@code delivery}, translation of events in {@code event}; the rules are
 * in {@code io.tonearm.media}.
 */
@NullMarked
package io.tonearm.recorder;

import org.jspecify.annotations.NullMarked;
