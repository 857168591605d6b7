package io.tonearm.media.audio;

import org.jspecify.annotations.Nullable;

/** How a WAV file stores a sample: 16 bits linear, low byte first, or one code of G.711. Thread-safe. */
public enum FileEncoding {
    /** Linear; 16 kB per second of one channel at 8 kHz. */
    PCM_16(1, 2, null),

    /** Half the bytes, mu-law. */
    MULAW(7, 1, CompandingLaw.MU_LAW),

    /** Half the bytes, A-law. */
    ALAW(6, 1, CompandingLaw.A_LAW);

    private final int formatTag;
    private final int bytesPerSample;
    private final @Nullable CompandingLaw law;

    FileEncoding(int formatTag, int bytesPerSample, @Nullable CompandingLaw law) {
        this.formatTag = formatTag;
        this.bytesPerSample = bytesPerSample;
        this.law = law;
    }

    /** The number that the {@code fmt} chunk gives the encoding (RFC 2361). */
    public int formatTag() {
        return formatTag;
    }

    /** Bytes of one sample of one channel. */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /**
     * Writes the samples of one channel. Channels are interleaved by one call each, a sample apart, with a stride of
     * one sample of all channels.
     *
     * @param samples the first {@code count} of them are written
     * @param targetOffset where the first sample goes
     * @param stride bytes from a sample to the next; at least {@link #bytesPerSample}, what is between is not touched
     * @throws IllegalArgumentException where samples would overlap; a mistake of the caller
     * @throws IndexOutOfBoundsException where the target is too small; a mistake of the caller
     */
    public void encode(short[] samples, int count, byte[] target, int targetOffset, int stride) {
        if (stride < bytesPerSample) {
            throw new IllegalArgumentException("stride must be at least one sample, stride=" + stride);
        }
        int at = targetOffset;
        if (law != null) {
            for (int i = 0; i < count; i++, at += stride) {
                target[at] = law.encode(samples[i]);
            }
        } else {
            for (int i = 0; i < count; i++, at += stride) {
                target[at] = (byte) samples[i];
                target[at + 1] = (byte) (samples[i] >> 8);
            }
        }
    }
}
