package io.tonearm.recorder.leg;

import java.util.OptionalLong;

/** How far the recorder has read its input, as the brokers see it. Safe for use by several threads. */
public interface InputProgress {

    /** The two inputs. */
    enum Input {
        COMMANDS,
        FRAMES
    }

    /**
     * Says until when everything that had been published on a partition has been processed and committed, in wall-clock
     * milliseconds; empty where that is not known yet. Asking makes it be found out, so ask again later.
     */
    OptionalLong processedUntilMillis(Input input, int partition);
}
