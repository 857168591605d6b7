package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.recorder.leg.InputProgress.Input;
import io.tonearm.recorder.testing.SettableProgress;
import org.junit.jupiter.api.Test;

final class SettlingTest {

    private static final long READ = 50_000;
    private static final long PUBLISHED = 10_000;
    private static final long SETTLE = 2_000;

    private final SettableProgress progress = new SettableProgress();
    private final Settling settling = new Settling(progress, 0);

    private boolean isSettled(Input input) {
        return settling.isSettled(input, new Moment(READ, PUBLISHED), SETTLE);
    }

    @Test
    void nothingKnown_isNotSettled() {
        assertThat(isSettled(Input.FRAMES)).isFalse();
    }

    @Test
    void recordPublishedBeyondTheSettleTime_settlesItsInputOnly() {
        settling.noteRead(Input.FRAMES, PUBLISHED + SETTLE);
        assertThat(isSettled(Input.FRAMES)).isFalse();

        settling.noteRead(Input.FRAMES, PUBLISHED + SETTLE + 1);
        assertThat(isSettled(Input.FRAMES)).isTrue();
        assertThat(isSettled(Input.COMMANDS)).isFalse();
    }

    @Test
    void earlierRecordReadAfterwards_takesNothingBack() {
        settling.noteRead(Input.FRAMES, PUBLISHED + SETTLE + 1);
        settling.noteRead(Input.FRAMES, 1);

        assertThat(isSettled(Input.FRAMES)).isTrue();
    }

    @Test
    void progressASettleTimeAfterTheReading_settles() {
        progress.processedUntil(READ + SETTLE - 1);
        assertThat(isSettled(Input.FRAMES)).isFalse();

        progress.processedUntil(READ + SETTLE);
        assertThat(isSettled(Input.FRAMES)).isTrue();
    }

    @Test
    void timeOfPublishingNotKnown_isSettledByProgressOnly() {
        settling.noteRead(Input.FRAMES, Long.MAX_VALUE);
        assertThat(settling.isSettled(Input.FRAMES, Moment.at(READ), SETTLE)).isFalse();

        progress.processedUntil(READ + SETTLE);
        assertThat(settling.isSettled(Input.FRAMES, Moment.at(READ), SETTLE)).isTrue();
    }
}
