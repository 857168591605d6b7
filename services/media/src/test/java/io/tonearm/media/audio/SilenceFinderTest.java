package io.tonearm.media.audio;

import static io.tonearm.media.rtp.Track.INCOMING;
import static io.tonearm.media.rtp.Track.OUTGOING;
import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.media.testing.NumberedAudio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceFinderTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final SilenceThreshold OFFICE = new SilenceThreshold(200);

    private static long at(double seconds) {
        return START + Math.round(seconds * 1_000_000);
    }

    private static PauseInterval pause(double fromSeconds, double toSeconds) {
        return new PauseInterval(at(fromSeconds), at(toSeconds));
    }

    private static RecordingSpan span(double seconds, PauseInterval... pauses) {
        return new RecordingSpan(new RecordingClock(START, 8000), at(seconds), List.of(pauses), 2_000_000);
    }

    /** Loud packets of one source. */
    private static List<RtpFrame> speech(double fromSeconds, double toSeconds) {
        return FrameSequence.from(at(fromSeconds))
                .count((int) Math.round((toSeconds - fromSeconds) * 50))
                .firstTimestamp(Math.round(fromSeconds * 8000))
                .firstSequenceNumber(Math.round(fromSeconds * 50))
                .frames();
    }

    @SafeVarargs
    private static List<RtpFrame> all(List<RtpFrame>... frames) {
        List<RtpFrame> together = new ArrayList<>();
        for (List<RtpFrame> some : frames) {
            together.addAll(some);
        }
        together.sort(RtpFrame.CANONICAL_ORDER);
        return together;
    }

    private static OptionalLong find(RecordingSpan span, double silenceSeconds, List<RtpFrame> incoming) {
        return SilenceFinder.find(
                span, Map.of(INCOMING, incoming.iterator()), Math.round(silenceSeconds * 1_000_000), OFFICE);
    }

    private static OptionalLong find(
            RecordingSpan span, double silenceSeconds, List<RtpFrame> incoming, List<RtpFrame> outgoing) {
        Map<Track, Iterator<RtpFrame>> frames = new EnumMap<>(Track.class);
        frames.put(INCOMING, incoming.iterator());
        frames.put(OUTGOING, outgoing.iterator());
        return SilenceFinder.find(span, frames, Math.round(silenceSeconds * 1_000_000), OFFICE);
    }

    @Test
    void silenceBehindSpeech_isFoundWhenItHasLasted() {
        assertThat(find(span(10), 3, speech(0, 2.5))).hasValue(at(5.5));
    }

    @Test
    void recordingWithoutMedia_isSilentFromItsStart() {
        assertThat(find(span(10), 3, List.of())).hasValue(at(3));
    }

    @Test
    void silenceBrokenTooEarly_countsAnew() {
        assertThat(find(span(20), 3, all(speech(0, 2), speech(4.98, 5), speech(9, 20))))
                .hasValue(at(8));
    }

    @Test
    void speechThroughout_isNoSilence() {
        assertThat(find(span(5), 1, speech(0, 5))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4.5, true", "4.499999, false"})
    void silenceUpToTheEnd_countsWhereItReachesItsLength(double endSeconds, boolean isFound) {
        assertThat(find(span(endSeconds), 2, speech(0, 2.5)))
                .isEqualTo(isFound ? OptionalLong.of(at(4.5)) : OptionalLong.empty());
    }

    @Test
    void recordingWithoutLength_hasNoSilence() {
        assertThat(find(span(0), 1, speech(0, 1))).isEmpty();
        assertThat(find(span(3, pause(0, 3)), 1, List.of())).isEmpty();
    }

    @Test
    void silenceOfOneTrack_isNoneWhileTheOtherSpeaks() {
        assertThat(find(span(10), 1, speech(0, 2), speech(1, 10))).isEmpty();
        assertThat(find(span(10), 1, speech(1, 10), speech(0, 2))).isEmpty();
        assertThat(find(span(10), 1, speech(0, 2), speech(1, 4))).hasValue(at(5));
    }

    @Test
    void talkInTurns_isNoSilence() {
        assertThat(find(
                        span(6),
                        1,
                        all(speech(0, 1), speech(2, 3), speech(4, 5)),
                        all(speech(1, 2), speech(3, 4), speech(5, 6))))
                .isEmpty();
    }

    @Test
    void lostPackets_areSilence() {
        List<RtpFrame> frames = FrameSequence.from(START).count(500).frames();

        assertThat(find(span(10), 2, all(frames.subList(0, 150), frames.subList(250, 500))))
                .hasValue(at(5));
        assertThat(find(span(10), 2, all(frames.subList(0, 150), frames.subList(249, 500))))
                .isEmpty();
    }

    @Test
    void packetsThatAreNoSoundInTheFile_areSilence() {
        FrameSequence sequence = FrameSequence.from(START).count(250);
        List<PayloadFormat> formats = Arrays.asList(
                null,
                new PayloadFormat("opus", 48_000, 2),
                new PayloadFormat("PCMU", 16_000, 1),
                new PayloadFormat(PayloadFormat.COMFORT_NOISE, 8000, 1),
                KeyPress.FORMAT);
        List<RtpFrame> frames = IntStream.range(0, 250)
                .mapToObj(index -> {
                    RtpFrame frame = sequence.frame(index);
                    return index < 50
                            ? frame
                            : new RtpFrame(frame.capturedAtMicros(), frame.packet(), formats.get(index % 5));
                })
                .toList();

        assertThat(find(span(5), 3, frames)).hasValue(at(4));
    }

    @Test
    void pressedDigits_areSilence() {
        assertThat(find(
                        span(5),
                        2,
                        all(speech(0, 1), KeyPress.of('5', at(2)).ssrc(7).frames())))
                .hasValue(at(3));
    }

    @ParameterizedTest
    @CsvSource({"-29.5, false", "-30.5, true"})
    void soundBelowTheThreshold_isSilence(double levelDbfs, boolean isFound) {
        byte[] payload = new byte[160];
        short[] sine = Tone.samples(1000, 160, levelDbfs, 0, 8000);
        for (int i = 0; i < sine.length; i++) {
            payload[i] = CompandingLaw.MU_LAW.encode(sine[i]);
        }
        List<RtpFrame> frames = IntStream.range(0, 100)
                .mapToObj(index -> new RtpFrame(
                        START + index * 20_000L,
                        rtp().sequenceNumber(index)
                                .timestamp(index * 160L)
                                .payload(payload)
                                .packet(),
                        NumberedAudio.PCMU))
                .toList();

        assertThat(find(span(2), 1, frames)).isEqualTo(isFound ? OptionalLong.of(at(1)) : OptionalLong.empty());
    }

    @Test
    void oneLoudPacket_breaksSilence() {
        assertThat(find(span(6), 2, speech(1.98, 2))).hasValue(at(4));
        assertThat(find(span(6), 2, speech(2, 2.02))).hasValue(at(2));
        assertThat(find(span(4), 2, speech(2.02, 2.04))).hasValue(at(2));
    }

    @Test
    void soundAcrossTwoBlocks_makesBothLoud() {
        // from 1.01 s to 1.03 s: the blocks are those from 1.00 s to 1.04 s
        assertThat(find(span(6), 2, speech(1.01, 1.03))).hasValue(at(3.04));
    }

    @Test
    void silenceThatEndsWithinABlock_needsAllOfTheBlockSilent() {
        assertThat(find(span(6), 0.99, speech(1, 1.02))).hasValue(at(0.99));
        assertThat(find(span(6), 0.99, speech(0.99, 1.01))).hasValue(at(2.01));
    }

    @Test
    void pause_beginsSilenceAnew() {
        assertThat(find(span(10, pause(3, 4)), 2, speech(0, 1.5))).hasValue(at(6));
        assertThat(find(span(5.9, pause(3, 4)), 2, speech(0, 1.5))).isEmpty();
    }

    @Test
    void silenceThatReachesItsLengthWhenAPauseBegins_counts() {
        assertThat(find(span(10, pause(3.5, 4)), 2, all(speech(0, 1.5), speech(4, 10))))
                .hasValue(at(3.5));
    }

    @Test
    void pause_isNoSilence() {
        assertThat(find(span(10, pause(2, 8)), 2, all(speech(0, 2), speech(8, 10))))
                .isEmpty();
    }

    @Test
    void speechInAPause_isNotHeard() {
        assertThat(find(span(10, pause(2, 4)), 3, speech(1, 4))).hasValue(at(7));
    }

    @Test
    void blocks_areCutFromTheEndOfAPause() {
        // from the pause's end at 2.01 s they end at 3.01 s and 3.03 s
        assertThat(find(span(6, pause(1, 2.01)), 2, all(speech(0, 1), speech(3.01, 3.03))))
                .hasValue(at(5.03));
    }

    @Test
    void shortBlockAtTheEndOfAStretch_countsWithTheSamplesItHas() {
        List<RtpFrame> silentEnd = speech(0, 0.98);
        List<RtpFrame> loudEnd = all(silentEnd, speech(1, 1.02));

        // the last block is the 8 samples from 1.000 s on
        for (RecordingSpan span : List.of(span(1.001), span(2, pause(1.001, 2)))) {
            assertThat(find(span, 0.021, silentEnd)).hasValue(at(1.001));
            assertThat(find(span, 0.021, loudEnd)).isEmpty();
            assertThat(find(span, 0.02, loudEnd)).hasValue(at(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 44_100, 48_000, 7, 768_000})
    void foundTime_isTheFirstOfTheSampleBehindTheSilence(int sampleRate) {
        RecordingClock clock = new RecordingClock(START + 7, sampleRate);
        RecordingSpan span = new RecordingSpan(clock, START + 4_000_007, List.of(), 2_000_000);

        long found = SilenceFinder.find(
                        span, Map.of(INCOMING, List.<RtpFrame>of().iterator()), 1_234_567, OFFICE)
                .orElseThrow();

        long samples = (1_234_567L * sampleRate + 999_999) / 1_000_000;
        assertThat(clock.positionAt(found)).isEqualTo(samples);
        assertThat(clock.positionAt(found - 1)).isEqualTo(samples - 1);
    }

    @Test
    void shortestSilence_isOneSample() {
        OptionalLong found =
                SilenceFinder.find(span(1), Map.of(INCOMING, List.<RtpFrame>of().iterator()), 1, OFFICE);

        assertThat(found).hasValue(START + 125);
    }

    @Test
    void foundSilence_isReadNoFartherThanItSettles() {
        List<Long> read = new ArrayList<>();
        FrameSequence hour = FrameSequence.from(START).count(50 * 3600);
        Iterator<RtpFrame> frames = IntStream.range(0, hour.packets())
                .filter(index -> index < 30_025 || index >= 30_200)
                .mapToObj(hour::frame)
                .peek(frame -> read.add(frame.capturedAtMicros()))
                .iterator();

        // silent from 600.5 s to 604 s
        assertThat(SilenceFinder.find(span(3600), Map.of(INCOMING, frames), 2_400_000, OFFICE))
                .hasValue(at(602.9));
        assertThat(read.get(read.size() - 1)).isEqualTo(at(602.9 + 2));
    }

    @Test
    void hoursOfSilence_areFoundAtTheirEnd() {
        assertThat(find(span(8 * 3600), 8 * 3600, List.of())).hasValue(at(8 * 3600));
        assertThat(find(span(8 * 3600, pause(60, 7 * 3600)), 4000, List.of())).isEmpty();
    }

    @Test
    void silenceLongerThanAnyRecording_isNotFound() {
        assertThat(SilenceFinder.find(
                        span(2), Map.of(INCOMING, List.<RtpFrame>of().iterator()), Long.MAX_VALUE, OFFICE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void silenceWithoutLength_isRefused(long silenceMicros) {
        Map<Track, Iterator<RtpFrame>> frames =
                Map.of(INCOMING, List.<RtpFrame>of().iterator());

        assertThatThrownBy(() -> SilenceFinder.find(span(2), frames, silenceMicros, OFFICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("silenceMicros=" + silenceMicros);
    }

    @Test
    void noTracks_areRefused() {
        assertThatThrownBy(() -> SilenceFinder.find(span(2), Map.of(), 1, OFFICE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
