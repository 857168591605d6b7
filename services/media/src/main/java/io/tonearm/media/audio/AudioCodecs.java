package io.tonearm.media.audio;

import io.tonearm.media.rtp.PayloadFormat;
import java.util.Locale;
import java.util.Optional;

/** The codecs that are here: PCMU, PCMA and L16 (RFC 3551). Thread-safe. */
public final class AudioCodecs {

    /** Lowest sample rate that is decoded. A lower one, raised to a file's rate, would make hours out of one packet. */
    public static final int LOWEST_SAMPLE_RATE = 8_000;

    /** Highest sample rate that is decoded. */
    public static final int HIGHEST_SAMPLE_RATE = 192_000;

    private AudioCodecs() {}

    /**
     * A new decoder for one track and SSRC; empty for an encoding that is not here or a clock rate out of range, whose
     * packets count as lost.
     */
    public static Optional<AudioDecoder> decoderFor(PayloadFormat format) {
        int sampleRate = format.clockRate();
        if (sampleRate < LOWEST_SAMPLE_RATE || sampleRate > HIGHEST_SAMPLE_RATE) {
            return Optional.empty();
        }
        return switch (format.encodingName().toUpperCase(Locale.ROOT)) {
            case "PCMU" -> Optional.of(new G711Decoder(CompandingLaw.MU_LAW, sampleRate, format.channels()));
            case "PCMA" -> Optional.of(new G711Decoder(CompandingLaw.A_LAW, sampleRate, format.channels()));
            case "L16" -> Optional.of(new L16Decoder(sampleRate, format.channels()));
            default -> Optional.empty();
        };
    }
}
