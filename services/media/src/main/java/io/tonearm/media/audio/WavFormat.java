package io.tonearm.media.audio;

/**
 * What the {@code fmt} chunk of a WAV file says. A sample frame is one sample of each channel.
 *
 * @param encoding how a sample is stored
 * @param channels 1, or 2 for left and right; more would need another kind of {@code fmt} chunk
 * @param sampleRate samples per second of each channel, 1 to 192,000
 */
public record WavFormat(FileEncoding encoding, int channels, int sampleRate) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where one is out of its range; settings are to be checked before
     */
    public WavFormat {
        if (channels != 1 && channels != 2) {
            throw new IllegalArgumentException("channels must be 1 or 2, channels=" + channels);
        }
        if (sampleRate < 1 || sampleRate > 192_000) {
            throw new IllegalArgumentException("sample rate must be 1 to 192,000, sampleRate=" + sampleRate);
        }
    }

    /** Bytes of one sample frame. */
    public int blockAlign() {
        return channels * encoding.bytesPerSample();
    }

    /** Bytes of one second. */
    public int bytesPerSecond() {
        return blockAlign() * sampleRate;
    }

    /** Bytes of the file before its first sample, the same for every length and RIFF as well as RF64. */
    public int headerBytes() {
        return isCompanded() ? 94 : 80;
    }

    boolean isCompanded() {
        return encoding != FileEncoding.PCM_16;
    }
}
