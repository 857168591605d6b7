package io.tonearm.devkit.capture;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one call of a capture: its Call-ID and the audio of its two directions.
 *
 * <p>Incoming is from the caller, outgoing is towards the caller. The caller is whoever sent the INVITE; in a SIPREC
 * dialog (RFC 7866), whose offerer sends both directions, incoming is the first audio line of the description and
 * outgoing the second. Where no signalling was captured, incoming is the direction whose first packet came first.
 * Immutable.
 *
 * @param callId the Call-ID; null where the call was found without signalling
 * @param incoming from the caller; null where only the other direction was captured
 * @param outgoing towards the caller; null where only the other direction was captured
 * @param counts what was read and what was left out
 */
public record CapturedCall(
        @Nullable String callId,
        @Nullable CapturedDirection incoming,
        @Nullable CapturedDirection outgoing,
        CaptureCounts counts) {

    public CapturedCall {
        if (incoming == null && outgoing == null) {
            throw new IllegalArgumentException("a call must have a direction, directions=0");
        }
    }

    /** The one or two directions there are, incoming first. */
    public List<CapturedDirection> directions() {
        return Stream.of(Optional.ofNullable(incoming), Optional.ofNullable(outgoing))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The earliest capture time of a packet of the call, in microseconds since the Unix epoch. */
    public long firstMicros() {
        return directions().stream()
                .flatMap(direction -> direction.packets().stream())
                .mapToLong(CapturedPacket::capturedAtMicros)
                .min()
                .orElseThrow();
    }

    /** The latest capture time of a packet of the call, in microseconds since the Unix epoch. */
    public long lastMicros() {
        return directions().stream()
                .flatMap(direction -> direction.packets().stream())
                .mapToLong(CapturedPacket::capturedAtMicros)
                .max()
                .orElseThrow();
    }
}
