package io.tonearm.recorder.testing;

import io.tonearm.media.audio.CompandingLaw;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.RtpPacket;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What happens on one leg: its commands in the order of their time and its packets in the order of their arrival at the
 * edge. Immutable.
 *
 * @param legId the leg
 * @param commands first the start, last the end
 * @param frames packets by track
 */
public record TestCall(String legId, List<Command> commands, Map<Track, List<RtpFrame>> frames) {

    private static final long SECOND = 1_000_000;

    public TestCall {
        commands = List.copyOf(commands);
        frames = Map.copyOf(frames);
    }

    /**
     * Packets that an edge publishes in one record.
     *
     * @param track of all of them
     * @param firstPacketIndex how many were published before
     * @param frames the packets
     */
    public record Batch(Track track, long firstPacketIndex, List<RtpFrame> frames) {}

    /** A call of some seconds without pauses, its packets on time. */
    public static TestCall plain(String legId, long startMicros, int seconds) {
        return with(legId, startMicros, seconds, packets(startMicros, seconds));
    }

    /** The same with a pause and a resume per pair of microseconds after the start. */
    public static TestCall with(String legId, long startMicros, int seconds, long... pausesAndResumes) {
        return with(legId, startMicros, seconds, packets(startMicros, seconds), pausesAndResumes);
    }

    /** Some seconds of packets on time, and whatever is asked for meanwhile, in the order of its time. */
    public static TestCall of(String legId, long startMicros, int seconds, Command... commands) {
        return new TestCall(legId, List.of(commands), packets(startMicros, seconds));
    }

    private static TestCall with(
            String legId, long startMicros, int seconds, Map<Track, List<RtpFrame>> frames, long... pausesAndResumes) {
        Commands next = Commands.of(legId);
        List<Command> commands = new ArrayList<>();
        commands.add(next.start(startMicros));
        for (int i = 0; i < pausesAndResumes.length; i++) {
            long at = startMicros + pausesAndResumes[i];
            commands.add(i % 2 == 0 ? next.pause(at) : next.resume(at));
        }
        commands.add(next.legEnded(startMicros + seconds * SECOND));
        return new TestCall(legId, commands, frames);
    }

    private static Map<Track, List<RtpFrame>> packets(long startMicros, int seconds) {
        Map<Track, List<RtpFrame>> frames = new EnumMap<>(Track.class);
        for (Track track : Track.values()) {
            frames.put(track, sequence(track, startMicros, seconds, 0).frames());
        }
        return frames;
    }

    private static FrameSequence sequence(Track track, long startMicros, int seconds, long variety) {
        return FrameSequence.from(startMicros)
                .count(seconds * 50)
                .ssrc(track == Track.INCOMING ? 0x1001 : 0x1002)
                .firstSample(variety + (track == Track.INCOMING ? 0 : 50_000_000L));
    }

    /** A call of two to five seconds with up to two pauses, over a network with jitter, loss and duplication. */
    public static TestCall random(String legId, long startMicros, Random random) {
        int seconds = 2 + random.nextInt(4);
        Map<Track, List<RtpFrame>> frames = new EnumMap<>(Track.class);
        for (Track track : Track.values()) {
            frames.put(
                    track,
                    sequence(track, startMicros, seconds, random.nextInt(1_000_000))
                            .frames(random, 30_000, 0.02, 0.02));
        }
        long[] pauses =
                random.longs(2L * random.nextInt(3), 1, seconds * SECOND).toArray();
        Arrays.sort(pauses);
        return with(legId, startMicros, seconds, frames, pauses);
    }

    /** The same call, its end saying how many packets were published. */
    public TestCall counted() {
        List<Command> counted = new ArrayList<>(commands);
        Command end = counted.remove(counted.size() - 1);
        PublishedPackets published = new PublishedPackets(
                of(Track.INCOMING).size(), of(Track.OUTGOING).size());
        counted.add(new Command(
                end.commandId(),
                end.callId(),
                end.legId(),
                end.accountId(),
                end.issuedAtMicros(),
                new Action.LegEnded(published)));
        return new TestCall(legId, counted, frames);
    }

    public List<RtpFrame> of(Track track) {
        return frames.getOrDefault(track, List.of());
    }

    public Command command(int index) {
        return commands.get(index);
    }

    public Command end() {
        return commands.get(commands.size() - 1);
    }

    /** All packets in records of so many packets of a track, the tracks taking turns. */
    public List<Batch> batches(int packets) {
        List<Batch> batches = new ArrayList<>();
        int most = Math.max(of(Track.INCOMING).size(), of(Track.OUTGOING).size());
        for (int from = 0; from < most; from += packets) {
            for (Track track : Track.values()) {
                List<RtpFrame> all = of(track);
                if (from < all.size()) {
                    batches.add(new Batch(track, from, all.subList(from, Math.min(all.size(), from + packets))));
                }
            }
        }
        return batches;
    }

    /** The file that this call must become by the default rules. */
    public byte[] expectedFile() {
        return expectedFile(RecordingPolicy.CHIME);
    }

    /** The file that this call must become. */
    public byte[] expectedFile(RecordingPolicy policy) {
        return ExpectedFile.of(commands, frames, policy);
    }

    /** The recording that it leads to, by the default rules. */
    public Recording recording() {
        return ExpectedFile.recording(commands, RecordingPolicy.CHIME);
    }

    /** The id that its recording must have. */
    public String recordingId() {
        return recording().recordingId();
    }

    /**
     * What is said on a track in a stretch of the call, decoded; for calls whose packets are all there and on time.
     *
     * @param fromMicros when it begins, at the beginning of a packet
     * @param toMicros when it ends, at the end of a packet
     */
    public short[] samples(Track track, long fromMicros, long toMicros) {
        List<byte[]> payloads = of(track).stream()
                .filter(frame -> frame.capturedAtMicros() >= fromMicros && frame.capturedAtMicros() < toMicros)
                .map(TestCall::payload)
                .toList();
        short[] samples =
                new short[payloads.stream().mapToInt(payload -> payload.length).sum()];
        int at = 0;
        for (byte[] payload : payloads) {
            for (byte code : payload) {
                samples[at++] = CompandingLaw.MU_LAW.decode(code);
            }
        }
        return samples;
    }

    private static byte[] payload(RtpFrame frame) {
        RtpPacket packet = frame.packet();
        return Arrays.copyOfRange(
                packet.bytes(), packet.payloadOffset(), packet.payloadOffset() + packet.payloadLength());
    }

    /** The payloads of the packets captured in a stretch of the call, in microseconds after its start. */
    public List<byte[]> payloads(long fromMicros, long toMicros) {
        long start = commands.get(0).issuedAtMicros();
        return frames.values().stream()
                .flatMap(List::stream)
                .filter(frame ->
                        frame.capturedAtMicros() >= start + fromMicros && frame.capturedAtMicros() < start + toMicros)
                .map(TestCall::payload)
                .toList();
    }
}
