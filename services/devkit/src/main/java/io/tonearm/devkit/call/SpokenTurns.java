package io.tonearm.devkit.call;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The voice of one of two parties who take turns: syllables of a buzzing tone with some breath in it, and faint noise while
 * the other one speaks. Gives 8,000 samples a second. Not thread-safe.
 */
final class SpokenTurns {

    private static final int SAMPLE_RATE = 8_000;
    private static final int WAVE_SAMPLES = 256;
    private static final int LOUDEST = 9_000;
    private static final int FAINTEST = 16;
    private static final int SYLLABLE_SAMPLES = 1_800;
    private static final short[] WAVE = wave();

    private final SplittableRandom random;
    private final List<int[]> turns;
    private final int party;
    private final double pitchStep;
    private double phase;
    private int position;
    private int turn;

    /**
     * A voice.
     *
     * @param turns of both parties as {@link #draw} gave them
     * @param party 0 or 1; party 0 has the even turns
     */
    SpokenTurns(SplittableRandom random, List<int[]> turns, int party) {
        this.random = random;
        this.turns = turns;
        this.party = party;
        this.pitchStep = random.nextDouble(100, 220) * WAVE_SAMPLES / SAMPLE_RATE;
    }

    /** Turns of half a second to four seconds with short pauses between them: first sample, and first one after it. */
    static List<int[]> draw(SplittableRandom random, int samples) {
        List<int[]> turns = new ArrayList<>();
        int at = 0;
        while (at < samples) {
            int begin = at + random.nextInt(SAMPLE_RATE / 10, SAMPLE_RATE * 8 / 10);
            int end = begin + random.nextInt(SAMPLE_RATE / 2, SAMPLE_RATE * 4);
            turns.add(new int[] {begin, end});
            at = end;
        }
        return turns;
    }

    /** A period of the tone: a few harmonics, weaker as they are higher. */
    private static short[] wave() {
        short[] wave = new short[WAVE_SAMPLES];
        for (int i = 0; i < wave.length; i++) {
            double sum = 0;
            for (int harmonic = 1; harmonic <= 5; harmonic++) {
                sum += StrictMath.sin(2 * StrictMath.PI * harmonic * i / wave.length) / harmonic;
            }
            wave[i] = (short) (sum / 1.9 * LOUDEST);
        }
        return wave;
    }

    /** The next sample. */
    short next() {
        while (turn < turns.size() && position >= turns.get(turn)[1]) {
            turn++;
        }
        int noise = random.nextInt(-FAINTEST, FAINTEST + 1);
        boolean speaks = turn < turns.size() && turn % 2 == party && position >= turns.get(turn)[0];
        int sample = speaks ? syllable(position - turns.get(turn)[0]) + 8 * noise : noise;
        position++;
        return (short) sample;
    }

    private int syllable(int at) {
        phase = (phase + pitchStep) % WAVE_SAMPLES;
        int inSyllable = at % SYLLABLE_SAMPLES;
        int rise = Math.min(inSyllable, SYLLABLE_SAMPLES - inSyllable);
        return WAVE[(int) phase] * rise / (SYLLABLE_SAMPLES / 2);
    }
}
