package io.tonearm.devkit.capture;

import io.tonearm.devkit.capture.CaptureException.Reason;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signalling and the RTP of a capture, sorted into calls and flows in the order in which they first appear, and
 * everything else counted. Refuses more than fits in memory. Not thread-safe.
 */
final class CaptureContents {

    private static final int MOST_CALLS = 256;
    private static final int MOST_FLOWS = 16_384;
    private static final int OBJECT_BYTES = 64;

    private final long mostRtpBytes;
    private final Fragments fragments = new Fragments();
    private final Map<String, SipDialog> dialogs = new LinkedHashMap<>();
    private final Map<Ends, RtpFlow> flows = new LinkedHashMap<>();
    private long rtpBytes;
    private long frames;
    private long sipMessages;
    private long cutDatagrams;
    private long otherDatagrams;
    private long otherFrames;
    private long unreadFrames;
    private int unreadLinkType = -1;

    private record Ends(InetSocketAddress source, InetSocketAddress destination) {}

    /** Holds at most so many bytes of RTP, 64 for each packet's overhead included. */
    CaptureContents(long mostRtpBytes) {
        this.mostRtpBytes = mostRtpBytes;
    }

    /** Takes the frame in. */
    void accept(LinkFrame frame) throws CaptureException {
        frames++;
        if (!LinkLayer.understands(frame.linkType())) {
            unreadFrames++;
            unreadLinkType = frame.linkType();
            return;
        }
        var bytes = LinkLayer.packetOf(frame.linkType(), frame.bytes());
        IpPacket packet = bytes == null ? null : IpPacket.parse(bytes);
        if (packet != null && packet.fragment() != null) {
            packet = fragments.add(packet, packet.fragment());
            if (packet == null) {
                return;
            }
        }
        Datagram datagram = packet == null ? null : Datagram.parse(frame, packet);
        if (datagram == null) {
            otherFrames++;
        } else if (!acceptSip(datagram) && !acceptRtp(datagram)) {
            count(datagram);
        }
    }

    private void count(Datagram datagram) {
        if (datagram.whole()) {
            otherDatagrams++;
        } else {
            cutDatagrams++;
        }
    }

    private boolean acceptSip(Datagram datagram) throws CaptureException {
        SipMessage message = datagram.whole() ? SipMessage.parse(datagram.payload()) : null;
        if (message == null) {
            return false;
        }
        sipMessages++;
        SipDialog dialog = dialogs.get(message.callId());
        if (dialog == null && message.method().equals("INVITE")) {
            if (dialogs.size() == MOST_CALLS) {
                throw tooLarge("calls", MOST_CALLS);
            }
            dialog = new SipDialog(message);
            dialogs.put(message.callId(), dialog);
        }
        if (dialog != null) {
            dialog.accept(message);
        }
        return true;
    }

    private boolean acceptRtp(Datagram datagram) throws CaptureException {
        RtpHeader header = datagram.udp() ? RtpHeader.parse(datagram.payload(), datagram.whole()) : null;
        if (header == null) {
            return false;
        }
        rtpBytes += OBJECT_BYTES + datagram.payload().limit();
        if (rtpBytes > mostRtpBytes) {
            throw tooLarge("RTP bytes", mostRtpBytes);
        }
        Ends ends = new Ends(datagram.source(), datagram.destination());
        RtpFlow flow = flows.get(ends);
        if (flow == null) {
            if (flows.size() == MOST_FLOWS) {
                throw tooLarge("flows of RTP", MOST_FLOWS);
            }
            flow = new RtpFlow(ends.source(), ends.destination());
            flows.put(ends, flow);
        }
        flow.add(datagram, header);
        return true;
    }

    private static CaptureException tooLarge(String what, long most) {
        return new CaptureException(
                Reason.TOO_LARGE,
                "the capture has too many " + what
                        + ": save the one call alone, with a display filter on its addresses and ports, most=" + most);
    }

    List<SipDialog> dialogs() {
        return List.copyOf(dialogs.values());
    }

    List<RtpFlow> flows() {
        return List.copyOf(flows.values());
    }

    /** What was read, given the flows that became the call. */
    CaptureCounts counts(List<RtpFlow> used) {
        long usedPackets = used.stream().mapToLong(RtpFlow::size).sum();
        List<RtpFlow> ignored = flows.values().stream()
                .filter(RtpFlow::isConvincing)
                .filter(flow -> !used.contains(flow))
                .toList();
        long ignoredPackets = ignored.stream().mapToLong(RtpFlow::size).sum();
        long allPackets = flows.values().stream().mapToLong(RtpFlow::size).sum();
        return new CaptureCounts(
                frames,
                sipMessages,
                usedPackets,
                ignored.size(),
                ignoredPackets,
                otherDatagrams + cutDatagrams + allPackets - usedPackets - ignoredPackets,
                otherFrames,
                unreadFrames,
                fragments.lost());
    }

    /** Says why there is no call, and what is there instead. */
    CaptureException withoutAudio() {
        CaptureCounts counts = counts(List.of());
        String found = ", frames=" + counts.frames() + ", sipMessages=" + counts.sipMessages() + ", otherDatagrams="
                + counts.otherDatagrams() + ", otherFrames=" + (counts.otherFrames() + counts.lostFragments());
        if (frames == 0) {
            return new CaptureException(Reason.NO_AUDIO, "the capture holds no packets: capture during a call" + found);
        }
        if (unreadFrames > 0) {
            return new CaptureException(
                    Reason.UNSUPPORTED_LINK_TYPE,
                    "no RTP in the capture, and packets on a link that is not understood: capture on Ethernet, loopback or"
                            + " `any`, linkType=" + unreadLinkType + ", unreadFrames=" + unreadFrames + found);
        }
        if (cutDatagrams > 0) {
            return new CaptureException(
                    Reason.TRUNCATED,
                    "packets were cut short while they were captured: capture again with snap length 0, cutPackets="
                            + cutDatagrams + found);
        }
        String announced = announced();
        return announced == null
                ? new CaptureException(
                        Reason.NO_AUDIO, "no RTP in the capture: capture the UDP ports of the call's audio" + found)
                : new CaptureException(
                        Reason.NO_AUDIO,
                        "no RTP in the capture, only its signalling: capture these UDP ports too, announced="
                                + announced + found);
    }

    private @Nullable String announced() {
        List<AudioLine> lines = dialogs.values().stream()
                .flatMap(dialog -> dialog.lines().stream())
                .limit(2)
                .toList();
        return lines.isEmpty()
                ? null
                : String.join(
                        " and ",
                        lines.stream()
                                .map(line -> line.receivesAt().getAddress().getHostAddress() + ":"
                                        + line.receivesAt().getPort())
                                .toList());
    }
}
