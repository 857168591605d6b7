package io.tonearm.devkit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tonearm.devkit.call.CallGenerator.Network;
import io.tonearm.devkit.call.CallGenerator.Options;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.media.audio.CompandingLaw;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallGeneratorTest {

    private static final long BEGIN = 1_795_000_000_000_000L;
    private static final long MINUTE = 60_000_000;

    private static List<Integer> sequenceNumbers(CapturedDirection direction) {
        int first = Short.toUnsignedInt(
                ByteBuffer.wrap(direction.packets().get(0).rtp()).getShort(2));
        return direction.packets().stream()
                .map(packet -> (ByteBuffer.wrap(packet.rtp()).getShort(2) - first) & 0xFFFF)
                .toList();
    }

    private static double loudness(CapturedPacket packet) {
        byte[] rtp = packet.rtp();
        double squares = IntStream.range(12, rtp.length)
                .mapToDouble(i -> CompandingLaw.MU_LAW.decode(rtp[i]))
                .map(sample -> sample * sample)
                .sum();
        return Math.sqrt(squares / (rtp.length - 12));
    }

    @Test
    void sameSeed_givesTheSameCall() {
        CapturedCall one = CallGenerator.generate(Options.of(1, BEGIN, MINUTE).over(Network.MOBILE));
        CapturedCall again = CallGenerator.generate(Options.of(1, BEGIN, MINUTE).over(Network.MOBILE));
        CapturedCall other = CallGenerator.generate(Options.of(2, BEGIN, MINUTE).over(Network.MOBILE));

        assertThat(bytes(again)).isEqualTo(bytes(one)).isNotEqualTo(bytes(other));
    }

    private static List<ByteBuffer> bytes(CapturedCall call) {
        return call.directions().stream()
                .flatMap(direction -> direction.packets().stream())
                .map(packet -> ByteBuffer.wrap(packet.rtp()))
                .toList();
    }

    @Test
    void perfectNetwork_deliversEveryPacketInTime() {
        CapturedCall call = CallGenerator.generate(Options.of(3, BEGIN, MINUTE));

        assertThat(call.directions()).hasSize(2).allSatisfy(direction -> {
            assertThat(sequenceNumbers(direction))
                    .isEqualTo(IntStream.range(0, 3_000).boxed().toList());
            assertThat(direction.packets().get(7).capturedAtMicros()).isEqualTo(BEGIN + 140_000);
            assertThat(direction.packets().get(7).rtp()).hasSize(172);
        });
    }

    @Test
    void parties_takeTurns() {
        CapturedCall call = CallGenerator.generate(Options.of(4, BEGIN, MINUTE));

        int both = 0;
        int one = 0;
        for (int i = 0; i < 3_000; i++) {
            boolean caller = loudness(call.incoming().packets().get(i)) > 500;
            boolean called = loudness(call.outgoing().packets().get(i)) > 500;
            both += caller && called ? 1 : 0;
            one += caller != called ? 1 : 0;
        }
        assertThat(both).isLessThan(60);
        assertThat(one).isGreaterThan(1_500);
    }

    @Test
    void badNetwork_losesDoublesAndReorders() {
        CapturedCall call =
                CallGenerator.generate(Options.of(5, BEGIN, 5 * MINUTE).over(new Network(2_000, 0.05, 0.03, 0.04)));

        List<Integer> numbers = sequenceNumbers(call.incoming());
        int sent = 15_000;
        int distinct = (int) numbers.stream().distinct().count();
        long backwards = IntStream.range(1, numbers.size())
                .filter(i -> numbers.get(i) < numbers.get(i - 1))
                .count();
        assertThat(sent - distinct).isCloseTo(sent * 5 / 100, within(250));
        assertThat(numbers.size() - distinct).isCloseTo(sent * 3 / 100, within(150));
        assertThat(backwards).isGreaterThan(300);
        assertThat(call.incoming().packets())
                .isSortedAccordingTo((a, b) -> Long.compare(a.capturedAtMicros(), b.capturedAtMicros()));
    }

    @Test
    void aLawInOtherPackets_saysSo() {
        CapturedCall call =
                CallGenerator.generate(new Options(6, BEGIN, 1_000_000, CompandingLaw.A_LAW, 30, Network.PERFECT));

        assertThat(call.incoming().packets()).hasSize(33).allSatisfy(packet -> {
            assertThat(packet.payloadType()).isEqualTo(8);
            assertThat(packet.rtp()).hasSize(252);
        });
        assertThat(call.incoming().payloadTypes().get(8).encodingName()).isEqualTo("PCMA");
    }
}
