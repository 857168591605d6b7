package io.tonearm.media.audio;

/**
 * How loud silence may be, on the scale of a recording's {@code silenceThreshold}. Points of the scale are sound pressures,
 * with straight lines in dB between them, and 90 dB of sound pressure is full scale:
 *
 * <pre>
 * value           1    100    200   1000
 * sound pressure 30     45     60     75 dB
 * level         -60    -45    -30    -15 dBFS
 * </pre>
 *
 * @param value 1 to 1,000
 */
public record SilenceThreshold(int value) {

    private static final int[] VALUES = {1, 100, 200, 1000};
    private static final double[] PRESSURES_DB = {30, 45, 60, 75};
    private static final double FULL_SCALE_DB = 90;
    private static final double FULL_SCALE_MEAN_SQUARE = (double) Short.MAX_VALUE * Short.MAX_VALUE / 2;

    public SilenceThreshold {
        if (value < 1 || value > 1000) {
            throw new IllegalArgumentException("silence threshold must be 1 to 1,000, value=" + value);
        }
    }

    /** The highest level of silence in dBFS, RMS: a sine that peaks at 32,767 has 0. */
    public double levelDbfs() {
        int above = 1;
        while (VALUES[above] < value) {
            above++;
        }
        double share = (double) (value - VALUES[above - 1]) / (VALUES[above] - VALUES[above - 1]);
        double pressureDb = PRESSURES_DB[above - 1] + share * (PRESSURES_DB[above] - PRESSURES_DB[above - 1]);
        return pressureDb - FULL_SCALE_DB;
    }

    /** The mean of the squared samples at this level. */
    double meanSquare() {
        return FULL_SCALE_MEAN_SQUARE * StrictMath.pow(10, levelDbfs() / 10);
    }
}
