package io.tonearm.devkit.call;

import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.events.RtpFrame;
import io.tonearm.events.RtpFrames;
import io.tonearm.events.RtpPayloadType;
import io.tonearm.events.Track;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Packs the packets of one track into records as they were captured. A record ends when it holds enough audio, packets or
 * bytes, and before a moment at which a command is published. Immutable.
 *
 * @param leg the leg
 * @param track the direction
 * @param recordMicros longest time between the first and the last capture of a record
 * @param cutsMicros moments that no record reaches over
 */
record FramesBatching(CallLeg leg, Track track, long recordMicros, List<Long> cutsMicros) {

    private static final int MOST_PACKETS = 1_000;
    private static final int MOST_BYTES = 512 * 1024;

    /**
     * The records of the packets.
     *
     * @param shiftMicros added to the capture times
     * @param published tells by the shifted capture time whether the edge publishes a packet
     */
    List<EdgeRecord> records(CapturedDirection direction, long shiftMicros, LongPredicate published) {
        List<RtpPayloadType> payloadTypes = payloadTypes(direction);
        List<EdgeRecord> records = new ArrayList<>();
        List<RtpFrame> open = new ArrayList<>();
        long openedAtMicros = 0;
        long newestMicros = 0;
        long bytes = 0;
        long index = 0;
        List<CapturedPacket> packets = direction.packets().stream()
                .sorted(Comparator.comparingLong(CapturedPacket::capturedAtMicros))
                .filter(packet -> published.test(packet.capturedAtMicros() + shiftMicros))
                .toList();
        for (CapturedPacket packet : packets) {
            long atMicros = packet.capturedAtMicros() + shiftMicros;
            boolean full = atMicros - openedAtMicros >= recordMicros
                    || open.size() == MOST_PACKETS
                    || bytes + packet.rtp().length > MOST_BYTES
                    || isCut(newestMicros, atMicros);
            if (full && !open.isEmpty()) {
                records.add(record(newestMicros, index, payloadTypes, open));
                index += open.size();
                open = new ArrayList<>();
                bytes = 0;
            }
            if (open.isEmpty()) {
                openedAtMicros = atMicros;
            }
            open.add(new RtpFrame(Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS), ByteBuffer.wrap(packet.rtp())));
            newestMicros = atMicros;
            bytes += packet.rtp().length;
        }
        if (!open.isEmpty()) {
            records.add(record(newestMicros, index, payloadTypes, open));
        }
        return records;
    }

    private boolean isCut(long beforeMicros, long atMicros) {
        return cutsMicros.stream().anyMatch(cut -> beforeMicros < cut && cut <= atMicros);
    }

    private EdgeRecord record(long atMicros, long index, List<RtpPayloadType> payloadTypes, List<RtpFrame> frames) {
        RtpFrames event = RtpFrames.newBuilder()
                .setTrack(track)
                .setFirstPacketIndex(index)
                .setPayloadTypes(payloadTypes)
                .setFrames(frames)
                .setCallId(leg.callId())
                .setAccountId(leg.accountId())
                .build();
        return new EdgeRecord.Frames(leg.legId(), atMicros, event);
    }

    private static List<RtpPayloadType> payloadTypes(CapturedDirection direction) {
        return direction.payloadTypes().values().stream()
                .map(type -> new RtpPayloadType(type.number(), type.encodingName(), type.clockRate(), type.channels()))
                .sorted(Comparator.comparingInt(RtpPayloadType::getPayloadType))
                .toList();
    }
}
