package io.tonearm.media.recording;

/** Why a recording ended. */
public enum EndReason {
    STOPPED,
    LEG_ENDED,
    LEG_TRANSFERRED,
    /** It lasted as long as its start or its policy allows. */
    DURATION_REACHED,
    /** Nobody was heard for as long as its start allows. */
    SILENCE_REACHED,
    /** One of its terminators was pressed. */
    TERMINATOR_PRESSED,
    /** No packet came for as long as the policy allows. */
    NO_MEDIA,
    /** A pause lasted as long as the policy allows, and that ends the recording. */
    PAUSE_EXPIRED
}
