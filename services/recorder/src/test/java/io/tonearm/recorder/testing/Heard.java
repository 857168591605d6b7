package io.tonearm.recorder.testing;

import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Tape;
import io.tonearm.media.testing.WavSamples;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one must hear in a file of 8,000 Hz: stretches of a call and silence, one behind the other, the participant on the left
 * and the edge on the right. Not thread-safe.
 */
public final class Heard {

    private static final int SAMPLES_PER_MILLI = 8;

    private final TestCall call;
    private final Map<Track, short[]> tracks = new EnumMap<>(Track.class);

    private Heard(TestCall call) {
        this.call = call;
        for (Track track : Track.values()) {
            tracks.put(track, new short[0]);
        }
    }

    /** Nothing yet. */
    public static Heard of(TestCall call) {
        return new Heard(call);
    }

    /** One stretch of a call and nothing else. */
    public static Heard of(TestCall call, long fromMicros, long toMicros) {
        return of(call).then(fromMicros, toMicros);
    }

    /** Then this stretch of the call, which begins and ends between two packets. */
    public Heard then(long fromMicros, long toMicros) {
        tracks.replaceAll((track, samples) -> joined(samples, call.samples(track, fromMicros, toMicros)));
        return this;
    }

    /** Then silence. */
    public Heard thenSilence(int millis) {
        tracks.replaceAll((track, samples) -> joined(samples, new short[millis * SAMPLES_PER_MILLI]));
        return this;
    }

    private static short[] joined(short[] first, short[] second) {
        short[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Compares with a file.
     *
     * @throws AssertionError with the first sample that differs
     */
    public void assertIn(byte[] file) {
        WavSamples wav = WavSamples.read(file);
        if (wav.channels() != 2) {
            throw new AssertionError("file must be stereo, channels=" + wav.channels());
        }
        assertOn(Track.INCOMING, wav.channel(0));
        assertOn(Track.OUTGOING, wav.channel(1));
    }

    private void assertOn(Track track, short[] actual) {
        short[] expected = Objects.requireNonNull(tracks.get(track));
        Tape.of(expected.length).put(0, expected).assertEquals(actual);
    }
}
