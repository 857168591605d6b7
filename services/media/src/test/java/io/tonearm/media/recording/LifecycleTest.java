package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.recording.Action.StartRecording;
import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.Effect.Announcement;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Effect.Erasure;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Marker;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    /** A leg may be recorded again; a transfer ends the recording; it lasts at most 1,000 micros. */
    static final RecordingPolicy RESTARTING = Policies.chime()
            .restarting()
            .stopOnTransfer()
            .file(FileEncoding.MULAW, 16_000)
            .longest(1_000)
            .build();

    private static final long AT = 1_800_000_000_000_000L;

    private final Commands commands = Commands.of("leg-1");
    private final List<Effect> effects = new ArrayList<>();
    private CallLegState state = CallLegState.IDLE;

    private List<Effect> apply(RecordingPolicy policy, Command... given) {
        List<Effect> latest = new ArrayList<>();
        for (Command command : given) {
            Outcome outcome = GrantedStarts.apply(state, command, policy);
            state = outcome.state();
            latest.addAll(outcome.effects());
        }
        effects.addAll(latest);
        return latest;
    }

    private List<Effect> apply(Command... given) {
        return apply(RecordingPolicy.CHIME, given);
    }

    private static String text(List<Effect> effects) {
        StringBuilder text = new StringBuilder();
        for (Effect effect : effects) {
            if (effect instanceof Answer answer) {
                text.append(answer.refusal() == null ? "ok" : answer.refusal().type());
            } else if (effect instanceof Announcement announcement) {
                text.append(announcement.change()).append('@').append(announcement.atMicros() - AT);
            } else if (effect instanceof Erasure erasure) {
                long to = erasure.toMicros();
                text.append("erase@").append(erasure.fromMicros() - AT).append('-');
                text.append(to == Long.MAX_VALUE ? "" : to - AT);
            }
            text.append(' ');
        }
        return text.toString().trim();
    }

    @Test
    void start_makesARecordingOfCommandAndPolicy() {
        Command start = commands.command(
                AT,
                new StartRecording(
                        TrackSelection.INCOMING,
                        Commands.START.destinations(),
                        FileEncoding.ALAW,
                        null,
                        Map.of("key", "value")));

        assertThat(text(apply(RESTARTING, start))).isEqualTo("ok STARTED@0");

        Recording recording = state.last();
        assertThat(recording.start().encoding()).isEqualTo(FileEncoding.ALAW);
        assertThat(recording.start().sampleRate()).isEqualTo(16_000);
        assertThat(recording.start().tracks()).isEqualTo(TrackSelection.INCOMING);
        assertThat(recording.metadata().words()).isEqualTo(Map.of("key", "value"));
        assertThat(recording.policy()).isEqualTo(RESTARTING);
        assertThat(recording.start().number()).isEqualTo(1);
        assertThat(recording.start().objects().get(0).key()).endsWith("_call-1_leg-1.wav");
        assertThat(((Answer) effects.get(0)).recording()).isEqualTo(recording);
    }

    @Test
    void recording_keepsThePolicyItStartedWith() {
        apply(RESTARTING, commands.start(AT));

        assertThat(text(apply(RecordingPolicy.CHIME, commands.transferred(AT + 10))))
                .isEqualTo("ok STOPPED@10");
    }

    @Test
    void commandsBeforeTheirStart_waitAndAreAppliedInTheOrderOfTime() {
        assertThat(text(apply(
                        commands.legEnded(AT + 90),
                        commands.resume(AT + 40),
                        commands.pause(AT + 20),
                        commands.stop(AT + 80),
                        commands.pause(AT - 5))))
                .isEqualTo("erase@20-40 erase@-5-40");
        assertThat(state.phase()).isEqualTo(Phase.IDLE);

        List<Effect> answered = apply(commands.start(AT));

        assertThat(text(answered))
                .isEqualTo("ok STARTED@0 RECORDING_NOT_STARTED ok PAUSED@20 erase@20- ok RESUMED@40 ok STOPPED@80 ok");
        assertThat(state.early()).isEmpty();
        assertThat(state.last().pauses(AT + 80)).containsExactly(new PauseInterval(AT + 20, AT + 40));
        assertThat(state.last().end()).isEqualTo(new End(AT + 80, EndReason.STOPPED, null, null));
    }

    @Test
    void commandThatWaitsAlready_waitsOnce() {
        Command pause = commands.pause(AT + 20);

        assertThat(text(apply(pause, pause))).isEqualTo("erase@20-");
        assertThat(state.early()).containsExactly(pause);
    }

    @Test
    void commandsBeyondTheMostThatWait_areRefusedAtOnce() {
        for (int i = 0; i < CallLegState.MOST_EARLY; i++) {
            assertThat(apply(commands.resume(AT + i))).isEmpty();
        }

        assertThat(text(apply(commands.pause(AT + 99)))).isEqualTo("RECORDING_NOT_STARTED");
        assertThat(Lifecycle.settle(state, RecordingPolicy.CHIME).effects()).hasSize(CallLegState.MOST_EARLY);
    }

    @Test
    void commandsThatNoStartFollows_areRefusedButNoticesAreNot() {
        apply(
                commands.pause(AT),
                commands.resume(AT + 1),
                commands.transferred(AT + 2),
                commands.stop(AT + 3),
                commands.legEnded(AT + 4));

        Outcome settled = Lifecycle.settle(state, RecordingPolicy.CHIME);

        assertThat(text(settled.effects()))
                .isEqualTo("RECORDING_NOT_STARTED RECORDING_NOT_STARTED ok RECORDING_NOT_STARTED ok");
        assertThat(settled.state()).isEqualTo(CallLegState.IDLE);
        assertThat(Lifecycle.settle(settled.state(), RecordingPolicy.CHIME).effects())
                .isEmpty();
    }

    @Test
    void secondStart_isRefusedWhileTheFirstGoesOn() {
        assertThat(text(apply(commands.start(AT), commands.start(AT + 5), commands.start(AT - 5))))
                .isEqualTo("ok STARTED@0 RECORDING_ALREADY_IN_PROGRESS RECORDING_ALREADY_IN_PROGRESS");
        assertThat(((Answer) effects.get(2)).refusal().message()).isEqualTo("Recording is already in progress");
    }

    @Test
    void startAfterTheStop_isByPolicyRefusedOrANewRecording() {
        apply(RESTARTING, commands.start(AT), commands.stop(AT + 50));

        assertThat(text(apply(RecordingPolicy.CHIME, commands.start(AT + 60)))).isEqualTo("RECORDING_ALREADY_ENDED");
        assertThat(text(apply(RESTARTING, commands.start(AT + 49)))).isEqualTo("RECORDING_ALREADY_IN_PROGRESS");
        assertThat(text(apply(RESTARTING, commands.start(AT + 50)))).isEqualTo("ok STARTED@50");
        assertThat(state.last().start().number()).isEqualTo(2);
        assertThat(state.last().start().objects().get(0).key()).endsWith("_2.wav");
        assertThat(state.recordings()).hasSize(2);
    }

    @Test
    void deliveredRecording_isForgottenWithTheNextStartButCounted() {
        apply(RESTARTING, commands.start(AT), commands.stop(AT + 50));
        state = Lifecycle.advance(state, state.last().recordingId(), Progress.DELIVERED)
                .state();
        apply(RESTARTING, commands.start(AT + 60));

        assertThat(state.recordings()).hasSize(1);
        assertThat(state.last().start().number()).isEqualTo(2);
    }

    @Test
    void undeliveredRecordings_areLimited() {
        for (int i = 0; i < CallLegState.MOST_RECORDINGS; i++) {
            apply(RESTARTING, commands.start(AT + 10L * i), commands.stop(AT + 10L * i + 5));
        }

        List<Effect> refused = apply(RESTARTING, commands.start(AT + 5000));

        assertThat(text(refused)).isEqualTo("SYSTEM_EXCEPTION");
        assertThat(state.recordings()).hasSize(CallLegState.MOST_RECORDINGS);
    }

    @Test
    void markersOfARecording_areLimited() {
        apply(commands.start(AT));
        state = new CallLegState(
                null, List.of(withMarkers(state.last(), Recording.MOST_MARKERS - 1)), List.of(), null, true);

        assertThat(text(apply(commands.resume(AT + 20_000)))).startsWith("ok");
        assertThat(text(apply(commands.pause(AT + 20_001)))).isEqualTo("SYSTEM_EXCEPTION");
        assertThat(state.last().markers()).hasSize(Recording.MOST_MARKERS);
    }

    private static Recording withMarkers(Recording recording, int count) {
        TreeSet<Marker> markers = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            markers.add(new Marker(recording.startMicros() + i, i % 2 == 0, i % 2 == 0 ? Long.MAX_VALUE : 0));
        }
        return new Recording(
                recording.start(),
                recording.metadata(),
                markers,
                recording.digits(),
                recording.announcedMicros(),
                recording.told(),
                recording.end(),
                recording.progress());
    }

    @Test
    void repeatedPauseAndResume_succeedAndChangeNothing() {
        apply(commands.start(AT));

        assertThat(text(apply(commands.resume(AT + 10)))).isEqualTo("ok");
        assertThat(text(apply(commands.pause(AT + 20)))).isEqualTo("ok PAUSED@20 erase@20-");
        assertThat(text(apply(commands.pause(AT + 30)))).isEqualTo("ok erase@30-");
        assertThat(text(apply(commands.resume(AT + 40)))).isEqualTo("ok RESUMED@40");
        assertThat(text(apply(commands.resume(AT + 50)))).isEqualTo("ok");
    }

    @Test
    void pauseReadAfterItsResume_erasesAndAnnouncesBothEnds() {
        apply(commands.start(AT), commands.resume(AT + 40));

        assertThat(text(apply(commands.pause(AT + 20)))).isEqualTo("ok PAUSED@20 RESUMED@40 erase@20-40");
        assertThat(state.phase()).isEqualTo(Phase.RECORDING);
    }

    @Test
    void pauseReadAfterALaterOne_announcesTheEarlierBeginningOnly() {
        apply(commands.start(AT), commands.pause(AT + 20), commands.resume(AT + 40));

        assertThat(text(apply(commands.pause(AT + 10)))).isEqualTo("ok PAUSED@10 erase@10-40");
    }

    @Test
    void resumeReadAfterALaterPause_announcesWhereThePauseBeginsAgain() {
        apply(commands.start(AT), commands.pause(AT + 10), commands.pause(AT + 30));

        assertThat(text(apply(commands.resume(AT + 20)))).isEqualTo("ok RESUMED@20 PAUSED@30");
    }

    @Test
    void pauseAndResumeOfTheSameTime_pauseInEitherOrder() {
        apply(commands.start(AT), commands.resume(AT + 10), commands.pause(AT + 10));
        CallLegState one = state;
        state = CallLegState.IDLE;
        Commands again = Commands.of("leg-1");
        Command start = again.start(AT);
        Command resume = again.resume(AT + 10);
        Command pause = again.pause(AT + 10);
        apply(start, pause, resume);

        assertThat(state).isEqualTo(one);
        assertThat(state.phase()).isEqualTo(Phase.PAUSED);
    }

    @Test
    void pauseOfAnEndedRecording_erasesUpToTheEndOnly() {
        apply(RESTARTING, commands.start(AT), commands.stop(AT + 50), commands.start(AT + 60));

        assertThat(text(apply(RESTARTING, commands.pause(AT + 30)))).isEqualTo("ok PAUSED@30 erase@30-50");
        assertThat(state.recordings().get(0).pauses(AT + 50)).containsExactly(new PauseInterval(AT + 30, AT + 50));
        assertThat(state.last().markers()).isEmpty();
    }

    @Test
    void commandsForEachOfTwoRecordings_findTheirsByTime() {
        apply(RESTARTING, commands.start(AT), commands.stop(AT + 50), commands.start(AT + 60));

        assertThat(text(apply(RESTARTING, commands.pause(AT + 55)))).isEqualTo("RECORDING_NOT_STARTED");
        apply(RESTARTING, commands.stop(AT + 30), commands.pause(AT + 70));

        assertThat(state.recordings().get(0).end().micros()).isEqualTo(AT + 30);
        assertThat(state.last().markers()).hasSize(1);
        assertThat(state.last().end()).isNull();
    }
}
