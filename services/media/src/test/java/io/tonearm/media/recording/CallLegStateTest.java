package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.CallLegState.Fate;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLegStateTest {

    private static final long AT = 1_800_000_000_000_000L;

    private static CallLegState after(RecordingPolicy policy, Command... commands) {
        CallLegState state = CallLegState.IDLE;
        for (Command command : commands) {
            state = GrantedStarts.apply(state, command, policy).state();
        }
        return state;
    }

    @Test
    void packetOfAnIdleLeg_awaitsAStart() {
        assertThat(CallLegState.IDLE.fateOf(AT)).isEqualTo(Fate.AWAITS_START);
        assertThat(CallLegState.IDLE.isNeeded(AT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "199, AWAITS_START",
        "200, AWAITS_RESUME",
        "299, AWAITS_RESUME",
        "300, AWAITS_START",
        "400, AWAITS_RESUME"
    })
    void packetOfAnIdleLegWithEarlyPauses_awaitsWhatItLacks(long micros, Fate fate) {
        Commands commands = Commands.of("leg-1");
        CallLegState state = after(
                RecordingPolicy.CHIME,
                commands.pause(AT + 400),
                commands.resume(AT + 300),
                commands.pause(AT + 200),
                commands.resume(AT + 200));

        assertThat(state.fateOf(AT + micros)).isEqualTo(fate);
    }

    @ParameterizedTest
    @CsvSource({
        "99, BEFORE_START",
        "100, WANTED",
        "199, WANTED",
        "200, PAUSED",
        "299, PAUSED",
        "300, WANTED",
        "400, AWAITS_RESUME",
        "900, AWAITS_RESUME"
    })
    void packetOfAnOpenRecording_belongsWhereItsCaptureTimeFalls(long micros, Fate fate) {
        Commands commands = Commands.of("leg-1");
        CallLegState state = after(
                RecordingPolicy.CHIME,
                commands.start(AT + 100),
                commands.pause(AT + 200),
                commands.resume(AT + 300),
                commands.pause(AT + 400));

        assertThat(state.fateOf(AT + micros)).isEqualTo(fate);
        assertThat(state.isNeeded(AT + micros)).isEqualTo(fate == Fate.WANTED);
    }

    @ParameterizedTest
    @CsvSource({"399, WANTED", "400, AWAITS_RESUME", "499, AWAITS_RESUME", "500, AFTER_END", "900, AFTER_END"})
    void packetOfARecordingThatEndedPaused_awaitsAResumeOnlyUpToTheEnd(long micros, Fate fate) {
        Commands commands = Commands.of("leg-1");
        CallLegState state = after(
                RecordingPolicy.CHIME, commands.start(AT + 100), commands.pause(AT + 400), commands.legEnded(AT + 500));

        assertThat(state.fateOf(AT + micros)).isEqualTo(fate);
    }

    @ParameterizedTest
    @CsvSource({"499, WANTED, WANTED", "500, AFTER_END, AWAITS_START", "99, BEFORE_START, BEFORE_START"})
    void packetOfAnEndedRecording_mayBelongToTheNextWhereThePolicyAllowsOne(long micros, Fate once, Fate restarted) {
        Commands commands = Commands.of("leg-1");
        Command start = commands.start(AT + 100);
        Command stop = commands.stop(AT + 500);
        Command hangup = commands.legEnded(AT + 500);

        assertThat(after(RecordingPolicy.CHIME, start, hangup).fateOf(AT + micros))
                .isEqualTo(once);
        assertThat(after(RecordingPolicy.CHIME, start, stop).fateOf(AT + micros))
                .as("a RecordAudio may follow")
                .isEqualTo(restarted);
        assertThat(after(LifecycleTest.RESTARTING, start, stop).fateOf(AT + micros))
                .isEqualTo(restarted);
    }

    @ParameterizedTest
    @CsvSource({
        "99, BEFORE_START",
        "100, WANTED",
        "499, WANTED",
        "500, BEFORE_START",
        "599, BEFORE_START",
        "600, WANTED"
    })
    void packetOfTwoRecordings_belongsToTheOneThatRan(long micros, Fate fate) {
        Commands commands = Commands.of("leg-1");
        CallLegState state = after(
                LifecycleTest.RESTARTING, commands.start(AT + 100), commands.stop(AT + 500), commands.start(AT + 600));

        assertThat(state.fateOf(AT + micros)).isEqualTo(fate);
    }

    @Test
    void packetOfACompleteRecording_isTooLateButNeededUntilDelivery() {
        Commands commands = Commands.of("leg-1");
        CallLegState state = after(RecordingPolicy.CHIME, commands.start(AT), commands.stop(AT + 500));
        String recordingId = state.last().recordingId();

        CallLegState delivering =
                Lifecycle.advance(state, recordingId, Progress.DELIVERING).state();
        CallLegState delivered =
                Lifecycle.advance(delivering, recordingId, Progress.DELIVERED).state();

        assertThat(delivering.fateOf(AT + 1)).isEqualTo(Fate.AFTER_END);
        assertThat(delivering.isNeeded(AT + 1)).isTrue();
        assertThat(delivered.isNeeded(AT + 1)).isFalse();
    }

    @Test
    void recordingOfAnotherId_isNotThere() {
        CallLegState state = after(RecordingPolicy.CHIME, Commands.of("leg-1").start(AT));

        assertThat(state.recording(state.last().recordingId())).contains(state.last());
        assertThat(state.recording("other")).isEmpty();
        assertThat(Lifecycle.advance(state, "other", Progress.DELIVERED).state())
                .isEqualTo(state);
    }

    @Test
    void trackSelection_hasItsTracksInTheOrderOfChannels() {
        assertThat(TrackSelection.BOTH.tracks()).isEqualTo(List.of(Track.INCOMING, Track.OUTGOING));
        assertThat(TrackSelection.INCOMING.tracks()).containsExactly(Track.INCOMING);
        assertThat(TrackSelection.OUTGOING.tracks()).containsExactly(Track.OUTGOING);
    }
}
