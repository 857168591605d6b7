package io.tonearm.media.audio;

import static io.tonearm.media.rtp.Track.INCOMING;
import static io.tonearm.media.rtp.Track.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.NumberedAudio;
import io.tonearm.media.testing.Rendering;
import io.tonearm.media.testing.Rendering.Rendered;
import io.tonearm.media.testing.RtpPacketBuilder;
import io.tonearm.media.testing.Tape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What files come out: channels, encodings, codecs, and what is said of them. */
class RecordingRendererTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final int SECOND = 8000;
    private static final FrameSequence LEFT = FrameSequence.from(START + 100_000);
    private static final FrameSequence RIGHT =
            FrameSequence.from(START + 250_000).firstSample(1_000_000);

    private static RecordingSpan span(long micros, int sampleRate) {
        return new RecordingSpan(new RecordingClock(START, sampleRate), START + micros, List.of(), 2_000_000);
    }

    private static Rendering twoSeconds() {
        return Rendering.of(span(2_000_000, SECOND));
    }

    private static short[] through(FileEncoding encoding, short[] samples) {
        short[] coded = samples.clone();
        for (int i = 0; i < coded.length; i++) {
            coded[i] = switch (encoding) {
                case PCM_16 -> coded[i];
                case MULAW -> CompandingLaw.MU_LAW.decode(CompandingLaw.MU_LAW.encode(coded[i]));
                case ALAW -> CompandingLaw.A_LAW.decode(CompandingLaw.A_LAW.encode(coded[i]));
            };
        }
        return coded;
    }

    @ParameterizedTest
    @EnumSource
    void bothTracks_areIncomingLeftAndOutgoingRight(FileEncoding encoding) {
        Rendered rendered = twoSeconds()
                .track(OUTGOING, RIGHT.frames())
                .track(INCOMING, LEFT.frames())
                .encoding(encoding)
                .render();
        short[] left = Tape.of(2 * SECOND).put(800, LEFT.samples()).samples();
        short[] right = Tape.of(2 * SECOND).put(2000, RIGHT.samples()).samples();

        assertThat(rendered.wav().channels()).isEqualTo(2);
        assertThat(rendered.wav().formatTag()).isEqualTo(encoding.formatTag());
        assertThat(rendered.wav().sampleRate()).isEqualTo(8000);
        assertThat(rendered.wav().channel(0)).isEqualTo(through(encoding, left));
        assertThat(rendered.wav().channel(1)).isEqualTo(through(encoding, right));
        assertThat(rendered.qualities()).extracting(TrackQuality::track).containsExactly(INCOMING, OUTGOING);
    }

    @ParameterizedTest
    @EnumSource
    void oneTrack_isMono(FileEncoding encoding) {
        Rendered rendered =
                twoSeconds().track(OUTGOING, RIGHT.frames()).encoding(encoding).render();
        short[] samples = Tape.of(2 * SECOND).put(2000, RIGHT.samples()).samples();

        assertThat(rendered.wav().channels()).isEqualTo(1);
        assertThat(rendered.samples()).isEqualTo(through(encoding, samples));
        assertThat(rendered.quality().track()).isEqualTo(OUTGOING);
    }

    @ParameterizedTest
    @EnumSource
    void file_isTakenByTheSoundLibraryOfTheJdk(FileEncoding encoding)
            throws UnsupportedAudioFileException, IOException {
        byte[] file = twoSeconds()
                .track(INCOMING, LEFT.frames())
                .track(OUTGOING, RIGHT.frames())
                .encoding(encoding)
                .render()
                .bytes();
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            AudioFormat linear = new AudioFormat(8000, 16, 2, true, false);
            byte[] first = AudioSystem.getAudioInputStream(linear, in).readNBytes(4 * 2 * SECOND);

            assertThat(in.getFrameLength()).isEqualTo(2 * SECOND);
            assertThat(in.getFormat().getChannels()).isEqualTo(2);
            short expected = through(encoding, LEFT.samples())[0];
            assertThat((short) (first[4 * 800] & 0xFF | first[4 * 800 + 1] << 8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void codecThatChanges_movesNothing() {
        FrameSequence mulaw = FrameSequence.from(START).count(20);
        FrameSequence alaw = FrameSequence.from(START + 400_000)
                .count(20)
                .format(8, NumberedAudio.PCMA)
                .firstSequenceNumber(1020)
                .firstTimestamp(160_000 + 3200)
                .firstSample(3200);
        FrameSequence linear = FrameSequence.from(START + 800_000)
                .count(20)
                .format(96, NumberedAudio.L16)
                .firstSequenceNumber(1040)
                .firstTimestamp(160_000 + 6400)
                .firstSample(6400);
        Rendered rendered = twoSeconds()
                .track(
                        INCOMING,
                        Stream.of(mulaw, alaw, linear)
                                .flatMap(sequence -> sequence.frames().stream())
                                .toList())
                .render();

        Tape.of(2 * SECOND)
                .put(0, mulaw.samples())
                .put(3200, alaw.samples())
                .put(6400, linear.samples())
                .assertEquals(rendered.samples());
        assertThat(rendered.quality().codecs()).containsExactly("PCMU", "PCMA", "L16");
    }

    @Test
    void wideband_isRenderedAtItsOwnRate() {
        FrameSequence sequence = FrameSequence.from(START + 100_000).format(97, new PayloadFormat("L16", 16_000, 1));
        Rendered rendered = Rendering.of(span(2_000_000, 16_000))
                .track(INCOMING, sequence.frames())
                .render();

        assertThat(rendered.wav().sampleRate()).isEqualTo(16_000);
        Tape.of(32_000).put(1600, sequence.samples()).assertEquals(rendered.samples());
    }

    @Test
    void telephoneEvents_areNotAudio() {
        PayloadFormat events = new PayloadFormat(PayloadFormat.TELEPHONE_EVENT, 8000, 1);
        List<RtpFrame> frames = new ArrayList<>(LEFT.frames(0, 20));
        for (int index = 20; index < 25; index++) {
            frames.add(FrameSequence.from(START + 100_000).format(101, events).frame(index));
        }
        frames.addAll(LEFT.frames(25, 50));
        Rendered rendered = twoSeconds().track(INCOMING, frames).render();

        Tape.of(2 * SECOND).put(800, LEFT.samples()).erase(4000, 4800).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsUndecodable()).isZero();
        assertThat(rendered.quality().packetsLost()).isZero();
    }

    @Test
    void unknownCodec_isSilenceCountedAsUndecodable() {
        FrameSequence opus = FrameSequence.from(START).format(96, new PayloadFormat("opus", 8000, 1));
        Rendered rendered = twoSeconds().track(INCOMING, opus.frames()).render();

        Tape.of(2 * SECOND).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsUndecodable()).isEqualTo(50);
        assertThat(rendered.quality().packetsReceived()).isEqualTo(50);
        assertThat(rendered.quality().codecs()).containsExactly("opus");
        assertThat(rendered.mediaMissing()).isFalse();
    }

    @Test
    void manyUnknownCodecs_areNamedUpToALimitAndLeaveTheOthersAlone() {
        List<RtpFrame> frames = new ArrayList<>(LEFT.frames());
        for (int number = 0; number < 40; number++) {
            PayloadFormat unknown = new PayloadFormat("x-" + number, 8000, 1);
            frames.add(FrameSequence.from(START + 100_500)
                    .format(96, unknown)
                    .firstSequenceNumber(1500)
                    .frame(number));
        }
        Rendered rendered = twoSeconds().track(INCOMING, frames).render();

        Tape.of(2 * SECOND).put(800, LEFT.samples()).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsUndecodable()).isEqualTo(40);
        assertThat(rendered.quality().codecs()).hasSize(16).startsWith("PCMU", "x-0");
    }

    @Test
    void payloadTypeThatNobodyExplained_isCountedAsUndecodable() {
        RtpFrame frame =
                new RtpFrame(START, RtpPacketBuilder.rtp().payloadType(120).packet(), null);
        Rendered rendered = twoSeconds().track(INCOMING, List.of(frame)).render();

        Tape.of(2 * SECOND).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsUndecodable()).isEqualTo(1);
        assertThat(rendered.mediaMissing()).isFalse();
    }

    @Test
    void payloadThatEndsWithinASample_isCountedAsUndecodable() {
        RtpFrame frame = new RtpFrame(
                START,
                RtpPacketBuilder.rtp().payloadType(96).payload(new byte[321]).packet(),
                NumberedAudio.L16);
        Rendered rendered = twoSeconds().track(INCOMING, List.of(frame)).render();

        assertThat(rendered.quality().packetsUndecodable()).isEqualTo(1);
    }

    @Test
    void packetOfMoreThanASecond_isCountedAsUndecodable() {
        RtpFrame frame = new RtpFrame(
                START, RtpPacketBuilder.rtp().payload(new byte[8193]).packet(), NumberedAudio.PCMU);
        Rendered rendered = twoSeconds().track(INCOMING, List.of(frame)).render();

        Tape.of(2 * SECOND).assertEquals(rendered.samples());
        assertThat(rendered.quality().packetsUndecodable()).isEqualTo(1);
    }

    @Test
    void noMedia_isSilenceOfTheFullLengthFlaggedAsSuch() {
        Rendered rendered = twoSeconds()
                .track(INCOMING, List.of())
                .track(OUTGOING, List.of())
                .render();

        Tape.of(2 * SECOND).assertEquals(rendered.wav().channel(0));
        Tape.of(2 * SECOND).assertEquals(rendered.wav().channel(1));
        assertThat(rendered.mediaMissing()).isTrue();
        assertThat(rendered.quality().longestGapMicros()).isEqualTo(2_000_000);
        assertThat(rendered.quality().packetsExpected()).isZero();
    }

    @Test
    void mediaOnOneSide_isNotMissing() {
        Rendered rendered = twoSeconds()
                .track(INCOMING, List.of())
                .track(OUTGOING, RIGHT.frames())
                .render();

        assertThat(rendered.mediaMissing()).isFalse();
        assertThat(rendered.qualities())
                .extracting(TrackQuality::packetsReceived)
                .containsExactly(0L, 50L);
    }

    @Test
    void recordingOfNoLength_isAFileWithoutSamples() {
        Rendered rendered =
                Rendering.of(span(0, SECOND)).track(INCOMING, LEFT.frames()).render();

        assertThat(rendered.samples()).isEmpty();
        assertThat(rendered.mediaMissing()).isTrue();
        assertThat(rendered.quality().longestGapMicros()).isZero();
    }

    @Test
    void sizeAndDuration_areKnownBeforeRendering() {
        RecordingRenderer renderer = Rendering.of(span(1_500_100, SECOND))
                .track(INCOMING, LEFT.frames())
                .renderer();

        assertThat(renderer.durationMicros()).isEqualTo(1_500_000);
        assertThat(renderer.size()).isEqualTo(80 + 2 * 12_000 + 28);
    }

    @Test
    void noTrack_isRefused() {
        assertThatThrownBy(() -> twoSeconds().renderer()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jitter_isThatOfRfc3550InMicros() {
        List<RtpFrame> frames = IntStream.range(0, 3)
                .mapToObj(index -> LEFT.frame(index, index * 10_000L))
                .toList();

        // |D| is 80 ticks twice: J is 5, then 5 + 75/16 = 9.6875 ticks of 125 us
        assertThat(twoSeconds().track(INCOMING, frames).render().quality().jitterMicros())
                .isEqualTo(1211);
    }

    @Test
    void qualityOfSeveralSources_isAddedUp() {
        FrameSequence other = FrameSequence.from(START + 1_100_000).ssrc(9).count(20);
        List<RtpFrame> frames = new ArrayList<>(LEFT.frames(0, 30));
        frames.addAll(LEFT.frames(35, 50));
        frames.add(LEFT.frame(3, 25_000));
        frames.addAll(other.frames(0, 10));
        frames.addAll(other.frames(12, 20));
        TrackQuality quality = twoSeconds().track(INCOMING, frames).render().quality();

        assertThat(quality.packetsExpected()).isEqualTo(70);
        assertThat(quality.packetsReceived()).isEqualTo(63);
        assertThat(quality.packetsLost()).isEqualTo(7);
        assertThat(quality.packetsDuplicated()).isEqualTo(1);
        assertThat(quality.packetsReordered()).isZero();
        assertThat(quality.longestGapMicros()).isEqualTo(500_000);
    }
}
