package io.tonearm.recorder.testing;

import io.tonearm.recorder.leg.InputProgress;
import java.util.OptionalLong;

/** A progress that is where it is told to be: nowhere at first. Not thread-safe. */
public final class SettableProgress implements InputProgress {

    private OptionalLong processedUntilMillis = OptionalLong.empty();

    /** Says that all that was published by this time is processed. */
    public void processedUntil(long millis) {
        processedUntilMillis = OptionalLong.of(millis);
    }

    @Override
    public OptionalLong processedUntilMillis(Input input, int partition) {
        return processedUntilMillis;
    }
}
