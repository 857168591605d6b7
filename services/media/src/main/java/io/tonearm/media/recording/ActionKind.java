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
    DIGIT_PRESSED;

    /** Whether it begins a recording. */
    public boolean starts() {
        return this == START_RECORDING || this == RECORD_AUDIO;
    }

    /** Whether it only tells what happened: it succeeds also where nothing is recorded. */
    boolean isNotice() {
        return this == LEG_ENDED || this == LEG_TRANSFERRED || this == DIGIT_PRESSED;
    }
}
