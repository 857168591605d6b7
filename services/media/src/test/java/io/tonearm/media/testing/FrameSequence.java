package io.tonearm.media.testing;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What one source sends: packets of {@link NumberedAudio} at a steady pace. A frame's capture time is its sending time plus a
 * delay. Fields are given before frames are asked for. Not thread-safe.
 */
public final class FrameSequence {

    private final long startMicros;
    private int count = 50;
    private int packetTimeMs = 20;
    private PayloadFormat format = NumberedAudio.PCMU;
    private int payloadType;
    private long ssrc = 0x1234_5678L;
    private long firstSequenceNumber = 1000;
    private long firstTimestamp = 160_000;
    private long firstSample;

    private FrameSequence(long startMicros) {
        this.startMicros = startMicros;
    }

    /** A second of PCMU in packets of 20 ms, the first sent at this time. */
    public static FrameSequence from(long startMicros) {
        return new FrameSequence(startMicros);
    }

    public FrameSequence count(int packets) {
        count = packets;
        return this;
    }

    public FrameSequence packetTimeMs(int millis) {
        packetTimeMs = millis;
        return this;
    }

    public FrameSequence format(int type, PayloadFormat meaning) {
        payloadType = type;
        format = meaning;
        return this;
    }

    public FrameSequence ssrc(long source) {
        ssrc = source;
        return this;
    }

    public FrameSequence firstSequenceNumber(long number) {
        firstSequenceNumber = number;
        return this;
    }

    public FrameSequence firstTimestamp(long ticks) {
        firstTimestamp = ticks;
        return this;
    }

    /** The number of the first sample: what tells this audio from another's. */
    public FrameSequence firstSample(long number) {
        firstSample = number;
        return this;
    }

    public int packets() {
        return count;
    }

    public int samplesPerPacket() {
        return format.clockRate() / 1000 * packetTimeMs;
    }

    /** All samples of all packets, decoded. */
    public short[] samples() {
        return samples(0, count);
    }

    /** The samples of some packets, decoded. */
    public short[] samples(int fromPacket, int toPacket) {
        short[] samples = new short[(toPacket - fromPacket) * samplesPerPacket()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = NumberedAudio.sample(format, firstSample + (long) fromPacket * samplesPerPacket() + i);
        }
        return samples;
    }

    /** One packet, captured when it was sent. */
    public RtpFrame frame(int index) {
        return frame(index, 0);
    }

    /** One packet, captured later than it was sent. */
    public RtpFrame frame(int index, long delayMicros) {
        long ticks = (long) index * samplesPerPacket();
        RtpPacketBuilder packet = RtpPacketBuilder.rtp()
                .payloadType(payloadType)
                .ssrc(ssrc)
                .sequenceNumber(firstSequenceNumber + index)
                .timestamp(firstTimestamp + ticks)
                .payload(NumberedAudio.payload(format, firstSample + ticks, samplesPerPacket()));
        return new RtpFrame(startMicros + index * (packetTimeMs * 1000L) + delayMicros, packet.packet(), format);
    }

    /** All packets, each captured when it was sent. */
    public List<RtpFrame> frames() {
        return frames(0, count);
    }

    /** Some packets, each captured when it was sent. */
    public List<RtpFrame> frames(int fromPacket, int toPacket) {
        return IntStream.range(fromPacket, toPacket).mapToObj(this::frame).toList();
    }

    /**
     * All packets as a network delivers them.
     *
     * @param jitterMicros most delay
     * @param loss share of packets that never come, 0 to 1
     * @param duplication share of those that do and come twice, each with its own delay, 0 to 1
     */
    public List<RtpFrame> frames(Random random, long jitterMicros, double loss, double duplication) {
        List<RtpFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() >= loss) {
                frames.add(frame(i, random.nextLong(jitterMicros + 1)));
                if (random.nextDouble() < duplication) {
                    frames.add(frame(i, random.nextLong(jitterMicros + 1)));
                }
            }
        }
        return frames;
    }
}
