package io.tonearm.media.audio;

/**
 * Turns the payloads of one track into linear samples of one channel.
 *
 * <p>A decoder may keep the state of its codec between payloads: they are given in the order of their RTP timestamps,
 * and each track and SSRC has a decoder of its own. Not for use by several threads at once.
 */
public interface AudioDecoder {

    /** Samples per second of what {@link #decode} writes; not the clock rate of the RTP timestamps. */
    int sampleRate();

    /**
     * Most samples that a payload of this many bytes gives: the room {@link #decode} needs.
     *
     * @param payloadBytes 0 or more
     */
    int samples(int payloadBytes);

    /**
     * Decodes one payload.
     *
     * @param source holds the payload from {@code offset} on, {@code length} bytes; not changed
     * @param target gets the samples from index 0 on; room for {@link #samples samples(length)}
     * @return samples written; 0 for a payload that cannot be decoded, which counts as lost
     * @throws IndexOutOfBoundsException where the payload is not within the source, or the target too small; a mistake
     *     of the caller
     */
    int decode(byte[] source, int offset, int length, short[] target);
}
