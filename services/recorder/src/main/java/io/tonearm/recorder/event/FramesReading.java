package io.tonearm.recorder.event;

import io.tonearm.events.RtpFrames;
import io.tonearm.events.RtpPayloadType;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.rtp.MalformedPacketException;
import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.PayloadTypes;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.RtpPacket;
import io.tonearm.media.rtp.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames of the topic as frames of the domain. Immutable.
 *
 * @param owner whose leg it is; null where the edge does not say
 * @param track the direction of all of them
 * @param firstPacketIndex how many packets of the track were published before; below 0 where the edge does not count
 * @param packets how many packets the record has, malformed ones included
 * @param frames the sensible ones in the order of the record
 */
public record FramesReading(
        @Nullable LegOwner owner, Track track, long firstPacketIndex, int packets, List<RtpFrame> frames) {

    /** Most packets of a record. */
    public static final int MOST_PACKETS = 1000;

    /**
     * Reads a record.
     *
     * @param nowMicros wall clock; what was captured more than an hour ahead of it counts as malformed
     * @throws IllegalArgumentException where the record as a whole makes no sense; the caller dead-letters it
     */
    public static FramesReading read(RtpFrames event, long nowMicros) {
        Track track = switch (event.getTrack()) {
            case INCOMING -> Track.INCOMING;
            case OUTGOING -> Track.OUTGOING;
            case UNKNOWN ->
                throw new IllegalArgumentException("track must be INCOMING or OUTGOING, track=" + event.getTrack());
        };
        int packets = event.getFrames().size();
        if (packets > MOST_PACKETS) {
            throw new IllegalArgumentException("a record must have at most 1,000 packets, packets=" + packets);
        }
        PayloadTypes types = types(event.getPayloadTypes());
        List<RtpFrame> frames = new ArrayList<>(packets);
        for (io.tonearm.events.RtpFrame frame : event.getFrames()) {
            try {
                long capturedAtMicros = Times.micros(frame.getCapturedAt());
                if (!Times.isPlausible(capturedAtMicros, nowMicros)) {
                    continue;
                }
                RtpPacket packet = RtpPacket.parse(bytes(frame.getPacket()));
                frames.add(new RtpFrame(capturedAtMicros, packet, types.formatOf(packet.payloadType())));
            } catch (MalformedPacketException ignored) {
                // Counted by the caller, as the packets that are missing in the frames.
            }
        }
        return new FramesReading(owner(event), track, event.getFirstPacketIndex(), packets, frames);
    }

    private static @Nullable LegOwner owner(RtpFrames event) {
        @Nullable String callId = event.getCallId();
        @Nullable String accountId = event.getAccountId();
        return callId == null || accountId == null ? null : new LegOwner(callId, accountId);
    }

    private static PayloadTypes types(List<RtpPayloadType> negotiated) {
        if (negotiated.isEmpty()) {
            return PayloadTypes.STATIC;
        }
        Map<Integer, PayloadFormat> formats = new HashMap<>();
        for (RtpPayloadType type : negotiated) {
            formats.put(
                    type.getPayloadType(),
                    new PayloadFormat(type.getEncodingName(), type.getClockRate(), type.getChannels()));
        }
        return PayloadTypes.of(formats);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** How many packets were no RTP, or had a capture time that cannot be. */
    public int malformed() {
        return packets - frames.size();
    }
}
