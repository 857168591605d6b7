package io.tonearm.recorder.output;

import java.util.Locale;

/** What became of packets on arrival; each is a counter. */
public enum FrameOutcome {
    /** Kept for a recording. */
    KEPT,
    /** Kept for a moment, because the command that decides about them may be on its way. */
    HELD,
    /** Of a pause: never kept. */
    PAUSED,
    /** Of no recording. */
    NOT_RECORDED,
    /** After the end of their recording, or after it was complete. */
    AFTER_END,
    /** No RTP. */
    MALFORMED,
    /** Of a leg that is another account's. */
    FOREIGN,
    /** More than may be held for a leg. */
    NO_ROOM;

    /** Name of the counter. */
    String metric() {
        return "packets-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
