/**
 * The {@code tonearm} command line: everything in one process, or a hand on any cluster.
 *
 * <p>{@link io.tonearm.sandbox.Tonearm} holds the commands; one class is one command, but for those of a leg, which are the
 * methods of {@link io.tonearm.sandbox.SendCommand}. Not here: the recorder and what it needs around it ({@code
 * io.tonearm.recorder}, {@code io.tonearm.devkit}); this package starts them, plays calls to them, sets their policies and
 * shows what they answer. Times are microseconds, offsets count from a call's begin.
 */
@NullMarked
package io.tonearm.sandbox;

import org.jspecify.annotations.NullMarked;
