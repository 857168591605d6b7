package io.tonearm.media.testing;

import io.tonearm.media.audio.CompandingLaw;
import io.tonearm.media.rtp.PayloadFormat;

/**
 * Audio in which every sample follows from its number, none is silence, and no stretch equals a shifted one. Thread-safe.
 */
public final class NumberedAudio {

    /** PCMU, 8,000 Hz. */
    public static final PayloadFormat PCMU = new PayloadFormat("PCMU", 8000, 1);

    /** PCMA, 8,000 Hz. */
    public static final PayloadFormat PCMA = new PayloadFormat("PCMA", 8000, 1);

    /** L16 mono, 8,000 Hz; the same samples as PCMU has. */
    public static final PayloadFormat L16 = new PayloadFormat("L16", 8000, 1);

    private NumberedAudio() {}

    /** A code of G.711 by number; silence and what is next to it in neither law. */
    static byte code(long number) {
        long mixed = number * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
        int sign = (int) (mixed >>> 40) & 0x80;
        return (byte) (sign | (mixed >>> 50 & 0x3F));
    }

    /** What a sample is decoded to. */
    public static short sample(PayloadFormat format, long number) {
        CompandingLaw law = format.is("PCMA") ? CompandingLaw.A_LAW : CompandingLaw.MU_LAW;
        return law.decode(code(number));
    }

    /** The samples from a number on as a payload. */
    public static byte[] payload(PayloadFormat format, long from, int count) {
        int width = format.is("L16") ? 2 : 1;
        byte[] payload = new byte[count * width];
        for (int i = 0; i < count; i++) {
            if (width == 1) {
                payload[i] = code(from + i);
            } else {
                short sample = sample(format, from + i);
                payload[2 * i] = (byte) (sample >> 8);
                payload[2 * i + 1] = (byte) sample;
            }
        }
        return payload;
    }
}
