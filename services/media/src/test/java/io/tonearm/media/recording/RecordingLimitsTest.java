package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.recording.Recording.Marker;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Policies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a recording's limits lie, and where its file goes when nobody takes it. */
class RecordingLimitsTest {

    private static RecordingPolicy falling(String prefix) {
        return Policies.chime()
                .storage(new StorageRule(Set.of(), null, null, null, false, new Destination("fallback-bucket", prefix)))
                .build();
    }

    @Test
    void fallback_hasTheRecordingsNameInTheFallbackBucket() {
        TestedLeg leg = TestedLeg.with(falling("kept"));
        leg.granted(leg.commands.start(AT));

        assertThat(leg.last().fallback())
                .isEqualTo(ObjectKey.of(new Destination("fallback-bucket", "kept"), AT, "call-1", "leg-1", 1));
    }

    @Test
    void recordingWithoutFallback_hasNone() {
        TestedLeg leg = TestedLeg.with(RecordingPolicy.CHIME);
        leg.granted(leg.commands.start(AT));

        assertThat(leg.last().fallback()).isNull();
    }

    @Test
    void recordAudio_hasNoFallback() {
        TestedLeg leg = TestedLeg.with(falling(null));
        leg.granted(leg.commands.recordAudio(AT));

        assertThat(leg.last().fallback()).isNull();
    }

    @Test
    void fallbackWhoseKeyIsTooLong_isNamedByTheRecording() {
        String longId = "l".repeat(120);
        Commands next = Commands.of(longId);
        CallLegState state = GrantedStarts.apply(CallLegState.IDLE, next.start(AT), falling("p".repeat(900)))
                .state();

        assertThat(state.last().fallback().key())
                .contains(state.last().recordingId())
                .doesNotContain(longId);
        assertThatThrownBy(() -> falling("p".repeat(901)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fallbackDestination");
    }

    @ParameterizedTest
    @CsvSource({"10, true", "29, true", "30, false", "35, false"})
    void limitedPause_holdsUntilItsLimit(long micros, boolean paused) {
        TestedLeg leg = TestedLeg.with(RecordingPolicy.CHIME);
        leg.granted(leg.commands.start(AT), leg.commands.pause(AT + 10, 20));

        assertThat(leg.last().isPausedAt(AT + micros)).isEqualTo(paused);
        assertThat(leg.last().wants(AT + micros)).isEqualTo(!paused);
    }

    @Test
    void markersOfOneTime_areOrderedByKindAndLimit() {
        Marker resume = new Marker(AT, false, 0);
        Marker brief = new Marker(AT, true, AT + 5);
        Marker open = new Marker(AT, true, Long.MAX_VALUE);

        assertThat(List.of(open, resume, new Marker(AT - 1, true, Long.MAX_VALUE), brief).stream()
                        .sorted())
                .containsExactly(new Marker(AT - 1, true, Long.MAX_VALUE), resume, brief, open);
    }

    @Test
    void recordingWithoutDestination_isRefused() {
        TestedLeg leg = TestedLeg.with(RecordingPolicy.CHIME);
        leg.granted(leg.commands.start(AT));
        RecordingStart start = leg.last().start();

        assertThatThrownBy(() -> new RecordingStart(
                        start.recordingId(),
                        null,
                        start.callId(),
                        start.legId(),
                        start.accountId(),
                        1,
                        start.tracks(),
                        List.of(),
                        start.encoding(),
                        start.sampleRate(),
                        null,
                        start.policy(),
                        AT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recordingId=" + start.recordingId());
    }

    @ParameterizedTest
    @CsvSource({"'', account-1, callId", "call-1, ' ', accountId"})
    void ownerWithoutAName_isRefused(String callId, String accountId, String named) {
        assertThatThrownBy(() -> new LegOwner(callId, accountId))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named);
        assertThatThrownBy(() -> new LegOwner("ü".repeat(129), "account-1"))
                .hasMessage("callId must have 1 to 256 bytes, bytes=258");
    }

    @Test
    void words_areInTheOrderOfTheirKeys() {
        RecordingMetadata metadata =
                RecordingMetadata.of(Map.of("b", "2", "a", "1"), AT, "c").with(Map.of("aa", "3"), AT, "d");

        assertThat(metadata.words().keySet()).containsExactly("a", "aa", "b");
    }
}
