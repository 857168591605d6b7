package io.tonearm.sandbox;

import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.devkit.capture.CapturedPayloadType;
import io.tonearm.media.audio.AudioCodecs;
import io.tonearm.media.rtp.PayloadFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much of a call's audio the recorder can decode into a file of 8,000 samples a second. Immutable.
 *
 * @param decodablePackets packets that it can decode
 * @param others packets that it can't, by the name of their codec
 */
record CodecCheck(long decodablePackets, Map<String, Long> others) {

    private static final int FILE_SAMPLE_RATE = 8_000;
    private static final String POSSIBLE = "PCMU, PCMA and L16 at 8,000 Hz can be decoded in this version";

    static CodecCheck of(CapturedCall call) {
        long decodable = 0;
        Map<String, Long> others = new TreeMap<>();
        for (CapturedDirection direction : call.directions()) {
            for (CapturedPacket packet : direction.packets()) {
                CapturedPayloadType type = direction.payloadTypes().get(packet.payloadType());
                if (type == null) {
                    others.merge(
                            "payload type " + packet.payloadType() + " (not explained in the capture)", 1L, Long::sum);
                } else if (isDecodable(type)) {
                    decodable++;
                } else if (isAudio(type)) {
                    others.merge(type.encodingName() + "/" + type.clockRate(), 1L, Long::sum);
                }
            }
        }
        return new CodecCheck(decodable, others);
    }

    private static boolean isAudio(CapturedPayloadType type) {
        return !type.encodingName().equalsIgnoreCase(PayloadFormat.TELEPHONE_EVENT)
                && !type.encodingName().equalsIgnoreCase(PayloadFormat.COMFORT_NOISE);
    }

    private static boolean isDecodable(CapturedPayloadType type) {
        PayloadFormat format = new PayloadFormat(type.encodingName(), type.clockRate(), type.channels());
        return AudioCodecs.decoderFor(format)
                .filter(decoder -> decoder.sampleRate() == FILE_SAMPLE_RATE)
                .isPresent();
    }

    /**
     * Refuses a call that would become nothing but silence.
     *
     * @throws SandboxException naming the codec
     */
    void requireAudio() {
        if (decodablePackets > 0) {
            return;
        }
        if (others.isEmpty()) {
            throw new SandboxException(
                    "the capture has no audio, only digits or comfort noise: capture the call's audio" + " ports");
        }
        throw new SandboxException(
                "none of the call's audio can be decoded, codec=" + String.join(", ", others.keySet()) + ": " + POSSIBLE
                        + "; capture a call with one of these, with its signalling");
    }

    /** What the user is to know before a part of the call becomes silence. */
    Optional<String> warning() {
        @Nullable String names = others.isEmpty() ? null : String.join(", ", others.keySet());
        long packets = others.values().stream().mapToLong(Long::longValue).sum();
        return Optional.ofNullable(names)
                .map(codec ->
                        packets + " packets cannot be decoded and become silence, codec=" + codec + ": " + POSSIBLE);
    }
}
