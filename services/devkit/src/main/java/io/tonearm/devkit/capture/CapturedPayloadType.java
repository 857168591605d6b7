package io.tonearm.devkit.capture;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a payload type number means in a captured call, as an SDP rtpmap gives it (RFC 8866 section 6.6). Immutable.
 *
 * @param number 0 to 127
 * @param encodingName the registered name as the description spells it, such as {@code PCMU}; 1 to 64 characters
 * @param clockRate RTP timestamp ticks per second, 1 to 1,000,000
 * @param channels interleaved audio channels, 1 to 255
 */
public record CapturedPayloadType(int number, String encodingName, int clockRate, int channels) {

    private static final Map<Integer, CapturedPayloadType> ASSIGNED = Map.ofEntries(
            assigned(0, "PCMU", 8000, 1),
            assigned(3, "GSM", 8000, 1),
            assigned(4, "G723", 8000, 1),
            assigned(5, "DVI4", 8000, 1),
            assigned(6, "DVI4", 16000, 1),
            assigned(7, "LPC", 8000, 1),
            assigned(8, "PCMA", 8000, 1),
            assigned(9, "G722", 8000, 1),
            assigned(10, "L16", 44100, 2),
            assigned(11, "L16", 44100, 1),
            assigned(12, "QCELP", 8000, 1),
            assigned(13, "CN", 8000, 1),
            assigned(14, "MPA", 90000, 1),
            assigned(15, "G728", 8000, 1),
            assigned(16, "DVI4", 11025, 1),
            assigned(17, "DVI4", 22050, 1),
            assigned(18, "G729", 8000, 1));

    public CapturedPayloadType {
        require(number >= 0 && number <= 127, "payload type must be 0 to 127, number=", number);
        require(
                !encodingName.isBlank() && encodingName.length() <= 64,
                "encoding name must have 1 to 64 characters, length=",
                encodingName.length());
        require(clockRate >= 1 && clockRate <= 1_000_000, "clock rate must be 1 to 1,000,000, clockRate=", clockRate);
        require(channels >= 1 && channels <= 255, "channels must be 1 to 255, channels=", channels);
    }

    private static void require(boolean holds, String expected, int value) {
        if (!holds) {
            throw new IllegalArgumentException(expected + value);
        }
    }

    private static Map.Entry<Integer, CapturedPayloadType> assigned(int number, String name, int rate, int channels) {
        return Map.entry(number, new CapturedPayloadType(number, name, rate, channels));
    }

    /** What RFC 3551 section 6 assigns to the number; null where it assigns nothing. */
    static @Nullable CapturedPayloadType assignedTo(int number) {
        return ASSIGNED.get(number);
    }
}
