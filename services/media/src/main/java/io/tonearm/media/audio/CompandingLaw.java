package io.tonearm.media.audio;

/**
 * One of the two companding laws of ITU-T G.711: a code of 8 bits for a linear sample.
 *
 * <p>Both directions are bit-exact with the software tools of ITU-T G.191. Samples are 16 bits wide: the 14 bits of
 * mu-law and the 13 bits of A-law, left justified. Every code but one survives {@code encode(decode(code))}: the
 * negative zero of mu-law, 0x7F, decodes to 0 as 0xFF does, and 0 encodes as 0xFF.
 *
 * <p>Looking a code up takes a fifth of the time of computing it. The tables are written by the constructor only;
 * thread-safe.
 */
@SuppressWarnings("ImmutableEnumChecker")
public enum CompandingLaw {
    /** North America and Japan; PCMU in RTP. */
    MU_LAW(0xFF) {
        @Override
        int expand(int code) {
            int inverted = ~code;
            int magnitude = ((((inverted & 0x0F) << 3) + BIAS) << (inverted >> 4 & 0x07)) - BIAS;
            return code < 0x80 ? -magnitude : magnitude;
        }

        @Override
        int compress(int sample) {
            int magnitude = Math.min(magnitude(sample), 0x7FFF - BIAS) + BIAS;
            int exponent = exponent(magnitude);
            int mantissa = magnitude >> (exponent + 3) & 0x0F;
            return ~(exponent << 4 | mantissa | (sample < 0 ? 0x80 : 0));
        }
    },

    /** The rest of the world; PCMA in RTP. It has no zero: silence is the sample 8. */
    A_LAW(0xD5) {
        @Override
        int expand(int code) {
            int toggled = code ^ 0x55;
            int exponent = toggled >> 4 & 0x07;
            int half = ((toggled & 0x0F) << 4) + 0x08;
            int magnitude = exponent == 0 ? half : (half + 0x100) << (exponent - 1);
            return code < 0x80 ? -magnitude : magnitude;
        }

        @Override
        int compress(int sample) {
            int magnitude = magnitude(sample);
            int exponent = exponent(magnitude | 0xFF);
            int mantissa = magnitude >> (Math.max(exponent, 1) + 3) & 0x0F;
            return (exponent << 4 | mantissa | (sample < 0 ? 0 : 0x80)) ^ 0x55;
        }
    };

    private static final int BIAS = 0x84;

    private final byte silence;
    private final short[] samples = new short[1 << 8];
    private final byte[] codes = new byte[1 << 16];

    CompandingLaw(int silence) {
        this.silence = (byte) silence;
        for (int code = 0; code < samples.length; code++) {
            samples[code] = (short) expand(code);
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            codes[sample & 0xFFFF] = (byte) compress(sample);
        }
    }

    abstract int expand(int code);

    abstract int compress(int sample);

    /** The ones' complement of a negative sample: decision values belong to the upper interval on both sides of 0. */
    private static int magnitude(int sample) {
        return sample < 0 ? ~sample : sample;
    }

    private static int exponent(int magnitude) {
        return 24 - Integer.numberOfLeadingZeros(magnitude);
    }

    /** The sample that a code stands for. */
    public short decode(byte code) {
        return samples[code & 0xFF];
    }

    /**
     * The code whose interval holds the sample. It is the nearest code, but for some samples next to a change of step:
     * there the intervals of G.711 do not meet halfway. A sample beyond the loudest code gets that.
     */
    public byte encode(short sample) {
        return codes[sample & 0xFFFF];
    }

    /** The code of silence: what 0 encodes as. */
    public byte silence() {
        return silence;
    }
}
