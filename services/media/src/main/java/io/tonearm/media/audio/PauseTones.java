package io.tonearm.media.audio;

/**
 * The tones that mark where a pause begins and where it ends. They sound only inside the pause's stretch of the file and
 * never cover speech. Immutable.
 *
 * @param pauseHz frequency of the tone at the beginning
 * @param resumeHz frequency of the tone at the end
 * @param lengthMillis length of each, 1 to 1,000; a stretch shorter than both gives each half of it
 * @param levelDbfs level against a full-scale sine, -60 to 0
 * @param fadeMillis length of fade-in and fade-out, 0 to 100
 */
public record PauseTones(double pauseHz, double resumeHz, int lengthMillis, double levelDbfs, int fadeMillis) {

    /** 440 Hz and 880 Hz, 200 ms, -20 dBFS, 5 ms fade. */
    public static final PauseTones DEFAULT = new PauseTones(440, 880, 200, -20, 5);

    public PauseTones {
        if (lengthMillis < 1 || lengthMillis > 1000) {
            throw new IllegalArgumentException("tone must last 1 to 1,000 ms, lengthMillis=" + lengthMillis);
        }
        if (!(levelDbfs <= 0 && levelDbfs >= -60)) {
            throw new IllegalArgumentException("tone level must be -60 to 0 dBFS, levelDbfs=" + levelDbfs);
        }
        if (fadeMillis < 0 || fadeMillis > 100) {
            throw new IllegalArgumentException("fade must last 0 to 100 ms, fadeMillis=" + fadeMillis);
        }
    }

    /** Samples of one tone where there is room for it. */
    int samples(int sampleRate) {
        return (int) ((long) lengthMillis * sampleRate / 1000);
    }

    /**
     * What fills a pause's stretch: silence with one tone at its beginning and another at its end.
     *
     * @param count length of the stretch in samples
     * @param at first sample wanted, counted in the stretch
     * @param target receives {@code wanted} samples
     */
    void overlay(long count, int sampleRate, long at, int wanted, short[] target) {
        int each = (int) Math.min(samples(sampleRate), count / 2);
        mix(pauseHz, each, sampleRate, -at, wanted, target);
        mix(resumeHz, each, sampleRate, count - each - at, wanted, target);
    }

    private void mix(double frequencyHz, int length, int sampleRate, long offset, int wanted, short[] target) {
        if (offset >= wanted || offset + length <= 0) {
            return;
        }
        int fadeSamples = (int) ((long) fadeMillis * sampleRate / 1000);
        short[] tone = Tone.samples(frequencyHz, length, levelDbfs, fadeSamples, sampleRate);
        int from = (int) Math.max(0, -offset);
        int to = (int) Math.min(length, wanted - offset);
        System.arraycopy(tone, from, target, (int) (offset + from), to - from);
    }
}
