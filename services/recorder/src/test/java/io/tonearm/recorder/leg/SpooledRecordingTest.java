package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.RecordingRenderer.RenderedQuality;
import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Policies;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.event.DeliveryWriting.RenderedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SpooledRecordingTest {

    private static final long START = 1_795_165_200_000_000L;
    private static final long END = START + 10_000_000;
    private static final long DAY = 24 * 3600 * 1_000_000L;

    private static PutObject put(StorageRule rule) {
        RecordingPolicy policy = Policies.chime().storage(rule).build();
        Commands next = Commands.of("leg");
        CallLegState state = CallLegState.IDLE;
        state = GrantedStarts.apply(state, next.start(START), policy).state();
        state = GrantedStarts.apply(state, next.stop(END), policy).state();
        Recording recording = state.recordings().get(0);
        RenderedFile file = new RenderedFile(0, 10_000_000, "00", new RenderedQuality(List.of(), false), List.of());
        SpooledFile audio = new SpooledFile(Path.of("file.wav"), 0, "00", "audio/wav");
        return new SpooledRecording(recording, file, audio, null)
                .toPut(recording.start().objects().get(0));
    }

    @Test
    void retention_countsFromTheEndOfTheRecording() {
        StorageRule rule = new StorageRule(Set.of(), "123456789012", "key", 36_500, false, null);

        PutObject put = put(rule);

        assertThat(put.rule()).isEqualTo(rule);
        assertThat(put.retainUntilMicros()).isEqualTo(END + 36_500 * DAY);
    }

    @Test
    void noRetention_isNoLock() {
        assertThat(put(StorageRule.ANYWHERE).retainUntilMicros()).isNull();
    }
}
