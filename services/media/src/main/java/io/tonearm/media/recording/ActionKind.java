package io.tonearm.media.recording;

/** What a command asks for. */
public enum ActionKind {
    START_RECORDING,
    PAUSE_RECORDING,
    RESUME_RECORDING,
    STOP_RECORDING,
    RECORD_AUDIO,
    ATTACH_METADATA,
    LEG_ENDED,
    LEG_TRANSFERRED,
    DIGIT_PRESSED
}
