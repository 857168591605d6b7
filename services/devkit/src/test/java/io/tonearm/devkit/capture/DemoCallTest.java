package io.tonearm.devkit.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoCallTest {

    private static final int SAMPLES_PER_SECOND = 8_000;
    private static final double SPEECH_LEVEL = 300;

    private final DemoCall demo = DemoCall.load();

    /** The samples of a direction by RTP timestamp, decoded from mu-law; the call has no loss. */
    private static short[] samples(@Nullable CapturedDirection direction) {
        assertThat(direction).isNotNull();
        List<CapturedPacket> packets = direction.packets();
        int first = ByteBuffer.wrap(packets.get(0).rtp()).getInt(4);
        short[] samples = new short[packets.size() * 160];
        for (CapturedPacket packet : packets) {
            int at = ByteBuffer.wrap(packet.rtp()).getInt(4) - first;
            for (int i = 12; i < packet.rtp().length; i++) {
                samples[at + i - 12] = (short) linear(~packet.rtp()[i] & 0xFF);
            }
        }
        return samples;
    }

    private static int linear(int code) {
        int magnitude = ((((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84;
        return (code & 0x80) == 0 ? magnitude : -magnitude;
    }

    private static double rms(short[] samples, long fromMicros, long toMicros) {
        short[] part = Arrays.copyOfRange(samples, position(fromMicros), position(toMicros));
        double sum = 0;
        for (short sample : part) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / part.length);
    }

    private static int position(long micros) {
        return (int) (micros * SAMPLES_PER_SECOND / 1_000_000);
    }

    @Test
    void capture_holdsASignalledCallWithoutLoss() {
        CapturedCall call = demo.call();

        assertThat(call.callId()).isEqualTo("demo-call@harbour-flowers.example");
        assertThat(call.directions()).hasSize(2).allSatisfy(direction -> {
            assertThat(direction.packets())
                    .hasSize(1_183)
                    .allSatisfy(packet -> assertThat(packet.rtp()).hasSize(172));
            assertThat(direction.payloadTypes()).containsOnlyKeys(0);
        });
        assertThat(call.counts().sipMessages()).isEqualTo(6);
        assertThat(call.lastMicros() - call.firstMicros()).isBetween(23_500_000L, 24_000_000L);
    }

    @Test
    void eachSentence_isHeardFromItsPartyOnly() {
        short[] customer = samples(demo.call().incoming());
        short[] agent = samples(demo.call().outgoing());

        assertThat(demo.lines()).hasSize(7).allSatisfy(line -> {
            boolean ofCustomer = line.party().equals("customer");
            assertThat(rms(ofCustomer ? customer : agent, line.beginMicros(), line.endMicros()))
                    .isGreaterThan(SPEECH_LEVEL);
            assertThat(rms(ofCustomer ? agent : customer, line.beginMicros(), line.endMicros()))
                    .isZero();
        });
    }

    @Test
    void pause_coversTheCardNumberWithSilenceAtBothEnds() {
        // Given
        long margin = 400_000;
        DemoCall.Line number = demo.lines().stream()
                .filter(line -> line.sentence().contains("four one one one"))
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(number.beginMicros() - demo.pauseMicros()).isEqualTo(500_000);
        assertThat(demo.resumeMicros() - number.endMicros()).isEqualTo(500_000);
        assertThat(demo.lines())
                .filteredOn(line -> line.endMicros() > demo.pauseMicros() && line.beginMicros() < demo.resumeMicros())
                .containsExactly(number);
        for (short[] samples :
                List.of(samples(demo.call().incoming()), samples(demo.call().outgoing()))) {
            assertThat(rms(samples, demo.pauseMicros() - margin, demo.pauseMicros() + margin))
                    .isZero();
            assertThat(rms(samples, demo.resumeMicros() - margin, demo.resumeMicros() + margin))
                    .isZero();
        }
    }
}
