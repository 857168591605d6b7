package io.tonearm.media.rtp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of each payload type on one track: what was negotiated, else the static assignments of RFC 3551 section 6.
 * Immutable.
 */
public final class PayloadTypes {

    /** Only the static assignments of RFC 3551. */
    public static final PayloadTypes STATIC = new PayloadTypes(Map.of());

    private static final Map<Integer, PayloadFormat> ASSIGNED = Map.ofEntries(
            Map.entry(0, new PayloadFormat("PCMU", 8000, 1)),
            Map.entry(2, new PayloadFormat("G726-32", 8000, 1)),
            Map.entry(3, new PayloadFormat("GSM", 8000, 1)),
            Map.entry(4, new PayloadFormat("G723", 8000, 1)),
            Map.entry(8, new PayloadFormat("PCMA", 8000, 1)),
            Map.entry(9, new PayloadFormat("G722", 8000, 1)),
            Map.entry(10, new PayloadFormat("L16", 44100, 2)),
            Map.entry(11, new PayloadFormat("L16", 44100, 1)),
            Map.entry(13, new PayloadFormat(PayloadFormat.COMFORT_NOISE, 8000, 1)),
            Map.entry(15, new PayloadFormat("G728", 8000, 1)),
            Map.entry(18, new PayloadFormat("G729", 8000, 1)),
            Map.entry(19, new PayloadFormat(PayloadFormat.COMFORT_NOISE, 8000, 1)));

    private final Map<Integer, PayloadFormat> negotiated;

    private PayloadTypes(Map<Integer, PayloadFormat> negotiated) {
        this.negotiated = negotiated;
    }

    /**
     * The types of a track by number.
     *
     * @throws IllegalArgumentException where a number is not 0 to 127; the caller refuses the description
     */
    public static PayloadTypes of(Map<Integer, PayloadFormat> negotiated) {
        for (Integer number : negotiated.keySet()) {
            if (number < 0 || number > 127) {
                throw new IllegalArgumentException("payload type must be 0 to 127, payloadType=" + number);
            }
        }
        return negotiated.isEmpty() ? STATIC : new PayloadTypes(new HashMap<>(negotiated));
    }

    /** What the number means; null where neither the negotiation nor RFC 3551 says. */
    public @Nullable PayloadFormat formatOf(int payloadType) {
        PayloadFormat format = negotiated.get(payloadType);
        return format != null ? format : ASSIGNED.get(payloadType);
    }
}
