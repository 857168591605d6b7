package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.PauseInterval;
import io.tonearm.media.recording.Action.LegEnded;
import io.tonearm.media.recording.Action.StopRecording;
import io.tonearm.media.recording.CallLegState.Phase;
import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import org.junit.jupiter.api.Test;

/** How commands end a recording, in whatever order they are read. */
class LifecycleEndsTest {

    private final TestedLeg leg = TestedLeg.with(RecordingPolicy.CHIME);
    private final Commands commands = leg.commands;

    private static End end(long micros, EndReason reason) {
        return End.of(AT + micros, reason);
    }

    @Test
    void earlierEndReadLater_prevails() {
        leg.granted(commands.start(AT), commands.legEnded(AT + 90));
        assertThat(leg.last().end().reason()).isEqualTo(EndReason.LEG_ENDED);

        assertThat(leg.granted(commands.stop(AT + 80))).isEqualTo("3:ok");
        assertThat(leg.granted(commands.stop(AT + 85))).isEqualTo("4:RECORDING_NOT_STARTED");
        assertThat(leg.granted(commands.legEnded(AT + 95))).isEqualTo("5:ok");
        assertThat(leg.last().end()).isEqualTo(end(80, EndReason.STOPPED));
    }

    @Test
    void endOfACompleteRecording_staysAsItIs() {
        leg.granted(commands.start(AT), commands.stop(AT + 90));
        leg.advance(Progress.DELIVERING);
        CallLegState delivering = leg.state;

        assertThat(leg.granted(commands.stop(AT + 80), commands.pause(AT + 70), commands.legEnded(AT + 60)))
                .isEqualTo("3:RECORDING_NOT_STARTED 4:RECORDING_NOT_STARTED 5:ok");
        assertThat(leg.state).isEqualTo(delivering);
    }

    @Test
    void hangupStampedBeforeTheStart_endsTheRecordingWhereItBegins() {
        leg.granted(commands.start(AT), commands.legEnded(AT - 5), commands.stop(AT + 50));
        assertThat(leg.last().end().micros()).isEqualTo(AT);

        leg.state = CallLegState.IDLE;
        leg.granted(commands.start(AT), commands.stop(AT + 50), commands.legEnded(AT - 5));
        assertThat(leg.last().end().micros()).isEqualTo(AT);
        assertThat(leg.last().span().enabledMicros()).isZero();
    }

    @Test
    void stopStampedBeforeTheStart_isRefused() {
        assertThat(leg.granted(commands.start(AT), commands.stop(AT - 1), commands.transferred(AT - 1)))
                .isEqualTo("1:ok STARTED@0 2:RECORDING_NOT_STARTED 3:ok");
        assertThat(leg.state.phase()).isEqualTo(Phase.RECORDING);
    }

    @Test
    void packetCounts_comeWithTheEnd() {
        PublishedPackets published = new PublishedPackets(7, 8);
        leg.granted(commands.start(AT), commands.command(AT + 50, new StopRecording(published)));
        assertThat(leg.last().end()).isEqualTo(new End(AT + 50, EndReason.STOPPED, published, null));
        assertThat(published.of(Track.INCOMING)).isEqualTo(7);
        assertThat(published.of(Track.OUTGOING)).isEqualTo(8);

        leg.granted(commands.command(AT + 40, new LegEnded(published)));
        assertThat(leg.last().end()).isEqualTo(new End(AT + 40, EndReason.LEG_ENDED, published, null));
    }

    @Test
    void endBeyondTheLongestRecording_isTheLongest() {
        leg.policy(LifecycleTest.RESTARTING);
        leg.granted(commands.start(AT), commands.command(AT + 1001, new StopRecording(new PublishedPackets(1, 1))));
        assertThat(leg.last().end()).isEqualTo(end(1000, EndReason.DURATION_REACHED));

        leg.state = CallLegState.IDLE;
        leg.granted(commands.start(AT), commands.stop(AT + 1000));
        assertThat(leg.last().end()).isEqualTo(end(1000, EndReason.STOPPED));
    }

    @Test
    void openPause_endsWithTheRecording() {
        leg.granted(commands.start(AT), commands.pause(AT + 20), commands.stop(AT + 50));

        assertThat(leg.last().span().pauses()).containsExactly(new PauseInterval(AT + 20, AT + 50));
        assertThat(leg.state.phase()).isEqualTo(Phase.FINISHING);
    }
}
