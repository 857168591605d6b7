package io.tonearm.media.audio;

/** A sine with a soft beginning and end, the same on every JVM. Thread-safe. */
public final class Tone {

    private Tone() {}

    /**
     * The samples of a tone. It starts at phase 0 and is raised and lowered along half a cosine.
     *
     * @param frequencyHz above 0, below half the sample rate
     * @param count samples of the whole tone, fades included; 0 or more
     * @param levelDbfs level between the fades; 0 is a peak of 32,767, so at most 0
     * @param fadeSamples length of each fade; a tone shorter than both has fades of half its length
     * @param sampleRate samples per second
     * @throws IllegalArgumentException where a parameter is out of its range; settings are to be checked before
     */
    public static short[] samples(double frequencyHz, int count, double levelDbfs, int fadeSamples, int sampleRate) {
        require(
                frequencyHz > 0 && frequencyHz < sampleRate / 2.0,
                "above 0 and below half the sample rate",
                "frequencyHz",
                frequencyHz);
        require(count >= 0, "0 or more", "count", count);
        require(levelDbfs <= 0, "0 or less", "levelDbfs", levelDbfs);
        require(fadeSamples >= 0, "0 or more", "fadeSamples", fadeSamples);
        double peak = Short.MAX_VALUE * StrictMath.pow(10, levelDbfs / 20);
        double step = 2 * StrictMath.PI * frequencyHz / sampleRate;
        int fade = Math.min(fadeSamples, count / 2);
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            int toEdge = Math.min(i, count - 1 - i);
            double gain = toEdge < fade ? (1 - StrictMath.cos(StrictMath.PI * toEdge / fade)) / 2 : 1;
            samples[i] = (short) Math.round(peak * gain * StrictMath.sin(step * i));
        }
        return samples;
    }

    private static void require(boolean holds, String expected, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException("tone must have " + name + " " + expected + ", " + name + "=" + value);
        }
    }
}
