package io.tonearm.devkit.capture;

import io.tonearm.devkit.capture.CaptureException.Reason;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call as its signalling describes it: which audio lines its two ends have offered and answered (RFC 3264). The
 * caller is the end whose tag is in the From header of the first INVITE. Not thread-safe.
 */
final class SipDialog {

    private static final int MOST_LINES = 16;

    private final String callId;
    private final String callerTag;
    private final Set<AudioLine> ofCaller = new LinkedHashSet<>();
    private final Set<AudioLine> ofCallee = new LinkedHashSet<>();

    SipDialog(SipMessage first) {
        this.callId = first.callId();
        this.callerTag = first.fromTag();
    }

    /** Takes the message's session description to be that of whoever sent it. */
    void accept(SipMessage message) throws CaptureException {
        String description = message.sessionDescription();
        if (description == null) {
            return;
        }
        String senderTag = message.request() ? message.fromTag() : message.toTag();
        Set<AudioLine> lines = senderTag.equals(callerTag) ? ofCaller : ofCallee;
        for (AudioLine line : SessionDescription.audioLines(description)) {
            lines.add(line);
        }
        if (lines.size() > MOST_LINES) {
            throw new CaptureException(
                    Reason.TOO_LARGE,
                    "one end of a call describes its audio in too many ways: cut the capture with `editcap -A -B`, most="
                            + MOST_LINES);
        }
    }

    String callId() {
        return callId;
    }

    /** Where the ends want their audio, as far as the signalling tells. */
    List<AudioLine> lines() {
        Set<AudioLine> all = new LinkedHashSet<>(ofCaller);
        all.addAll(ofCallee);
        return List.copyOf(all);
    }

    /** The index of the audio line that the flow is sent for by the caller; -1 where it is none of this call. */
    int lineFromCaller(RtpFlow flow) {
        return line(ofCaller, ofCallee, flow);
    }

    /** The index of the audio line that the flow is sent for to the caller; -1 where it is none of this call. */
    int lineToCaller(RtpFlow flow) {
        return line(ofCallee, ofCaller, flow);
    }

    /** Addresses decide. Behind an address translation only the ports are as described, and then both must be. */
    private static int line(Set<AudioLine> senders, Set<AudioLine> receivers, RtpFlow flow) {
        for (AudioLine receiver : receivers) {
            if (receiver.receivesAt().equals(flow.destination())) {
                return receiver.index();
            }
        }
        for (AudioLine sender : senders) {
            if (sender.receivesAt().equals(flow.source())) {
                return sender.index();
            }
            for (AudioLine receiver : receivers) {
                if (sender.receivesAt().getPort() == flow.source().getPort()
                        && receiver.receivesAt().getPort() == flow.destination().getPort()) {
                    return receiver.index();
                }
            }
        }
        return -1;
    }

    /** Whether both ends have only SRTP for the audio line. */
    boolean isEncrypted(int index) {
        List<AudioLine> described =
                lines().stream().filter(line -> line.index() == index).toList();
        return !described.isEmpty() && described.stream().allMatch(AudioLine::encrypted);
    }

    /** What payload types mean on the audio line. The receiver of audio numbers them, and its first word counts. */
    Map<Integer, CapturedPayloadType> payloadTypes(int index, boolean fromCaller) {
        Map<Integer, CapturedPayloadType> types = new HashMap<>();
        for (Set<AudioLine> lines : List.of(fromCaller ? ofCallee : ofCaller, fromCaller ? ofCaller : ofCallee)) {
            for (AudioLine line : lines) {
                if (line.index() == index) {
                    line.payloadTypes().forEach(types::putIfAbsent);
                }
            }
        }
        return types;
    }
}
