package io.tonearm.media.audio;

import static io.tonearm.media.rtp.Track.INCOMING;
import static io.tonearm.media.rtp.Track.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.Rendering;
import io.tonearm.media.testing.Rendering.Rendered;
import io.tonearm.media.testing.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the packets of a track go, judged on the samples of the file. */
class TrackPlacementTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final int SECOND = 8000;

    private static RecordingSpan span(int seconds) {
        return new RecordingSpan(new RecordingClock(START, SECOND), START + seconds * 1_000_000L, List.of(), 2_000_000);
    }

    private static Rendered rendered(int seconds, List<RtpFrame> incoming) {
        return Rendering.of(span(seconds)).track(INCOMING, incoming).render();
    }

    private static List<RtpFrame> without(FrameSequence sequence, int... indexes) {
        return IntStream.range(0, sequence.packets())
                .filter(index -> IntStream.of(indexes).noneMatch(left -> left == index))
                .mapToObj(sequence::frame)
                .toList();
    }

    private static List<RtpFrame> joined(List<RtpFrame> first, List<RtpFrame> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static long at(double seconds) {
        return START + Math.round(seconds * 1_000_000);
    }

    @Test
    void steadyPackets_areReproducedToTheSample() {
        FrameSequence sequence = FrameSequence.from(at(0.5)).count(100);

        Tape.of(4 * SECOND)
                .put(4000, sequence.samples())
                .assertEquals(rendered(4, sequence.frames()).samples());
    }

    @Test
    void lostPacket_becomesSilenceOfItsLength() {
        FrameSequence sequence = FrameSequence.from(START);
        Rendered rendered = rendered(1, without(sequence, 10, 11, 12));

        Tape.of(SECOND).put(0, sequence.samples()).erase(1600, 2080).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLost()).isEqualTo(3);
        assertThat(rendered.quality().longestGapMicros()).isEqualTo(60_000);
    }

    @Test
    void repeatedPacket_isDropped() {
        FrameSequence sequence = FrameSequence.from(START);
        RtpFrame otherAudio = FrameSequence.from(START).firstSample(99_999).frame(10, 30_000);
        List<RtpFrame> frames = new ArrayList<>(sequence.frames());
        frames.add(sequence.frame(5, 90_000));
        frames.add(otherAudio);
        Rendered rendered = rendered(1, frames);

        Tape.of(SECOND).put(0, sequence.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsReceived()).isEqualTo(50);
        assertThat(rendered.quality().packetsDuplicated()).isEqualTo(2);
    }

    @Test
    void overtakenPackets_areBackInPlace() {
        FrameSequence sequence = FrameSequence.from(START);
        List<RtpFrame> frames = new ArrayList<>(without(sequence, 20, 21));
        frames.add(sequence.frame(20, 500_000));
        frames.add(sequence.frame(21, 70_000));
        Rendered rendered = rendered(1, frames);

        Tape.of(SECOND).put(0, sequence.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsReordered()).isEqualTo(2);
        assertThat(rendered.quality().packetsLost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 49})
    void sequenceNumberAndTimestampThatWrap_goOn(long packetsBefore) {
        FrameSequence sequence = FrameSequence.from(START)
                .firstSequenceNumber(65_536 - packetsBefore)
                .firstTimestamp((1L << 32) - packetsBefore * 160);
        List<RtpFrame> frames = new ArrayList<>(without(sequence, 15));
        frames.add(sequence.frame(15, 45_000));
        Rendered rendered = rendered(1, frames);

        Tape.of(SECOND).put(0, sequence.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsExpected()).isEqualTo(50);
        assertThat(rendered.quality().packetsReordered()).isEqualTo(1);
    }

    @Test
    void firstPacketDelayed_isPlacedByTheLeastDelayedOne() {
        FrameSequence sequence = FrameSequence.from(at(0.1)).count(120);
        List<RtpFrame> frames = IntStream.range(0, 120)
                .mapToObj(index -> sequence.frame(index, index == 97 ? 0 : 60_000))
                .toList();

        Tape.of(3 * SECOND)
                .put(800, sequence.samples())
                .assertEquals(rendered(3, frames).samples());
    }

    @Test
    void lessDelayedPacketBehindTheAnchorsWindow_movesNothing() {
        FrameSequence sequence = FrameSequence.from(at(0.1)).count(120);
        List<RtpFrame> frames = IntStream.range(0, 120)
                .mapToObj(index -> sequence.frame(index, index < 110 ? 60_000 : 0))
                .toList();

        Tape.of(3 * SECOND)
                .put(1280, sequence.samples())
                .assertEquals(rendered(3, frames).samples());
    }

    @ParameterizedTest
    @CsvSource({"40000, 1280", "39999, 1119"})
    void anchorsWindow_endsTwoSecondsBehindTheFirstPacket(long delayMicros, int position) {
        FrameSequence sequence = FrameSequence.from(at(0.1)).count(120);
        List<RtpFrame> frames = IntStream.range(0, 120)
                .mapToObj(index -> sequence.frame(index, index == 101 ? delayMicros : 60_000))
                .toList();

        Tape.of(3 * SECOND)
                .put(position, sequence.samples())
                .assertEquals(rendered(3, frames).samples());
    }

    @Test
    void delayWithinTheAnchor_isCutAtTheStart() {
        FrameSequence sequence = FrameSequence.from(at(-0.01));
        List<RtpFrame> frames = joined(List.of(sequence.frame(0, 15_000)), sequence.frames(1, 50));

        Tape.of(SECOND)
                .put(-80, sequence.samples())
                .assertEquals(rendered(1, frames).samples());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30, 40, 60})
    void packetTime_isWhatThePayloadSays(int packetTimeMs) {
        FrameSequence sequence =
                FrameSequence.from(START).packetTimeMs(packetTimeMs).count(20);

        Tape.of(2 * SECOND)
                .put(0, sequence.samples())
                .assertEquals(rendered(2, sequence.frames()).samples());
    }

    @Test
    void packetTimeThatChanges_movesNothing() {
        FrameSequence brief = FrameSequence.from(START).packetTimeMs(10).count(30);
        FrameSequence longer = FrameSequence.from(at(0.3))
                .packetTimeMs(60)
                .count(10)
                .firstSequenceNumber(1030)
                .firstTimestamp(160_000 + 2400)
                .firstSample(2400);

        Tape.of(SECOND)
                .put(0, brief.samples())
                .put(2400, longer.samples())
                .assertEquals(
                        rendered(1, joined(brief.frames(), longer.frames())).samples());
    }

    @Test
    void discontinuousTransmission_leavesSilenceOfThePausesLength() {
        FrameSequence sequence = FrameSequence.from(START).count(500);
        FrameSequence behind = FrameSequence.from(at(8))
                .count(50)
                .firstSequenceNumber(1050)
                .firstTimestamp(160_000 + 8 * SECOND)
                .firstSample(8 * SECOND);
        Rendered rendered = rendered(10, joined(sequence.frames(0, 50), behind.frames()));

        Tape.of(10 * SECOND)
                .put(0, sequence.samples(0, 50))
                .put(8 * SECOND, behind.samples())
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLost()).isZero();
        assertThat(rendered.quality().longestGapMicros()).isEqualTo(7_000_000);
    }

    @Test
    void comfortNoise_isSilenceAndReceived() {
        FrameSequence sequence = FrameSequence.from(START);
        RtpFrame noise = FrameSequence.from(START)
                .format(13, new PayloadFormat(PayloadFormat.COMFORT_NOISE, 8000, 1))
                .frame(20);
        Rendered rendered = rendered(1, joined(without(sequence, 20, 21, 22), List.of(noise)));

        Tape.of(SECOND).put(0, sequence.samples()).erase(3200, 3680).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsReceived()).isEqualTo(48);
        assertThat(rendered.quality().packetsUndecodable()).isZero();
    }

    @Test
    void newSource_isAnchoredAnew() {
        FrameSequence old = FrameSequence.from(START).count(100);
        FrameSequence fresh = FrameSequence.from(at(2.037))
                .count(100)
                .ssrc(0x9999_0000L)
                .firstSequenceNumber(5)
                .firstTimestamp(3_000_000_000L)
                .firstSample(500_000);
        Rendered rendered = rendered(5, joined(old.frames(), fresh.frames()));

        Tape.of(5 * SECOND).put(0, old.samples()).put(16_296, fresh.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsExpected()).isEqualTo(200);
        assertThat(rendered.quality().packetsLost()).isZero();
    }

    @Test
    void strayPacketOfAnotherSource_isLeftOut() {
        FrameSequence sequence = FrameSequence.from(START).count(200);
        RtpFrame stray =
                FrameSequence.from(at(1.005)).ssrc(7).firstSample(700_000).frame(0);
        Rendered rendered = rendered(4, joined(sequence.frames(), List.of(stray)));

        Tape.of(4 * SECOND).put(0, sequence.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isEqualTo(1);
    }

    @Test
    void straysOfManySources_moveNothing() {
        FrameSequence sequence = FrameSequence.from(START).count(500);
        List<RtpFrame> frames = new ArrayList<>();
        for (int index = 0; index < 500; index++) {
            frames.add(sequence.frame(index, index < 200 ? index % 2 * 15_000L : 15_000));
        }
        for (int ssrc = 1; ssrc <= 40; ssrc++) {
            frames.add(FrameSequence.from(at(3 + ssrc * 0.1)).ssrc(ssrc).frame(0));
        }
        Rendered rendered = rendered(10, frames);

        Tape.of(10 * SECOND).put(0, sequence.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isEqualTo(40);
        assertThat(rendered.quality().packetsLost()).isZero();
    }

    @Test
    void onlyPacketOfATrack_isHeard() {
        FrameSequence sequence = FrameSequence.from(at(0.5)).count(1);
        Rendered rendered = rendered(1, sequence.frames());

        Tape.of(SECOND).put(4000, sequence.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000_000, 5_000_000, 0x7000_0000L})
    void timestampJump_isAnchoredAnew(long ticks) {
        FrameSequence before = FrameSequence.from(START).count(150);
        FrameSequence behind = FrameSequence.from(at(3))
                .count(150)
                .firstSequenceNumber(1150)
                .firstTimestamp(160_000 + 150 * 160 + ticks)
                .firstSample(150 * 160);
        Rendered rendered = rendered(6, joined(before.frames(), behind.frames()));

        Tape.of(6 * SECOND)
                .put(0, before.samples())
                .put(3 * SECOND, behind.samples())
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isZero();
        assertThat(rendered.quality().packetsLost()).isZero();
    }

    @Test
    void sourceThatBeginsAnewUnderItsOldName_isAnchoredAndCountedAnew() {
        FrameSequence before = FrameSequence.from(START).count(100);
        FrameSequence behind = FrameSequence.from(at(2.5))
                .count(100)
                .firstSequenceNumber(30_000)
                .firstTimestamp(77)
                .firstSample(500_000);
        FrameSequence other = FrameSequence.from(at(2.5))
                .firstSequenceNumber(30_000)
                .firstTimestamp(77)
                .firstSample(900_000);
        List<RtpFrame> frames = new ArrayList<>(joined(before.frames(), behind.frames()));
        frames.add(other.frame(10, 5_000));
        Rendered rendered = rendered(5, frames);

        Tape.of(5 * SECOND)
                .put(0, before.samples())
                .put(20_000, behind.samples())
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLost()).isZero();
        assertThat(rendered.quality().packetsReceived()).isEqualTo(200);
        assertThat(rendered.quality().packetsDuplicated()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 0", "3, 0"})
    void jumpAtTheEnd_isHeardFromTwoPacketsOn(int packets, int late) {
        FrameSequence before = FrameSequence.from(START).count(100);
        FrameSequence behind = FrameSequence.from(at(2))
                .count(packets)
                .firstSequenceNumber(1100)
                .firstTimestamp(2_000_000_000L);
        Rendered rendered = rendered(3, joined(before.frames(), behind.frames()));

        Tape.of(3 * SECOND)
                .put(0, before.samples())
                .put(2 * SECOND, late > 0 ? new short[0] : behind.samples())
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isEqualTo(late);
    }

    @Test
    void jumpAndRestartOnOneSide_neverMoveTheOther() {
        FrameSequence steady = FrameSequence.from(START).count(300).firstSample(1_000_000);
        FrameSequence before = FrameSequence.from(at(0.2)).count(100);
        FrameSequence behind =
                FrameSequence.from(at(3)).count(100).ssrc(5).firstTimestamp(77).firstSequenceNumber(9);
        Rendered rendered = Rendering.of(span(6))
                .track(OUTGOING, steady.frames())
                .track(INCOMING, joined(before.frames(), behind.frames()))
                .render();

        Tape.of(6 * SECOND)
                .put(1600, before.samples())
                .put(3 * SECOND, behind.samples())
                .assertEquals(rendered.wav().channel(0));
        Tape.of(6 * SECOND).put(0, steady.samples()).assertEquals(rendered.wav().channel(1));
    }

    @Test
    void clockRateThatChanges_isAnchoredAnew() {
        FrameSequence before = FrameSequence.from(START).count(100);
        FrameSequence behind = FrameSequence.from(at(2))
                .count(100)
                .format(97, new PayloadFormat("L16", 16_000, 1))
                .firstSequenceNumber(1100);
        Rendered rendered = rendered(5, joined(before.frames(), behind.frames()));

        Tape.of(5 * SECOND).put(0, before.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsUndecodable()).isEqualTo(100);
        assertThat(rendered.quality().packetsLost()).isZero();
        assertThat(rendered.quality().codecs()).containsExactly("PCMU", "L16");
    }

    @Test
    void clockRateThatChangesForAWhile_movesNothing() {
        FrameSequence before = FrameSequence.from(START).count(100);
        FrameSequence wide = FrameSequence.from(at(2))
                .count(110)
                .format(97, new PayloadFormat("L16", 16_000, 1))
                .firstSequenceNumber(1100)
                .firstTimestamp(160_000 + 100 * 160);
        FrameSequence behind = FrameSequence.from(at(4.2))
                .count(150)
                .firstSequenceNumber(1210)
                .firstTimestamp(160_000 + 100 * 160 + 110 * 320);
        Rendered rendered = rendered(8, joined(joined(before.frames(), wide.frames()), behind.frames()));

        Tape.of(8 * SECOND)
                .put(0, before.samples())
                .put(33_600, behind.samples())
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsUndecodable()).isEqualTo(110);
    }

    @Test
    void packetThatTurnsOutLateWithTheAnchor_isCountedAsLate() {
        FrameSequence sequence = FrameSequence.from(START).count(250);
        List<RtpFrame> frames = new ArrayList<>(sequence.frames(151, 250));
        frames.add(sequence.frame(0, 3_000_000));
        frames.add(sequence.frame(75, 1_510_000));
        Rendered rendered = rendered(6, frames);

        Tape.of(6 * SECOND)
                .put(75 * 160, sequence.samples(75, 76))
                .put(151 * 160, sequence.samples(151, 250))
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isEqualTo(1);
    }

    @Test
    void packetDelayedBeyondTheSettleTime_isLateAndLeftOut() {
        FrameSequence sequence = FrameSequence.from(START).count(250);
        List<RtpFrame> frames = new ArrayList<>(without(sequence, 50, 60));
        frames.add(sequence.frame(50, 2_000_000));
        frames.add(sequence.frame(60, 2_000_001));
        Rendered rendered = rendered(5, frames);

        Tape.of(5 * SECOND).put(0, sequence.samples()).erase(60 * 160, 61 * 160).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isEqualTo(1);
        assertThat(rendered.quality().packetsLost()).isEqualTo(1);
    }

    @Test
    void burstBehindAStallOfTheNetwork_losesOnlyWhatIsLate() {
        FrameSequence sequence = FrameSequence.from(START).count(400);
        List<RtpFrame> frames = new ArrayList<>(sequence.frames(0, 100));
        for (int index = 100; index < 250; index++) {
            frames.add(sequence.frame(index, at(5) + index - START - index * 20_000L));
        }
        frames.addAll(sequence.frames(250, 400));
        Rendered rendered = rendered(9, frames);

        Tape.of(9 * SECOND)
                .put(0, sequence.samples())
                .erase(100 * 160, 151 * 160)
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsLate()).isEqualTo(51);
    }

    @Test
    void settleTime_isThatOfTheSpan() {
        RecordingSpan brief = new RecordingSpan(new RecordingClock(START, SECOND), at(3), List.of(), 100_000);
        FrameSequence sequence = FrameSequence.from(START).count(100);
        List<RtpFrame> frames = new ArrayList<>(without(sequence, 50, 60));
        frames.add(sequence.frame(50, 100_000));
        frames.add(sequence.frame(60, 100_001));

        Tape.of(3 * SECOND)
                .put(0, sequence.samples())
                .erase(60 * 160, 61 * 160)
                .assertEquals(
                        Rendering.of(brief).track(INCOMING, frames).render().samples());
    }

    @Test
    void packetsBeforeStartAndAfterEnd_areLeftOut() {
        FrameSequence sequence = FrameSequence.from(at(-0.02)).count(52);
        Rendered rendered = rendered(1, sequence.frames());

        Tape.of(SECOND).put(-160, sequence.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsReceived()).isEqualTo(50);
        assertThat(rendered.quality().packetsExpected()).isEqualTo(50);
    }

    @Test
    void audioBehindTheEnd_isCutToTheSample() {
        RecordingSpan span =
                new RecordingSpan(new RecordingClock(START, SECOND), START + 990_125, List.of(), 2_000_000);
        FrameSequence sequence = FrameSequence.from(START);

        Tape.of(7921)
                .put(0, sequence.samples())
                .assertEquals(Rendering.of(span)
                        .track(INCOMING, sequence.frames())
                        .render()
                        .samples());
    }

    @Test
    void startBetweenTwoPackets_placesTheNextByItsTime() {
        RecordingSpan span = new RecordingSpan(new RecordingClock(START + 13_000, SECOND), at(1), List.of(), 2_000_000);
        FrameSequence sequence = FrameSequence.from(START);

        Tape.of(7896)
                .put(56, sequence.samples(1, 50))
                .assertEquals(Rendering.of(span)
                        .track(INCOMING, sequence.frames())
                        .render()
                        .samples());
    }
}
