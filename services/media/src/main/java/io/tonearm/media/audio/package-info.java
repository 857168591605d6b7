/**
 * Audio of a recording: codecs, tones, the place of each sample on the recording clock, and the WAV file.
 *
 * <p>Here is what turns payloads into the bytes of a file. Packets and their statistics are in {@code
 * io.tonearm.media.rtp}; when a recording starts and ends is decided in {@code io.tonearm.media.recording}.
 *
 * <p>Samples are signed 16-bit linear {@code short}s. A sample position or count is per channel; a sample rate is
 * samples per second per channel, not the clock rate of RTP timestamps. Levels are dBFS: 0 is a sine that peaks at
 * 32,767. Companding is ITU-T G.711; files are RIFF WAVE, RF64 (EBU Tech 3306) beyond 4 GiB, little endian.
 */
@NullMarked
package io.tonearm.media.audio;

import org.jspecify.annotations.NullMarked;
