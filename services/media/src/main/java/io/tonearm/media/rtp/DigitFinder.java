package io.tonearm.media.rtp;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the digits that were pressed on one track, out of its RFC 4733 packets. All packets of one SSRC and RTP timestamp
 * report one event: repeated, duplicate, reordered and lost packets change nothing as long as one is left.
 *
 * <p>A key held for longer than a duration can say is reported in segments, one event each, that follow one another without
 * an end or a marker bit (RFC 4733 section 2.5.1.3). They are one digit.
 *
 * <p>Keeps at most 1,000 events, those that come first in canonical order; later ones are ignored. Not thread-safe.
 */
public final class DigitFinder {

    /** Most events that are told apart. */
    public static final int MOST_EVENTS = 1000;

    private static final int LONGEST_SEGMENT_TICKS = 0xFFFF;

    /**
     * One press of a key.
     *
     * @param digit 0 to 9, *, # or A to D
     * @param beganAtMicros when it was pressed, as capture times are: microseconds since the epoch
     */
    public record Digit(char digit, long beganAtMicros) {}

    /** What tells events apart. A sender that reports two digits at one timestamp means both. */
    private record EventId(char digit, long ssrc, long timestamp) {

        private EventId after(int ticks) {
            return new EventId(digit, ssrc, timestamp + ticks & 0xFFFF_FFFFL);
        }
    }

    private final Map<EventId, Reported> events = new HashMap<>();

    private DigitFinder() {}

    /**
     * The digits in the order of time, then digit.
     *
     * @param frames of one track, in canonical order; read to their end. Those of another format than
     *     {@link PayloadFormat#TELEPHONE_EVENT} are passed over, as are events that are no digits
     */
    public static List<Digit> find(Iterator<RtpFrame> frames) {
        DigitFinder finder = new DigitFinder();
        frames.forEachRemaining(finder::take);
        return finder.digits();
    }

    private void take(RtpFrame frame) {
        PayloadFormat format = frame.format();
        if (format == null || !format.is(PayloadFormat.TELEPHONE_EVENT)) {
            return;
        }
        RtpPacket packet = frame.packet();
        TelephoneEvent event = TelephoneEvent.parse(packet);
        Character digit = event == null ? null : event.digit();
        if (event == null || digit == null) {
            return;
        }
        EventId id = new EventId(digit, packet.ssrc(), packet.timestamp());
        if (events.size() < MOST_EVENTS || events.containsKey(id)) {
            events.computeIfAbsent(id, unknown -> new Reported()).add(frame, event, format.clockRate());
        }
    }

    private List<Digit> digits() {
        Set<EventId> continuations = new HashSet<>();
        events.forEach((id, event) -> {
            if (!event.ended) {
                // where the report of the whole segment was lost, only its length is known
                continuations.add(id.after(LONGEST_SEGMENT_TICKS));
                if (event.durationTicks > 0) {
                    continuations.add(id.after(event.durationTicks));
                }
            }
        });
        return events.entrySet().stream()
                .filter(entry -> entry.getValue().marked || !continuations.contains(entry.getKey()))
                .map(entry -> new Digit(entry.getKey().digit(), entry.getValue().beganAtMicros))
                .sorted(Comparator.comparingLong(Digit::beganAtMicros).thenComparing(Digit::digit))
                .toList();
    }

    /** What the packets of one event say. */
    private static final class Reported {

        private long beganAtMicros = Long.MAX_VALUE;
        private int durationTicks;
        private boolean marked;
        private boolean ended;

        private void add(RtpFrame frame, TelephoneEvent event, int clockRate) {
            long durationMicros = event.durationTicks() * 1_000_000L / clockRate;
            beganAtMicros = Math.min(beganAtMicros, frame.capturedAtMicros() - durationMicros);
            durationTicks = Math.max(durationTicks, event.durationTicks());
            marked |= (frame.packet().bytes()[1] & 0x80) != 0;
            ended |= event.end();
        }
    }
}
