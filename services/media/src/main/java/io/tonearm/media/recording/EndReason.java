package io.tonearm.media.recording;

/** Why a recording ended. */
public enum EndReason {
    STOPPED,
    LEG_ENDED,
    LEG_TRANSFERRED,
    DURATION_REACHED
}
