package io.tonearm.devkit.capture;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import io.tonearm.devkit.capture.CaptureException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the two directions of the call in what a capture contains.
 *
 * <p>With signalling, it is the call with the most packets between the addresses of its session descriptions. Flows of one
 * direction that follow each other belong together, since a re-INVITE moves ports; of flows at the same time, as on the
 * two sides of a relay, the largest counts. Without, it is the largest flow and the one that best
 * answers it: back between the same two ports, else back between the same two hosts, else beside it. Stateless.
 */
final class CallFinder {

    private static final long MOST_OVERLAP_MICROS = 2_000_000;

    private CallFinder() {}

    /** The flows of one direction with the audio line they are sent for; -1 where no description tells. */
    private record Lane(List<RtpFlow> flows, int line, boolean fromCaller) {

        int size() {
            return flows.stream().mapToInt(RtpFlow::size).sum();
        }
    }

    private record Choice(
            @Nullable SipDialog dialog,
            @Nullable Lane incoming,
            @Nullable Lane outgoing) {

        List<RtpFlow> flows() {
            List<RtpFlow> flows = new ArrayList<>(incoming == null ? List.of() : incoming.flows());
            flows.addAll(outgoing == null ? List.of() : outgoing.flows());
            return flows;
        }

        int size() {
            return flows().stream().mapToInt(RtpFlow::size).sum();
        }
    }

    /**
     * The call.
     *
     * @throws CaptureException where there is none, or its audio cannot be used as it was captured
     */
    static CapturedCall callIn(CaptureContents contents) throws CaptureException {
        Optional<Choice> signalled = contents.dialogs().stream()
                .map(dialog -> choose(dialog, contents.flows()))
                .filter(choice -> choice.size() > 0)
                .reduce((best, next) -> next.size() > best.size() ? next : best);
        Choice choice = signalled.orElseGet(() -> choose(contents.flows()));
        if (choice.size() == 0) {
            throw contents.withoutAudio();
        }
        SipDialog dialog = choice.dialog();
        return new CapturedCall(
                dialog == null ? null : dialog.callId(),
                direction(dialog, choice.incoming()),
                direction(dialog, choice.outgoing()),
                contents.counts(choice.flows()));
    }

    private static Choice choose(SipDialog dialog, List<RtpFlow> flows) {
        Map<Integer, List<RtpFlow>> fromCaller = new TreeMap<>();
        Map<Integer, List<RtpFlow>> toCaller = new TreeMap<>();
        for (RtpFlow flow : flows) {
            int from = dialog.lineFromCaller(flow);
            int to = from >= 0 ? -1 : dialog.lineToCaller(flow);
            if (from >= 0) {
                fromCaller.computeIfAbsent(from, line -> new ArrayList<>()).add(flow);
            } else if (to >= 0) {
                toCaller.computeIfAbsent(to, line -> new ArrayList<>()).add(flow);
            }
        }
        List<Lane> incoming = lanes(fromCaller, true);
        List<Lane> outgoing = lanes(toCaller, false);
        if (outgoing.isEmpty() && incoming.size() > 1) {
            return new Choice(dialog, incoming.get(0), incoming.get(1));
        }
        return new Choice(dialog, largest(incoming), largest(outgoing));
    }

    private static List<Lane> lanes(Map<Integer, List<RtpFlow>> flowsByLine, boolean fromCaller) {
        return flowsByLine.entrySet().stream()
                .map(entry -> new Lane(successive(entry.getValue()), entry.getKey(), fromCaller))
                .toList();
    }

    private static @Nullable Lane largest(List<Lane> lanes) {
        Lane largest = null;
        for (Lane lane : lanes) {
            largest = largest == null || lane.size() > largest.size() ? lane : largest;
        }
        return largest;
    }

    private static List<RtpFlow> successive(List<RtpFlow> flows) {
        List<RtpFlow> taken = new ArrayList<>();
        flows.stream().sorted(comparingInt(RtpFlow::size).reversed()).forEach(flow -> {
            if (taken.stream().allMatch(other -> other.overlapMicros(flow) < MOST_OVERLAP_MICROS)) {
                taken.add(flow);
            }
        });
        return taken;
    }

    private static Choice choose(List<RtpFlow> all) {
        List<RtpFlow> flows = all.stream().filter(RtpFlow::isConvincing).toList();
        RtpFlow largest = flows.stream()
                .reduce((best, next) -> next.size() > best.size() ? next : best)
                .orElse(null);
        if (largest == null) {
            return new Choice(null, null, null);
        }
        RtpFlow partner = flows.stream()
                .filter(flow -> flow != largest && likeness(largest, flow) > 0)
                .max(Comparator.<RtpFlow>comparingInt(flow -> likeness(largest, flow))
                        .thenComparingInt(RtpFlow::size))
                .orElse(null);
        if (partner == null) {
            return new Choice(null, lane(largest, true), null);
        }
        boolean largestIsFirst = flows.indexOf(largest) < flows.indexOf(partner);
        return new Choice(
                null, lane(largestIsFirst ? largest : partner, true), lane(largestIsFirst ? partner : largest, false));
    }

    private static Lane lane(RtpFlow flow, boolean fromCaller) {
        return new Lane(List.of(flow), -1, fromCaller);
    }

    /** How well a flow answers another: 3 exactly, 2 between the same hosts, 1 beside it, 0 not at all. */
    private static int likeness(RtpFlow flow, RtpFlow other) {
        boolean back = flow.source().equals(other.destination());
        boolean forth = flow.destination().equals(other.source());
        if (back && forth) {
            return 3;
        }
        if (flow.overlapMicros(other) <= 0) {
            return 0;
        }
        var source = flow.source().getAddress();
        var destination = flow.destination().getAddress();
        if (source.equals(other.destination().getAddress())
                && destination.equals(other.source().getAddress())) {
            return 2;
        }
        boolean beside = source.equals(other.source().getAddress())
                && destination.equals(other.destination().getAddress());
        return beside ? 1 : 0;
    }

    private static @Nullable CapturedDirection direction(@Nullable SipDialog dialog, @Nullable Lane lane)
            throws CaptureException {
        if (lane == null) {
            return null;
        }
        check(dialog, lane);
        List<CapturedPacket> packets = new ArrayList<>();
        lane.flows().forEach(flow -> packets.addAll(flow.packets()));
        if (lane.flows().size() > 1) {
            packets.sort(comparingLong(CapturedPacket::capturedAtMicros));
        }
        Map<Integer, CapturedPayloadType> types =
                dialog == null ? new HashMap<>() : dialog.payloadTypes(lane.line(), lane.fromCaller());
        packets.stream()
                .map(CapturedPacket::payloadType)
                .distinct()
                .map(CapturedPayloadType::assignedTo)
                .filter(Objects::nonNull)
                .forEach(type -> types.putIfAbsent(type.number(), type));
        RtpFlow first = lane.flows().get(0);
        return new CapturedDirection(first.source(), first.destination(), packets, types);
    }

    private static void check(@Nullable SipDialog dialog, Lane lane) throws CaptureException {
        if (dialog != null && dialog.isEncrypted(lane.line())) {
            throw new CaptureException(
                    Reason.ENCRYPTED,
                    "the audio of the call is encrypted (SRTP): capture it where it is decrypted, callId="
                            + dialog.callId());
        }
        int cut = lane.flows().stream().mapToInt(RtpFlow::cutPackets).sum();
        if (cut > 0) {
            throw new CaptureException(
                    Reason.TRUNCATED,
                    "RTP packets were cut short while they were captured: capture again with snap length 0, cutPackets="
                            + cut);
        }
        int untimed = lane.flows().stream().mapToInt(RtpFlow::untimedPackets).sum();
        if (untimed > 0) {
            throw new CaptureException(
                    Reason.NO_CAPTURE_TIMES,
                    "RTP packets have no capture time: capture again into enhanced packet blocks, untimedPackets="
                            + untimed);
        }
    }
}
