package io.tonearm.media.audio;

import java.util.Objects;

/**
 * Decodes L16 (RFC 3551 section 4.5.11): signed 16-bit samples, high byte first. Several channels are averaged, toward
 * zero. A payload that ends within a sample of all channels cannot be decoded.
 *
 * <p>Keeps nothing between payloads; thread-safe.
 */
final class L16Decoder implements AudioDecoder {

    private final int sampleRate;
    private final int channels;

    L16Decoder(int sampleRate, int channels) {
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int samples(int payloadBytes) {
        int blockBytes = 2 * channels;
        return payloadBytes % blockBytes == 0 ? payloadBytes / blockBytes : 0;
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
                sum += source[from++] << 8 | (source[from++] & 0xFF);
            }
            target[i] = (short) (sum / channels);
        }
        return samples;
    }
}
