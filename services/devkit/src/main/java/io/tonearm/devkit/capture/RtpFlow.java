package io.tonearm.devkit.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What went from one address and port to another and looks like RTP, in the order of capture. Not thread-safe. */
final class RtpFlow {

    private static final int CONVINCING_RUN = 3;

    private final InetSocketAddress source;
    private final InetSocketAddress destination;
    private final List<CapturedPacket> packets = new ArrayList<>();
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;
    private int cutPackets;
    private int untimedPackets;
    private long previousSsrc = -1;
    private int previousSequenceNumber;
    private int run;
    private boolean convincing;

    RtpFlow(InetSocketAddress source, InetSocketAddress destination) {
        this.source = source;
        this.destination = destination;
    }

    void add(Datagram datagram, RtpHeader header) {
        follow(header);
        firstMicros = Math.min(firstMicros, datagram.capturedAtMicros());
        lastMicros = Math.max(lastMicros, datagram.capturedAtMicros());
        if (!datagram.timed()) {
            untimedPackets++;
        }
        if (datagram.whole()) {
            packets.add(new CapturedPacket(datagram.capturedAtMicros(), Octets.copyOf(datagram.payload())));
        } else {
            cutPackets++;
        }
    }

    private void follow(RtpHeader header) {
        boolean follows =
                header.ssrc() == previousSsrc && header.sequenceNumber() == (previousSequenceNumber + 1 & 0xFFFF);
        run = follows ? run + 1 : 1;
        convincing |= run >= CONVINCING_RUN;
        previousSsrc = header.ssrc();
        previousSequenceNumber = header.sequenceNumber();
    }

    InetSocketAddress source() {
        return source;
    }

    InetSocketAddress destination() {
        return destination;
    }

    List<CapturedPacket> packets() {
        return packets;
    }

    /** Packets seen, those cut short included. */
    int size() {
        return packets.size() + cutPackets;
    }

    int cutPackets() {
        return cutPackets;
    }

    int untimedPackets() {
        return untimedPackets;
    }

    /** Whether three packets of one source followed each other by number, which other protocols do not do by chance. */
    boolean isConvincing() {
        return convincing;
    }

    /** How long both flows were there, in microseconds; negative where one ended before the other began. */
    long overlapMicros(RtpFlow other) {
        return Math.min(lastMicros, other.lastMicros) - Math.max(firstMicros, other.firstMicros);
    }
}
