package io.tonearm.media.rtp;

/**
 * What a payload type number means: encoding name, clock rate and channels, as an SDP rtpmap gives them (RFC 8866 section
 * 6.6). Names compare without regard to case. Immutable.
 *
 * @param encodingName the registered name, such as {@code PCMU}; 1 to 64 characters
 * @param clockRate RTP timestamp ticks per second, 1 to 1,000,000; G.722 says 8,000 although it samples at 16,000
 * @param channels interleaved audio channels, 1 to 255
 */
public record PayloadFormat(String encodingName, int clockRate, int channels) {

    /** RFC 4733: digits as named events, not audio. */
    public static final String TELEPHONE_EVENT = "telephone-event";

    /** RFC 3389: the level of the background noise while a sender is silent. */
    public static final String COMFORT_NOISE = "CN";

    public PayloadFormat {
        if (encodingName.isBlank() || encodingName.length() > 64) {
            throw new IllegalArgumentException(
                    "encoding name must have 1 to 64 characters, encodingName=" + encodingName);
        }
        if (clockRate < 1 || clockRate > 1_000_000) {
            throw new IllegalArgumentException("clock rate must be 1 to 1,000,000, clockRate=" + clockRate);
        }
        if (channels < 1 || channels > 255) {
            throw new IllegalArgumentException("channels must be 1 to 255, channels=" + channels);
        }
    }

    /** Whether the encoding has this registered name. */
    public boolean is(String name) {
        return encodingName.equalsIgnoreCase(name);
    }
}
