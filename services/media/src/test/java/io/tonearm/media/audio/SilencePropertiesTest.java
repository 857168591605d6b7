package io.tonearm.media.audio;

import static io.tonearm.media.rtp.Track.INCOMING;
import static io.tonearm.media.rtp.Track.OUTGOING;
import static io.tonearm.media.testing.RtpPacketBuilder.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.HostileFrames;
import io.tonearm.media.testing.Rendering;
import io.tonearm.media.testing.WavSamples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** Whatever was sent: silence is found where the samples of the rendered file are silent. */
class SilencePropertiesTest {

    private static final long START = 1_800_000_000_000_000L;

    private static RecordingSpan span(Random random, int sampleRate) {
        long end = START + random.nextLong(6_000_000);
        List<PauseInterval> pauses = new ArrayList<>();
        long at = START + random.nextLong(2_000_000);
        while (pauses.size() < 3 && at < end && random.nextInt(3) > 0) {
            long to = Math.min(end, at + 1 + random.nextLong(1_000_000));
            pauses.add(new PauseInterval(at, to));
            at = to + random.nextLong(2_000_000);
        }
        return new RecordingSpan(new RecordingClock(START, sampleRate), end, pauses, 2_000_000);
    }

    /** Packets that are loud, about as loud as the threshold, quiet or lost, each for a while. */
    private static List<RtpFrame> track(Random random, int sampleRate, SilenceThreshold threshold) {
        PayloadFormat format = new PayloadFormat("L16", sampleRate, 1);
        int packetSamples = random.nextInt(sampleRate / 200, sampleRate / 20);
        long jitterMicros = random.nextInt(60_000);
        long sent = START - 300_000 + random.nextLong(1_000_000);
        List<RtpFrame> frames = new ArrayList<>();
        double aboveDb = 0;
        boolean lost = false;
        for (int index = 0; index * (long) packetSamples < 6L * sampleRate; index++) {
            if (random.nextInt(12) == 0) {
                lost = random.nextInt(3) == 0;
                aboveDb = List.of(-20.0, 20.0, random.nextDouble(-4, 4)).get(random.nextInt(3));
            }
            long micros =
                    sent + index * (long) packetSamples * 1_000_000 / sampleRate + random.nextLong(jitterMicros + 1);
            ByteBuffer payload = ByteBuffer.allocate(2 * packetSamples);
            double amplitude = 40_000 * Math.pow(10, (threshold.levelDbfs() + aboveDb) / 20);
            while (payload.hasRemaining()) {
                payload.putShort((short) Math.max(-32_768, Math.min(32_767, amplitude * random.nextDouble(-1, 1))));
            }
            if (!lost) {
                frames.add(new RtpFrame(
                        micros,
                        rtp().sequenceNumber(index)
                                .timestamp((long) index * packetSamples)
                                .payload(payload.array())
                                .packet(),
                        format));
            }
        }
        return frames;
    }

    private static Map<Track, List<RtpFrame>> tracks(Random random, int sampleRate, SilenceThreshold threshold) {
        Map<Track, List<RtpFrame>> tracks = new EnumMap<>(Track.class);
        int which = random.nextInt(3);
        if (which != 1) {
            tracks.put(INCOMING, track(random, sampleRate, threshold));
        }
        if (which != 0) {
            tracks.put(OUTGOING, track(random, sampleRate, threshold));
        }
        return tracks;
    }

    private static OptionalLong find(
            RecordingSpan span, Map<Track, List<RtpFrame>> tracks, long silenceMicros, SilenceThreshold threshold) {
        Map<Track, Iterator<RtpFrame>> frames = new EnumMap<>(Track.class);
        tracks.forEach((track, received) -> frames.put(
                track, received.stream().sorted(RtpFrame.CANONICAL_ORDER).iterator()));
        return SilenceFinder.find(span, frames, silenceMicros, threshold);
    }

    private static WavSamples render(RecordingSpan span, Map<Track, List<RtpFrame>> tracks) {
        Rendering rendering = Rendering.of(span);
        tracks.forEach(rendering::track);
        return rendering.render().wav();
    }

    @Seeded(runs = 150)
    void anyRecording_isSilentWhereItsFileIs(Random random) {
        // Given
        int sampleRate = List.of(8000, 8000, 11_025, 16_000).get(random.nextInt(4));
        SilenceThreshold threshold = new SilenceThreshold(random.nextInt(1, 1001));
        RecordingSpan span = span(random, sampleRate);
        Map<Track, List<RtpFrame>> tracks = tracks(random, sampleRate, threshold);
        long silenceMicros = random.nextBoolean() ? random.nextLong(1, 800_000) : 20_000L * random.nextInt(1, 40);

        // When
        OptionalLong found = find(span, tracks, silenceMicros, threshold);

        // Then
        int expected = positionBehindSilence(span, render(span, tracks), silenceMicros, threshold);
        assertThat(found.isPresent()).isEqualTo(expected >= 0);
        if (expected >= 0) {
            long micros = found.getAsLong();
            assertThat(micros).isBetween(START, span.endMicros());
            assertThat(span.clock().positionAt(micros)).isEqualTo(expected);
            assertThat(span.clock().positionAt(micros - 1)).isEqualTo(expected - 1);
        }
    }

    /** The first block that is followed by enough silent ones, out of the finished file; -1 where none is. */
    private static int positionBehindSilence(
            RecordingSpan span, WavSamples file, long silenceMicros, SilenceThreshold threshold) {
        int sampleRate = span.clock().sampleRate();
        int silence = (int) ((silenceMicros * sampleRate + 999_999) / 1_000_000);
        int block = sampleRate / 50;
        long from = START;
        List<PauseInterval> pauses = new ArrayList<>(span.pauses());
        pauses.add(new PauseInterval(span.endMicros(), Long.MAX_VALUE));
        for (PauseInterval pause : pauses) {
            int end = (int) ((pause.fromMicros() - START) * sampleRate / 1_000_000);
            for (int begin = (int) ((from - START) * sampleRate / 1_000_000); begin < end; begin += block) {
                if (begin + silence <= end && isSilent(file, begin, begin + silence, block, end, threshold)) {
                    return begin + silence;
                }
            }
            from = pause.toMicros();
        }
        return -1;
    }

    private static boolean isSilent(WavSamples file, int from, int to, int block, int end, SilenceThreshold threshold) {
        for (int channel = 0; channel < file.channels(); channel++) {
            short[] samples = file.channel(channel);
            for (int begin = from; begin < to; begin += block) {
                if (levelDbfs(samples, begin, Math.min(end, begin + block)) > threshold.levelDbfs()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double levelDbfs(short[] samples, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += Math.pow(samples[i] / 32_767.0, 2);
        }
        return 10 * Math.log10(2 * squares / (to - from));
    }

    @Seeded(runs = 40)
    void hostilePackets_neverThrowAndAreAsSilentAsTheirFile(Random random) {
        SilenceThreshold threshold = new SilenceThreshold(random.nextInt(1, 1001));
        RecordingSpan span = span(random, 8000);
        Map<Track, List<RtpFrame>> tracks = Map.of(INCOMING, HostileFrames.from(START, random, 300));

        OptionalLong found = find(span, tracks, 500_000, threshold);

        assertThat(found.isEmpty() ? -1L : span.clock().positionAt(found.getAsLong()))
                .isEqualTo(positionBehindSilence(span, render(span, tracks), 500_000, threshold));
    }
}
