package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseFill;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.PauseRule;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Policies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LegStateCodecTest {

    private static final long START = 1_795_165_200_000_000L;
    private static final RecordingPolicy POLICY = Policies.chime()
            .restarting()
            .pauses(PauseFill.OMIT, false)
            .longestPause(60_000_000, PauseRule.AtLongest.STOP)
            .autoStartTo("one")
            .file(FileEncoding.ALAW, 16_000)
            .settle(500_000)
            .longest(1_000_000)
            .storage(new StorageRule(
                    Set.of("one", "two"), "123456789012", "key", 30, true, new Destination("two", "kept")))
            .metadata(3, 100)
            .price(false, "0.0120", "EUR", 1)
            .build();

    private static CallLegState after(Command... commands) {
        CallLegState state = CallLegState.IDLE;
        for (Command command : commands) {
            state = GrantedStarts.apply(state, command, POLICY).state();
            if (command.action().kind().starts()) {
                state = GrantedStarts.resolved(Lifecycle.settle(state, POLICY), POLICY)
                        .state();
            }
        }
        return state;
    }

    private static void assertKept(CallLegState state) {
        assertThat(LegStateCodec.decode(LegStateCodec.encode(state))).isEqualTo(state);
    }

    @Test
    void idle_isKept() {
        assertKept(CallLegState.IDLE);
    }

    @Test
    void earlyCommandsOfEveryKind_areKept() {
        Commands next = Commands.of("leg");

        CallLegState state = after(
                next.pause(START),
                next.resume(START + 1),
                next.stop(START + 2),
                next.command(START + 3, new Action.StopRecording(new PublishedPackets(1, 2))),
                next.transferred(START + 4),
                next.command(START + 5, new Action.LegEnded(new PublishedPackets(0, Long.MAX_VALUE))));

        assertThat(state.early()).hasSize(6);
        assertKept(state);
    }

    @Test
    void everythingThatCanWait_isKept() {
        Commands next = Commands.of("leg");

        assertKept(new CallLegState(
                new LegOwner("call", "account"),
                List.of(),
                List.of(
                        next.start(START),
                        next.recordAudio(START),
                        next.pause(START, 5),
                        next.attach(START, "key", "value"),
                        next.digit(START, "5")),
                "command-1",
                true));
    }

    @Test
    void recordingWithPausesAndEverythingSaid_isKept() {
        Commands next = Commands.of("leg \"1\" ü");

        assertKept(after(
                next.command(
                        START,
                        new Action.StartRecording(
                                TrackSelection.OUTGOING,
                                List.of(new Destination("one", "a/b")),
                                FileEncoding.MULAW,
                                8_000,
                                Map.of("k", "v", "Name", "Müller\\"))),
                next.pause(START + 5),
                next.resume(START + 7),
                next.pause(START + 9)));
    }

    @ParameterizedTest
    @EnumSource(Progress.class)
    void everyProgress_isKept(Progress progress) {
        Commands next = Commands.of("leg");
        Command start = new Command("c", "call", "leg", "account", START, startIn("two"));
        CallLegState ended = after(start, next.legEnded(START + 100));

        assertKept(Lifecycle.advance(ended, ended.recordings().get(0).recordingId(), progress)
                .state());
    }

    private static Action.StartRecording startIn(String bucket) {
        return new Action.StartRecording(
                TrackSelection.BOTH, List.of(new Destination(bucket, null)), null, null, Map.of());
    }

    @Test
    void severalRecordings_areKeptInOrder() {
        Commands next = Commands.of("leg");
        CallLegState state = after(
                next.command(START, startIn("one")),
                next.command(START + 10, new Action.StopRecording(new PublishedPackets(3, 4))),
                next.command(START + 20, startIn("two")));

        assertThat(state.recordings()).hasSize(2);
        assertKept(state);
    }

    @Test
    void fieldsOfALaterVersion_arePassedOver() {
        CallLegState state = after(Commands.of("leg").command(START, startIn("one")));
        String json = new String(LegStateCodec.encode(state), StandardCharsets.UTF_8);

        String later = json.replaceFirst("\\{", "{\"newField\":{\"a\":[1]},")
                .replaceFirst("\"policy\":\\{", "\"policy\":{\"newRule\":\"x\",");

        assertThat(later).contains("newField", "newRule");
        assertThat(LegStateCodec.decode(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(state);
    }

    @Test
    void bytesThatNobodyWrote_areAnError() {
        assertThatThrownBy(() -> LegStateCodec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bytes=3");
    }
}
