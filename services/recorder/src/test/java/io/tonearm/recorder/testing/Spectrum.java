package io.tonearm.recorder.testing;

/** How much of a sound lies at one frequency. Stateless. */
public final class Spectrum {

    private Spectrum() {}

    /**
     * The share of a stretch's energy that a sine of this frequency has, 0 to 1; NaN for silence. Exact where the stretch is
     * a whole number of periods.
     */
    public static double share(short[] samples, int from, int to, double frequencyHz, int sampleRate) {
        double real = 0;
        double imaginary = 0;
        double energy = 0;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * frequencyHz * i / sampleRate;
            real += samples[i] * Math.cos(angle);
            imaginary += samples[i] * Math.sin(angle);
            energy += (double) samples[i] * samples[i];
        }
        return 2 * (real * real + imaginary * imaginary) / (energy * (to - from));
    }
}
