/**
 * What tests are made of: packets, tracks, commands, and a reader for the files that come out. Every sample of the audio made
 * here is recognizable by its number, so that a shift by one sample shows. Times are microseconds since the epoch.
 */
@NullMarked
package io.tonearm.media.testing;

import org.jspecify.annotations.NullMarked;
