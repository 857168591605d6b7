package io.tonearm.media.audio;

/** What a file holds for a pause. */
public enum PauseFill {
    /** Silence of the pause's length: time in the file is time in the call. */
    SILENCE,
    /** Nothing but the tones: the file closes up. */
    OMIT
}
