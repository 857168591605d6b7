package io.tonearm.devkit.call;

import io.tonearm.devkit.capture.CaptureCounts;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.devkit.capture.CapturedPayloadType;
import io.tonearm.media.audio.CompandingLaw;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes up calls of two parties that take turns, in G.711 at 8 kHz, with what networks do to packets. The same options
 * give the same call on every machine. Stateless.
 */
public final class CallGenerator {

    private static final int SAMPLE_RATE = 8_000;
    private static final int HEADER_BYTES = 12;
    private static final int PORT = 40_000;
    private static final long MOST_JITTER_FACTOR = 4;

    private CallGenerator() {}

    /**
     * What call to make.
     *
     * @param seed chooses the voices, the turns and the faults
     * @param beginMicros when the first packet is captured, in microseconds since the Unix epoch
     * @param lengthMicros how long it lasts, 40 ms to 24 h
     * @param law its codec, PCMU or PCMA
     * @param packetMillis audio of one packet, 10 to 60
     * @param network what happens to the packets
     */
    public record Options(
            long seed, long beginMicros, long lengthMicros, CompandingLaw law, int packetMillis, Network network) {

        private static final long SHORTEST_MICROS = 40_000;
        private static final long LONGEST_MICROS = 86_400_000_000L;

        public Options {
            if (lengthMicros < SHORTEST_MICROS || lengthMicros > LONGEST_MICROS) {
                throw new IllegalArgumentException("a call must last 40 ms to 24 h, lengthMicros=" + lengthMicros);
            }
            if (packetMillis < 10 || packetMillis > 60) {
                throw new IllegalArgumentException("a packet must have 10 to 60 ms, packetMillis=" + packetMillis);
            }
        }

        /** PCMU in packets of 20 ms over a perfect network. */
        public static Options of(long seed, long beginMicros, long lengthMicros) {
            return new Options(seed, beginMicros, lengthMicros, CompandingLaw.MU_LAW, 20, Network.PERFECT);
        }

        /** The same call over another network. */
        public Options over(Network other) {
            return new Options(seed, beginMicros, lengthMicros, law, packetMillis, other);
        }
    }

    /**
     * What a network does to packets.
     *
     * @param jitterMicros mean delay of a packet, exponentially distributed and at most four times that
     * @param loss share of the packets that never arrive, 0 to 1
     * @param duplication share that arrives twice
     * @param reordering share that arrives after its successor
     */
    public record Network(int jitterMicros, double loss, double duplication, double reordering) {

        /** No delay, no fault. */
        public static final Network PERFECT = new Network(0, 0, 0, 0);

        /** A bad day on a mobile line: 3 ms of jitter, 2 % lost, 1 % doubled, 2 % out of order. */
        public static final Network MOBILE = new Network(3_000, 0.02, 0.01, 0.02);

        public Network {
            if (jitterMicros < 0 || isNoShare(loss) || isNoShare(duplication) || isNoShare(reordering)) {
                throw new IllegalArgumentException("jitter must be 0 or more and shares 0 to 1, jitterMicros="
                        + jitterMicros + ", loss=" + loss + ", duplication=" + duplication + ", reordering="
                        + reordering);
            }
        }

        private static boolean isNoShare(double value) {
            return !(value >= 0 && value <= 1);
        }
    }

    /** Makes the call. */
    public static CapturedCall generate(Options options) {
        SplittableRandom random = new SplittableRandom(options.seed());
        int samples = Math.toIntExact(options.lengthMicros() * SAMPLE_RATE / 1_000_000);
        List<int[]> turns = SpokenTurns.draw(random, samples);
        CapturedDirection incoming = direction(options, random.split(), turns, samples, 0);
        CapturedDirection outgoing = direction(options, random.split(), turns, samples, 1);
        long packets = incoming.packets().size() + (long) outgoing.packets().size();
        CaptureCounts counts = new CaptureCounts(packets, 0, packets, 0, 0, 0, 0, 0, 0);
        return new CapturedCall("generated-" + options.seed(), incoming, outgoing, counts);
    }

    private static CapturedDirection direction(
            Options options, SplittableRandom random, List<int[]> turns, int samples, int party) {
        SpokenTurns voice = new SpokenTurns(random.split(), turns, party);
        boolean isMuLaw = options.law() == CompandingLaw.MU_LAW;
        CapturedPayloadType type = new CapturedPayloadType(isMuLaw ? 0 : 8, isMuLaw ? "PCMU" : "PCMA", SAMPLE_RATE, 1);
        List<CapturedPacket> packets = captured(options, random, voice, samples, type.number());
        InetSocketAddress caller = new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
        InetSocketAddress called = new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT + 2);
        return new CapturedDirection(
                party == 0 ? caller : called, party == 0 ? called : caller, packets, Map.of(type.number(), type));
    }

    private static List<CapturedPacket> captured(
            Options options, SplittableRandom random, SpokenTurns voice, int samples, int payloadType) {
        Network network = options.network();
        int perPacket = options.packetMillis() * SAMPLE_RATE / 1_000;
        long packetMicros = options.packetMillis() * 1_000L;
        int ssrc = random.nextInt();
        int firstSequenceNumber = random.nextInt(1 << 16);
        int firstTimestamp = random.nextInt();
        List<CapturedPacket> packets = new ArrayList<>();
        for (int i = 0; (i + 1) * (long) perPacket <= samples; i++) {
            byte[] rtp = new byte[HEADER_BYTES + perPacket];
            ByteBuffer header = ByteBuffer.wrap(rtp).put((byte) 0x80).put((byte) payloadType);
            header.putShort((short) (firstSequenceNumber + i)).putInt(firstTimestamp + i * perPacket);
            header.putInt(ssrc);
            for (int at = 0; at < perPacket; at++) {
                rtp[HEADER_BYTES + at] = options.law().encode(voice.next());
            }
            long atMicros = options.beginMicros() + i * packetMicros + jitter(random, network);
            if (random.nextDouble() < network.reordering()) {
                atMicros += packetMicros + packetMicros / 2;
            }
            if (i == 0 || random.nextDouble() >= network.loss()) {
                packets.add(new CapturedPacket(atMicros, rtp));
            }
            if (random.nextDouble() < network.duplication()) {
                packets.add(new CapturedPacket(atMicros + packetMicros / 4, rtp));
            }
        }
        packets.sort(Comparator.comparingLong(CapturedPacket::capturedAtMicros));
        return packets;
    }

    private static long jitter(SplittableRandom random, Network network) {
        double delay = -StrictMath.log(1 - random.nextDouble()) * network.jitterMicros();
        return Math.round(Math.min(delay, (double) MOST_JITTER_FACTOR * network.jitterMicros()));
    }
}
