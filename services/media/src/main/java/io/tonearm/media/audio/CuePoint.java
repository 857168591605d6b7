package io.tonearm.media.audio;

/**
 * A named place in a WAV file. Players show it as a marker or chapter.
 *
 * @param samplePosition sample frames before it, 0 or more
 * @param label at most 256 bytes of UTF-8, no control characters; {@link #labelled} takes any
 */
public record CuePoint(long samplePosition, String label) {

    /** Most bytes of a label. */
    public static final int MOST_LABEL_BYTES = 256;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where one is out of its range; a mistake of the caller
     */
    public CuePoint {
        if (samplePosition < 0) {
            throw new IllegalArgumentException("sample position must be 0 or more, samplePosition=" + samplePosition);
        }
        RiffText.check(label, MOST_LABEL_BYTES, "label");
    }

    /** A cue point with a text that came from outside, made fit as {@link RiffText#fitted} does. */
    public static CuePoint labelled(long samplePosition, String text) {
        return new CuePoint(samplePosition, RiffText.fitted(text, MOST_LABEL_BYTES));
    }
}
