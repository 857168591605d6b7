package io.tonearm.media.audio;

import static io.tonearm.media.rtp.Track.INCOMING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.rtp.ChunkedFrames;
import io.tonearm.media.rtp.FrameChunk;
import io.tonearm.media.rtp.MalformedPacketException;
import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.RtpPacket;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.NumberedAudio;
import io.tonearm.media.testing.Rendering;
import io.tonearm.media.testing.Rendering.Rendered;
import io.tonearm.media.testing.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What holds for every recording, whatever was sent and in whatever order it came. */
class RenderingPropertiesTest {

    private static final long START = 1_800_000_000_000_000L;
    private static final long MOST_SPAN_MICROS = 1_000_000;
    private static final List<PayloadFormat> FORMATS = List.of(
            NumberedAudio.PCMU,
            NumberedAudio.PCMA,
            NumberedAudio.L16,
            new PayloadFormat(PayloadFormat.TELEPHONE_EVENT, 8000, 1),
            new PayloadFormat(PayloadFormat.COMFORT_NOISE, 8000, 1),
            new PayloadFormat("L16", 8000, 7),
            new PayloadFormat("L16", 44_100, 2),
            new PayloadFormat("opus", 48_000, 2),
            new PayloadFormat("PCMU", 1, 1),
            new PayloadFormat("PCMU", 1_000_000, 1));

    private static RecordingSpan span(Random random, int seconds) {
        long end = START + random.nextLong(1, seconds * 1_000_000L);
        List<PauseInterval> pauses = new ArrayList<>();
        long at = START + random.nextLong(1_000_000);
        while (pauses.size() < 3 && at < end && random.nextInt(4) > 0) {
            long to = Math.min(end, at + 1 + random.nextLong(2_000_000));
            pauses.add(new PauseInterval(at, to));
            at = to + random.nextLong(2_000_000);
        }
        long settleMicros = random.nextInt(3) == 0 ? 300_000 : 2_000_000;
        return new RecordingSpan(new RecordingClock(START, 8000), end, pauses, settleMicros);
    }

    /** A few sources one after the other or at once, with clock jumps, jitter, loss and duplicates. */
    private static List<RtpFrame> call(Random random, int seconds) {
        List<RtpFrame> frames = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            frames.addAll(FrameSequence.from(START - 500_000 + random.nextLong(seconds * 1_000_000L))
                    .count(random.nextInt(1, 50 * seconds))
                    .packetTimeMs(10 * random.nextInt(1, 4))
                    .ssrc(random.nextInt(2))
                    .firstSequenceNumber(random.nextInt(65_536))
                    .firstTimestamp(random.nextLong(1L << 32))
                    .firstSample(random.nextInt(1_000_000))
                    .frames(random, random.nextInt(2) == 0 ? 60_000 : 3_000_000, 0.1, 0.1));
        }
        return frames;
    }

    /** Packets that no sender would send. */
    private static List<RtpFrame> noise(Random random, int count) {
        List<RtpFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(12, random.nextInt(8) == 0 ? 9000 : 400)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x80 | (random.nextInt(4) == 0 ? bytes[0] & 0x3F : 0));
            bytes[1] &= 0x7F;
            if (random.nextInt(3) > 0) {
                System.arraycopy(new byte[4], 0, bytes, 4, random.nextInt(5));
                System.arraycopy(new byte[4], 0, bytes, 8, 4);
                bytes[11] = (byte) random.nextInt(20);
            }
            long near = START + random.nextLong(-1_000_000, 7_000_000);
            long capturedAtMicros = random.nextInt(10) == 0 ? random.nextLong() : near;
            PayloadFormat format = random.nextInt(8) == 0 ? null : FORMATS.get(random.nextInt(FORMATS.size()));
            try {
                frames.add(new RtpFrame(capturedAtMicros, RtpPacket.parse(bytes), format));
            } catch (MalformedPacketException refused) {
                i--;
            }
        }
        return frames;
    }

    /** How a file is to look. */
    private record Look(PauseFill fill, PauseTones tones, FileEncoding encoding) {

        private static Look any(Random random) {
            return new Look(
                    random.nextBoolean() ? PauseFill.SILENCE : PauseFill.OMIT,
                    random.nextBoolean() ? PauseTones.DEFAULT : null,
                    List.of(FileEncoding.values()).get(random.nextInt(3)));
        }

        private Rendering rendering(RecordingSpan span) {
            Rendering rendering = Rendering.of(span).fill(fill).encoding(encoding);
            return tones == null ? rendering : rendering.tones(tones);
        }
    }

    /** Some chunks that hold all of the frames and overlap, by the time of their first. */
    private static List<byte[]> chunks(Random random, List<RtpFrame> frames) {
        List<RtpFrame> ordered = new ArrayList<>(frames);
        ordered.sort(RtpFrame.CANONICAL_ORDER);
        List<List<RtpFrame>> chunks = new ArrayList<>();
        List<List<RtpFrame>> open = new ArrayList<>();
        int lanes = random.nextInt(1, 6);
        for (int i = 0; i < lanes; i++) {
            open.add(new ArrayList<>());
        }
        for (RtpFrame frame : ordered) {
            List<RtpFrame> chunk = open.get(random.nextInt(lanes));
            boolean isFull = !chunk.isEmpty()
                    && (frame.capturedAtMicros() - chunk.get(0).capturedAtMicros() > MOST_SPAN_MICROS
                            || random.nextInt(30) == 0);
            if (isFull) {
                chunks.add(new ArrayList<>(chunk));
                chunk.clear();
            }
            chunk.add(frame);
        }
        chunks.addAll(open.stream().filter(chunk -> !chunk.isEmpty()).toList());
        Collections.shuffle(chunks, random);
        chunks.sort(Comparator.comparingLong(chunk -> chunk.get(0).capturedAtMicros()));
        return chunks.stream()
                .map(chunk -> {
                    List<RtpFrame> shuffled = new ArrayList<>(chunk);
                    Collections.shuffle(shuffled, random);
                    return FrameChunk.encode(shuffled);
                })
                .toList();
    }

    private static List<RtpFrame> redelivered(Random random, List<RtpFrame> frames) {
        List<RtpFrame> more = new ArrayList<>(frames);
        for (RtpFrame frame : frames) {
            if (random.nextInt(5) == 0) {
                more.add(frame);
            }
        }
        return more;
    }

    @Seeded(runs = 60)
    void anyOrderDuplicationAndBatching_givesTheSameFile(Random random) {
        Look look = Look.any(random);
        RecordingSpan span = span(random, 8);
        List<RtpFrame> frames = call(random, 8);
        Rendered once = look.rendering(span).track(INCOMING, frames).render();

        List<byte[]> chunks = chunks(random, redelivered(random, frames));
        Rendered again = look.rendering(span)
                .track(INCOMING, new ChunkedFrames(chunks.iterator()))
                .render();

        assertThat(again.bytes()).isEqualTo(once.bytes());
        assertThat(again.qualities()).isEqualTo(once.qualities());
    }

    @Seeded(runs = 60)
    void hostilePackets_neverThrowAndGiveTheExactLengthInAnyOrder(Random random) {
        Look look = Look.any(random);
        RecordingSpan span = span(random, 8);
        List<RtpFrame> frames = noise(random, 400);
        frames.addAll(call(random, 3));
        Rendered once = look.rendering(span).track(INCOMING, frames).render();
        FileLayout layout = FileLayout.of(span.clock(), span.endMicros(), span.pauses(), look.fill(), look.tones());

        Rendered again = look.rendering(span)
                .track(INCOMING, new ChunkedFrames(chunks(random, frames).iterator()))
                .render();

        assertThat(once.samples()).hasSize((int) layout.samples());
        assertThat(again.bytes()).isEqualTo(once.bytes());
    }

    @Seeded(runs = 60)
    void losslessJitteredSequence_isWhereTheNaiveModelPutsIt(Random random) {
        RecordingSpan span = new RecordingSpan(
                new RecordingClock(START, 8000),
                START + 6_000_000,
                span(random, 6).pauses(),
                2_000_000);
        FrameSequence sequence = FrameSequence.from(START + random.nextLong(-300_000, 1_000_000))
                .count(random.nextInt(1, 250))
                .firstSequenceNumber(random.nextInt(65_536))
                .firstTimestamp(random.nextLong(1L << 32));
        List<RtpFrame> frames = sequence.frames(random, random.nextLong(1_000_000), 0, 0.2);

        naive(span, frames, sequence)
                .assertEquals(
                        Rendering.of(span).track(INCOMING, frames).render().samples());
    }

    /** The anchor by its definition, each packet by a sum, the pauses cut out at the end. */
    private static Tape naive(RecordingSpan span, List<RtpFrame> frames, FrameSequence sequence) {
        List<RtpFrame> inside = frames.stream()
                .filter(frame -> span.contains(frame.capturedAtMicros()))
                .sorted(RtpFrame.CANONICAL_ORDER)
                .toList();
        Tape tape = Tape.of((int) ((span.endMicros() - START) / 125));
        if (inside.isEmpty()) {
            return tape;
        }
        long firstMicros = inside.get(0).capturedAtMicros();
        long anchorMicros = inside.stream()
                .filter(frame -> frame.capturedAtMicros() < firstMicros + 2_000_000)
                .mapToLong(frame -> frame.capturedAtMicros() - 20_000L * index(frame, sequence))
                .min()
                .orElseThrow();
        Set<Integer> placed = new HashSet<>();
        for (RtpFrame frame : inside) {
            int index = index(frame, sequence);
            if (placed.add(index)) {
                tape.put(Math.floorDiv(anchorMicros - START, 125L) + 160L * index, sequence.samples(index, index + 1));
            }
        }
        for (PauseInterval pause : span.pauses()) {
            tape.erase((int) ((pause.fromMicros() - START) / 125), (int) ((pause.toMicros() - START) / 125));
        }
        return tape;
    }

    private static int index(RtpFrame frame, FrameSequence sequence) {
        return (int) ((frame.packet().timestamp() - sequence.frame(0).packet().timestamp()) & 0xFFFF_FFFFL) / 160;
    }
}
