package io.tonearm.media.audio;

import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.HostileFrames;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.media.testing.NumberedAudio;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessMeterTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final SilenceThreshold WHISPER = new SilenceThreshold(100);

    private static boolean isLoud(SilenceThreshold threshold, PayloadFormat format, byte... payload) {
        return new LoudnessMeter(threshold)
                .isLoud(new RtpFrame(START, rtp().payload(payload).padding(3).packet(), format));
    }

    private static byte[] linear(short... samples) {
        ByteBuffer payload = ByteBuffer.allocate(2 * samples.length);
        for (short sample : samples) {
            payload.putShort(sample);
        }
        return payload.array();
    }

    private static byte[] companded(CompandingLaw law, short... samples) {
        byte[] payload = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            payload[i] = law.encode(samples[i]);
        }
        return payload;
    }

    private static short[] sine(int samples, double levelDbfs) {
        return Tone.samples(1000, samples, levelDbfs, 0, 8000);
    }

    @ParameterizedTest
    @CsvSource({"-44, true", "-46, false", "-3, true", "-70, false"})
    void sine_isLoudAboveTheThresholdInEveryCodec(double levelDbfs, boolean loud) {
        short[] sine = sine(160, levelDbfs);

        assertThat(isLoud(WHISPER, NumberedAudio.L16, linear(sine))).isEqualTo(loud);
        assertThat(isLoud(WHISPER, NumberedAudio.PCMU, companded(CompandingLaw.MU_LAW, sine)))
                .isEqualTo(loud);
        assertThat(isLoud(WHISPER, NumberedAudio.PCMA, companded(CompandingLaw.A_LAW, sine)))
                .isEqualTo(loud);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 160, 320})
    void oneLoudBlockAmongSilentOnes_isHeard(int at) {
        // over 60 ms it is 4.8 dB less
        short[] samples = new short[480];
        System.arraycopy(sine(160, -44), 0, samples, at, 160);

        assertThat(isLoud(WHISPER, NumberedAudio.L16, linear(samples))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"80, 80", "1, 1", "240, 80"})
    void shortBlock_countsWithTheSamplesItHas(int count, int loud) {
        short[] samples = new short[count];
        for (int i = count - loud; i < count; i++) {
            samples[i] = 140;
        }

        assertThat(isLoud(WHISPER, NumberedAudio.L16, linear(samples))).isTrue();
    }

    @Test
    void soundOfHalfABlock_countsOverTheWholeBlock() {
        short[] samples = new short[160];
        System.arraycopy(sine(80, -44), 0, samples, 0, 80);

        assertThat(isLoud(WHISPER, NumberedAudio.L16, linear(samples))).isFalse();
    }

    @Test
    void severalChannels_areHeardAsTheyAreMixed() {
        PayloadFormat stereo = new PayloadFormat("L16", 48_000, 2);

        assertThat(isLoud(WHISPER, stereo, linear((short) 9000, (short) -9000))).isFalse();
        assertThat(isLoud(WHISPER, stereo, linear((short) 9000, (short) 9000))).isTrue();
    }

    @Test
    void whatIsNoSoundInAFile_isNotLoud() {
        byte[] noise = NumberedAudio.payload(NumberedAudio.PCMU, 0, 160);

        assertThat(isLoud(WHISPER, NumberedAudio.PCMU, noise)).isTrue();
        assertThat(isLoud(WHISPER, null, noise)).isFalse();
        assertThat(isLoud(WHISPER, KeyPress.FORMAT, noise)).isFalse();
        assertThat(isLoud(WHISPER, new PayloadFormat(PayloadFormat.COMFORT_NOISE, 8000, 1), noise))
                .isFalse();
        assertThat(isLoud(WHISPER, new PayloadFormat("opus", 48_000, 2), noise)).isFalse();
        assertThat(isLoud(WHISPER, new PayloadFormat("PCMU", 4000, 1), noise)).isFalse();
    }

    @Test
    void whatCannotBeDecoded_isNotLoud() {
        assertThat(isLoud(WHISPER, NumberedAudio.PCMU)).isFalse();
        assertThat(isLoud(WHISPER, NumberedAudio.L16, new byte[] {99, 99, 99})).isFalse();
        assertThat(isLoud(WHISPER, NumberedAudio.PCMU, new byte[8192])).isTrue();
        assertThat(isLoud(WHISPER, NumberedAudio.PCMU, new byte[8193])).isFalse();
    }

    @Test
    void manyFormats_areHeardByOneMeter() {
        LoudnessMeter meter = new LoudnessMeter(WHISPER);

        for (int i = 0; i < 100; i++) {
            PayloadFormat format = new PayloadFormat("PCMU", 8000 + 1000 * (i % 40), 1);
            assertThat(meter.isLoud(FrameSequence.from(START).format(0, format).frame(i)))
                    .isTrue();
            assertThat(meter.isLoud(new RtpFrame(
                            START, rtp().payload(linear(new short[160])).packet(), NumberedAudio.L16)))
                    .isFalse();
        }
    }

    @Seeded(runs = 100)
    void anyPacket_isJudgedByItsLoudestBlock(Random random) {
        SilenceThreshold threshold = new SilenceThreshold(random.nextInt(1, 1001));
        short[] samples = new short[random.nextInt(1, 1000)];
        double amplitude = 40_000 * Math.pow(10, (threshold.levelDbfs() + random.nextDouble(-3, 3)) / 20);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(amplitude * random.nextDouble(-1, 1))));
        }

        double loudestDbfs = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < samples.length; from += 160) {
            loudestDbfs = Math.max(loudestDbfs, levelDbfs(samples, from, Math.min(samples.length, from + 160)));
        }

        assertThat(isLoud(threshold, NumberedAudio.L16, linear(samples)))
                .isEqualTo(loudestDbfs > threshold.levelDbfs());
    }

    private static double levelDbfs(short[] samples, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += Math.pow(samples[i] / 32_767.0, 2);
        }
        return 10 * Math.log10(2 * squares / (to - from));
    }

    @Seeded
    void hostilePackets_neverThrow(Random random) {
        LoudnessMeter meter = new LoudnessMeter(new SilenceThreshold(random.nextInt(1, 1001)));

        assertThatCode(() -> HostileFrames.from(START, random, 1000).forEach(meter::isLoud))
                .doesNotThrowAnyException();
    }
}
