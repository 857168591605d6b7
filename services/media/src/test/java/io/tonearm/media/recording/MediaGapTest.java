package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.testing.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaGapTest {

    private final TestedLeg leg = TestedLeg.with(Policies.chime().noMedia(100L).build());
    private final MediaGap gap = new MediaGap(AT);

    private Recording recording() {
        if (leg.state.last() == null) {
            leg.granted(leg.commands.start(AT));
        }
        return leg.last();
    }

    private void paused(long from, long to) {
        recording();
        leg.granted(leg.commands.pause(AT + from), leg.commands.resume(AT + to));
    }

    private long deadline() {
        return gap.deadlineMicros(recording()) - AT;
    }

    @Test
    void withoutAnyPacket_theDeadlineCountsFromTheStart() {
        assertThat(deadline()).isEqualTo(100);
        assertThat(gap.endUntil(recording(), AT + 99)).isNull();
        assertThat(gap.endUntil(recording(), AT + 100)).isEqualTo(End.of(AT + 100, EndReason.NO_MEDIA));
    }

    @Test
    void packet_movesTheDeadlineOn() {
        gap.pass(recording(), AT + 10, AT + 40);
        assertThat(deadline()).isEqualTo(140);

        gap.pass(recording(), AT + 20, AT + 30);
        assertThat(deadline()).isEqualTo(140);
    }

    @Test
    void packetBehindTheDeadline_isTooLate() {
        gap.pass(recording(), AT + 101, AT + 500);

        assertThat(gap.endUntil(recording(), AT + 99)).isNull();
        assertThat(gap.endUntil(recording(), AT + 600)).isEqualTo(End.of(AT + 100, EndReason.NO_MEDIA));
    }

    @Test
    void packetAtTheDeadline_isTooLate() {
        gap.pass(recording(), AT + 100, AT + 100);

        assertThat(gap.endUntil(recording(), AT + 600)).isEqualTo(End.of(AT + 100, EndReason.NO_MEDIA));
    }

    @Test
    void packetBeforeTheDeadline_isInTime() {
        gap.pass(recording(), AT + 99, AT + 500);

        assertThat(gap.endUntil(recording(), AT + 599)).isNull();
    }

    @Test
    void firstGap_isTheEnd() {
        gap.pass(recording(), AT + 200, AT + 200);
        gap.pass(recording(), AT + 900, AT + 900);

        assertThat(gap.endUntil(recording(), AT + 5_000)).isEqualTo(End.of(AT + 100, EndReason.NO_MEDIA));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, 120",
        "0, 50, 150",
        "99, 300, 400",
        "100, 300, 100",
        "150, 300, 100",
    })
    void pause_makesTheWaitBeginAnewWhereItBeginsInTime(long from, long to, long deadline) {
        paused(from, to);

        assertThat(deadline()).isEqualTo(deadline);
    }

    @Test
    void pauseBeforeTheLastPacket_doesNotCount() {
        paused(10, 20);
        gap.pass(recording(), AT + 30, AT + 30);

        assertThat(deadline()).isEqualTo(130);
    }

    @Test
    void pausesInARow_eachMakeTheWaitBeginAnew() {
        paused(50, 80);
        paused(150, 160);
        paused(400, 500);

        assertThat(deadline()).isEqualTo(260);
    }

    @Test
    void openPause_hasNoDeadline() {
        recording();
        leg.granted(leg.commands.pause(AT + 50));

        assertThat(gap.deadlineMicros(recording())).isEqualTo(Long.MAX_VALUE);
        assertThat(gap.endUntil(recording(), AT + 1_000_000)).isNull();
    }

    @Test
    void policyWithoutLimit_hasNoDeadline() {
        leg.policy(Policies.chime().noMedia(null).build());

        assertThat(gap.deadlineMicros(recording())).isEqualTo(Long.MAX_VALUE);
    }
}
