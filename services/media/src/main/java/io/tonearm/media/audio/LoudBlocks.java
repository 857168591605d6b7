package io.tonearm.media.audio;

/** Tells blocks of samples that are louder than silence may be. Immutable. */
final class LoudBlocks {

    private static final int BLOCKS_PER_SECOND = 50;

    private final double mostMeanSquare;

    LoudBlocks(SilenceThreshold threshold) {
        this.mostMeanSquare = threshold.meanSquare();
    }

    /** Samples of a block: those of 20 ms, rounded down, at least 1. */
    static int samplesPerBlock(int sampleRate) {
        return Math.max(1, sampleRate / BLOCKS_PER_SECOND);
    }

    /** Whether the RMS of {@code samples[from]} to {@code samples[to - 1]}, at least one, is above the threshold. */
    boolean isLoud(short[] samples, int from, int to) {
        long squares = 0;
        for (int i = from; i < to; i++) {
            squares += samples[i] * samples[i];
        }
        return squares > mostMeanSquare * (to - from);
    }
}
