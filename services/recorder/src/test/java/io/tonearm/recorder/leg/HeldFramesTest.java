package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.FrameChunk;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.recorder.leg.InputProgress.Input;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeldFramesTest {

    private static final String LEG = "leg";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;
    private static final long NOW = START / 1000;

    private final TestParts parts = new TestParts();
    private final HeldFrames held = parts.held;
    private final Commands next = Commands.of(LEG);
    private final List<RtpFrame> frames = FrameSequence.from(START).count(100).frames();

    private Leg after(Command... commands) {
        Leg leg = parts.book.open(LEG);
        CallLegState state = leg.state();
        for (Command command : commands) {
            state = GrantedStarts.apply(state, command, RecordingPolicy.CHIME).state();
        }
        parts.book.write(leg, state);
        return leg;
    }

    private List<RtpFrame> stored() {
        List<RtpFrame> stored = new ArrayList<>();
        parts.stored().forEach(entry -> stored.addAll(FrameChunk.decode(entry.value)));
        return stored;
    }

    private void settle() {
        parts.progress.processedUntil(NOW + TestParts.SETTLE_MILLIS);
        parts.effects.at(Moment.at(NOW + TestParts.SETTLE_MILLIS));
        held.release(parts.effects);
    }

    @Test
    void framesThatAwaitAStart_areInTheStoreUntilNoneCanCome() {
        held.hold(LEG, Track.INCOMING, frames, true, new Moment(NOW, NOW));
        held.release(parts.effects);
        assertThat(stored()).isEqualTo(frames);

        settle();
        assertThat(stored()).isEmpty();
    }

    @Test
    void framesThatAStartClaimed_stay() {
        held.hold(LEG, Track.INCOMING, frames, true, new Moment(NOW, NOW));
        Leg leg = after(next.start(START + SECOND));
        held.revisit(leg, (track, frames) -> {});
        settle();

        assertThat(stored()).isEqualTo(frames.subList(50, 100));
    }

    @Test
    void framesThatAwaitAResume_areNotInTheStore() {
        after(next.start(START), next.pause(START));
        held.hold(LEG, Track.INCOMING, frames, false, new Moment(NOW, NOW));
        held.release(parts.effects);

        assertThat(stored()).isEmpty();
    }

    @Test
    void resume_claimsWhatCameAfterIt() {
        Leg leg = after(next.start(START), next.pause(START));
        held.hold(LEG, Track.INCOMING, frames, false, new Moment(NOW, NOW));

        after(next.resume(START + SECOND));
        held.revisit(leg, (track, frames) -> {});

        assertThat(stored()).isEqualTo(frames.subList(50, 100));
    }

    @Test
    void resumeAfterTheSettleTime_claimsNothing() {
        Leg leg = after(next.start(START), next.pause(START));
        held.hold(LEG, Track.INCOMING, frames, false, new Moment(NOW, NOW));
        settle();

        after(next.resume(START + SECOND));
        held.revisit(leg, (track, frames) -> {});

        assertThat(stored()).isEmpty();
    }

    @Test
    void laterRecordOfTheCommands_letsGo() {
        held.hold(LEG, Track.INCOMING, frames, true, new Moment(NOW, NOW));
        parts.settling.noteRead(Input.FRAMES, NOW + 10_000);
        parts.settling.noteRead(Input.COMMANDS, NOW + 2_000);
        held.release(parts.effects);
        assertThat(stored()).isNotEmpty();

        parts.settling.noteRead(Input.COMMANDS, NOW + 2_001);
        held.release(parts.effects);
        assertThat(stored()).isEmpty();
    }

    @Test
    void framesOfAnEarlierOwner_waitFromNowOn() {
        parts.audio.put(LEG, Track.INCOMING, frames);
        held.adopt(LEG, Track.INCOMING, frames, NOW);
        parts.settling.noteRead(Input.COMMANDS, NOW + 60_000);
        held.release(parts.effects);
        assertThat(stored()).isNotEmpty();

        settle();
        assertThat(stored()).isEmpty();
    }

    @Test
    void droppingSomeFrames_sparesOthersThatWait() {
        List<RtpFrame> first = new ArrayList<>(frames.subList(0, 20));
        first.addAll(frames.subList(40, 50));
        held.hold(LEG, Track.INCOMING, first, true, new Moment(NOW, NOW));
        held.hold(LEG, Track.INCOMING, frames.subList(20, 40), true, new Moment(NOW + 1, NOW + 1));

        settle();

        assertThat(stored()).isEqualTo(frames.subList(20, 40));
    }
}
