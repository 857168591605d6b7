package io.tonearm.media.audio;

import java.util.Objects;

/**
 * Decodes PCMU and PCMA (RFC 3551 section 4.5.14): one code of one byte per sample and channel. Several channels are
 * averaged, toward zero. A payload that ends within a sample of all channels cannot be decoded.
 *
 * <p>Keeps nothing between payloads; thread-safe.
 */
final class G711Decoder implements AudioDecoder {

    private final CompandingLaw law;
    private final int sampleRate;
    private final int channels;

    G711Decoder(CompandingLaw law, int sampleRate, int channels) {
        this.law = law;
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int samples(int payloadBytes) {
        return payloadBytes % channels == 0 ? payloadBytes / channels : 0;
    }

    @Override
    public int decode(byte[] source, int offset, int length, short[] target) {
        Objects.checkFromIndexSize(offset, length, source.length);
        int samples = samples(length);
        Objects.checkFromIndexSize(0, samples, target.length);
        int from = offset;
        for (int i = 0; i < samples; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += law.decode(source[from++]);
            }
            target[i] = (short) (sum / channels);
        }
        return samples;
    }
}
