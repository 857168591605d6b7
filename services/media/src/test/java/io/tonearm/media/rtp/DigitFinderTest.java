package io.tonearm.media.rtp;

import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.rtp.DigitFinder.Digit;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.HostileFrames;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.media.testing.RtpPacketBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitFinderTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final int SEGMENT_TICKS = 0xFFFF;
    private static final long SEGMENT_MICROS = SEGMENT_TICKS * 125L;

    @SafeVarargs
    private static List<Digit> find(List<RtpFrame>... frames) {
        List<RtpFrame> ordered = new ArrayList<>();
        for (List<RtpFrame> some : frames) {
            ordered.addAll(some);
        }
        ordered.sort(RtpFrame.CANONICAL_ORDER);
        return DigitFinder.find(ordered.iterator());
    }

    private static RtpFrame frame(long capturedAtMicros, RtpPacketBuilder packet) {
        return new RtpFrame(capturedAtMicros, packet.packet(), KeyPress.FORMAT);
    }

    private static byte[] report(int event, boolean end, int durationTicks) {
        return new byte[] {(byte) event, (byte) (end ? 0x8A : 0x0A), (byte) (durationTicks >> 8), (byte) durationTicks};
    }

    private static List<RtpFrame> withTimestamp(List<RtpFrame> frames, long timestamp) {
        return frames.stream()
                .filter(frame -> frame.packet().timestamp() == timestamp)
                .toList();
    }

    @Test
    void keyPress_isOneDigitFromItsBeginning() {
        assertThat(find(KeyPress.of('5', START).lengthMillis(160).frames())).containsExactly(new Digit('5', START));
    }

    @Test
    void endPacketsOfOneSequenceNumber_areOneDigit() {
        // as a common test tool sends them: 20 ms apart, each end packet a copy of the first
        List<RtpFrame> frames = new ArrayList<>();
        frames.add(frame(
                START,
                rtp().marker().sequenceNumber(7984).timestamp(13_280).ssrc(9).payload(report(11, false, 0))));
        for (int i = 0; i < 3; i++) {
            frames.add(frame(
                    START + 20_000 + i * 40L,
                    rtp().sequenceNumber(7985).timestamp(13_280).ssrc(9).payload(report(11, true, 160))));
        }

        assertThat(find(frames)).containsExactly(new Digit('#', START));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void anyOnePacketAlone_tellsDigitAndBeginning(int index) {
        List<RtpFrame> frames = KeyPress.of('*', START).lengthMillis(150).frames();

        assertThat(find(frames.subList(index, index + 1))).containsExactly(new Digit('*', START));
    }

    @Test
    void delayedFirstPacket_movesNoBeginning() {
        List<RtpFrame> frames = new ArrayList<>(KeyPress.of('2', START).frames());
        RtpFrame first = frames.remove(0);
        frames.add(new RtpFrame(START + 45_000, first.packet(), first.format()));

        assertThat(find(frames)).containsExactly(new Digit('2', START));
    }

    @Test
    void sameKeyPressedTwice_isTwoDigits() {
        assertThat(find(
                        KeyPress.of('7', START).timestamp(1000).frames(),
                        KeyPress.of('7', START + 300_000).timestamp(3400).frames()))
                .containsExactly(new Digit('7', START), new Digit('7', START + 300_000));
    }

    @Test
    void digits_areInOrderOfTimeThenDigit() {
        assertThat(find(
                        KeyPress.of('9', START).ssrc(3).frames(),
                        KeyPress.of('1', START).ssrc(2).frames(),
                        KeyPress.of('#', START - 1).ssrc(1).frames()))
                .containsExactly(new Digit('#', START - 1), new Digit('1', START), new Digit('9', START));
    }

    @Test
    void sameTimestampOfTwoSources_isTwoDigits() {
        assertThat(find(
                        KeyPress.of('4', START).ssrc(1).frames(),
                        KeyPress.of('4', START + 500_000).ssrc(2).frames()))
                .containsExactly(new Digit('4', START), new Digit('4', START + 500_000));
    }

    @Test
    void twoDigitsOfOneTimestamp_areBothThere() {
        assertThat(find(
                        KeyPress.of('4', START).timestamp(0).frames(),
                        KeyPress.of('2', START + 500_000).timestamp(0).frames()))
                .containsExactly(new Digit('4', START), new Digit('2', START + 500_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 48_000})
    void duration_isCountedOnTheFormatsClock(int clockRate) {
        PayloadFormat format = new PayloadFormat("Telephone-Event", clockRate, 1);
        List<RtpFrame> frames =
                KeyPress.of('3', START).format(format).lengthMillis(200).frames();

        assertThat(find(frames.subList(3, frames.size()))).containsExactly(new Digit('3', START));
    }

    @Test
    void frameOfAnotherFormat_isPassedOver() {
        RtpPacket packet = rtp().payload(report(5, true, 800)).packet();

        assertThat(find(
                        FrameSequence.from(START).frames(),
                        List.of(
                                new RtpFrame(START, packet, null),
                                new RtpFrame(START, packet, new PayloadFormat("PCMU", 8000, 1)))))
                .isEmpty();
    }

    @Test
    void eventThatIsNoDigit_isPassedOver() {
        assertThat(find(List.of(
                        frame(START, rtp().payload(report(16, true, 800))),
                        frame(START, rtp().payload(report(255, true, 800))),
                        frame(START, rtp().payload(new byte[] {5, 10, 0})))))
                .isEmpty();
    }

    @Test
    void noFrames_areNoDigits() {
        assertThat(DigitFinder.find(Collections.emptyIterator())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFF_0000L, 0xFFFF_FFFFL})
    void keyHeldForLongerThanADurationSays_isOneDigit(long timestamp) {
        List<RtpFrame> frames = KeyPress.of('8', START)
                .timestamp(timestamp)
                .lengthMillis(20_000)
                .frames();

        assertThat(frames.stream().map(frame -> frame.packet().timestamp()).distinct())
                .hasSize(3);
        assertThat(find(frames)).containsExactly(new Digit('8', START));
    }

    @Test
    void lostReportOfAWholeSegment_leavesTheKeyOneDigit() {
        List<RtpFrame> frames = new ArrayList<>(
                KeyPress.of('8', START).timestamp(0).lengthMillis(10_000).frames());
        List<RtpFrame> segment = withTimestamp(frames, 0);
        frames.removeAll(segment.subList(1, segment.size()));

        assertThat(find(frames)).containsExactly(new Digit('8', START));
    }

    @Test
    void lostSegment_leavesADigitFromTheNext() {
        List<RtpFrame> frames = new ArrayList<>(
                KeyPress.of('8', START).timestamp(0).lengthMillis(10_000).frames());
        frames.removeAll(withTimestamp(frames, 0));

        assertThat(find(frames)).containsExactly(new Digit('8', START + SEGMENT_MICROS));
    }

    @Test
    void segmentShorterThanTheLongest_isContinuedWhereItsLastReportEnds() {
        assertThat(find(List.of(
                        frame(START, rtp().marker().timestamp(1000).payload(report(6, false, 0))),
                        frame(START + 500_000, rtp().timestamp(1000).payload(report(6, false, 4000))),
                        frame(START + 600_000, rtp().timestamp(5000).payload(report(6, true, 800))))))
                .containsExactly(new Digit('6', START));
    }

    @Test
    void whatBeginsRightBehindWithAMarker_isAnotherDigit() {
        assertThat(find(List.of(
                        frame(START + 100_000, rtp().timestamp(1000).payload(report(6, false, 800))),
                        frame(START + 100_000, rtp().marker().timestamp(1800).payload(report(6, false, 0))))))
                .containsExactly(new Digit('6', START), new Digit('6', START + 100_000));
    }

    @Test
    void whatBeginsRightBehindAnEnd_isAnotherDigit() {
        assertThat(find(List.of(
                        frame(START + 100_000, rtp().timestamp(1000).payload(report(6, true, 800))),
                        frame(START + 200_000, rtp().timestamp(1800).payload(report(6, true, 800))))))
                .containsExactly(new Digit('6', START), new Digit('6', START + 100_000));
    }

    @Test
    void anotherKeyOrSourceRightBehind_isAnotherDigit() {
        assertThat(find(List.of(
                        frame(START + 100_000, rtp().timestamp(1000).payload(report(6, false, 800))),
                        frame(START + 200_000, rtp().timestamp(1800).payload(report(7, true, 800))),
                        frame(START + 300_000, rtp().timestamp(1800).ssrc(5).payload(report(6, true, 800))))))
                .containsExactly(
                        new Digit('6', START), new Digit('7', START + 100_000), new Digit('6', START + 200_000));
    }

    @Test
    void reportOfNoDurationWithoutAMarker_isADigit() {
        assertThat(find(List.of(frame(START, rtp().payload(report(6, false, 0))))))
                .containsExactly(new Digit('6', START));
    }

    @Test
    void moreEventsThanAreKept_areTheFirstOnes() {
        List<RtpFrame> frames = new ArrayList<>();
        for (int i = 0; i <= DigitFinder.MOST_EVENTS; i++) {
            frames.add(
                    frame(START + i * 1000L, rtp().marker().timestamp(i * 100L).payload(report(i % 10, false, 0))));
        }
        // later packets of a kept event still count
        frames.add(frame(START + 2_000_000, rtp().timestamp(99_900).payload(report(9, true, 8 * 1002))));

        List<Digit> digits = find(frames);

        assertThat(digits).hasSize(DigitFinder.MOST_EVENTS).doesNotContain(new Digit('0', START + 1_000_000));
        assertThat(digits.get(DigitFinder.MOST_EVENTS - 1)).isEqualTo(new Digit('9', START + 998_000));
    }

    /** Key presses one after the other, the packets of each by itself. */
    private static List<List<RtpFrame>> keyPresses(Random random, List<Digit> pressed) {
        List<List<RtpFrame>> keyPresses = new ArrayList<>();
        long ticks = random.nextLong(1L << 32);
        long micros = START;
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            char digit = "0123456789*#ABCD".charAt(random.nextInt(16));
            int millis = random.nextInt(8) == 0 ? random.nextInt(8200, 30_000) : random.nextInt(20, 800);
            pressed.add(new Digit(digit, micros));
            keyPresses.add(KeyPress.of(digit, micros)
                    .timestamp(ticks)
                    .lengthMillis(millis)
                    .firstSequenceNumber(random.nextInt(65_536))
                    .frames());
            int restMillis = millis + random.nextInt(50, 2000);
            ticks += restMillis * 8L;
            micros += restMillis * 1000L;
        }
        return keyPresses;
    }

    @Seeded(runs = 100)
    void anyOrderAndDuplication_givesTheSameDigits(Random random) {
        List<Digit> pressed = new ArrayList<>();
        List<RtpFrame> frames = new ArrayList<>();
        keyPresses(random, pressed).forEach(frames::addAll);
        List<RtpFrame> again = new ArrayList<>(frames);
        for (RtpFrame frame : frames) {
            if (random.nextInt(4) == 0) {
                again.addAll(KeyPress.delayed(List.of(frame), random, 200_000));
            }
        }
        Collections.shuffle(again, random);

        assertThat(find(frames)).isEqualTo(pressed);
        assertThat(find(again)).isEqualTo(pressed);
    }

    @Seeded(runs = 100)
    void lossThatLeavesAPacketOfEachSegment_delaysABeginningByTheJitterAtMost(Random random) {
        // Given
        long jitterMicros = random.nextLong(40_000);
        List<Digit> pressed = new ArrayList<>();
        List<RtpFrame> received = new ArrayList<>();
        for (List<RtpFrame> keyPress : keyPresses(random, pressed)) {
            List<RtpFrame> left = new ArrayList<>(KeyPress.delayed(keyPress, random, jitterMicros));
            for (RtpFrame frame : List.copyOf(left)) {
                boolean isLast = withTimestamp(left, frame.packet().timestamp()).size() == 1;
                if (!isLast && random.nextInt(5) > 0) {
                    left.remove(frame);
                }
            }
            received.addAll(left);
        }

        // When
        List<Digit> found = find(received);

        // Then
        assertThat(found)
                .extracting(Digit::digit)
                .isEqualTo(pressed.stream().map(Digit::digit).toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).beganAtMicros() - pressed.get(i).beganAtMicros())
                    .isBetween(0L, jitterMicros);
        }
    }

    @Seeded(runs = 40)
    void hostilePackets_neverThrowAndGiveOrderedDigits(Random random) {
        List<RtpFrame> frames = HostileFrames.from(START, random, 3000);

        List<Digit> digits = find(frames);

        assertThat(digits)
                .hasSizeLessThanOrEqualTo(DigitFinder.MOST_EVENTS)
                .isSortedAccordingTo(
                        Comparator.comparingLong(Digit::beganAtMicros).thenComparing(Digit::digit));
    }
}
