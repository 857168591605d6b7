package io.tonearm.devkit.capture;

/**
 * One RTP packet as it was captured: header and payload, whole, with the time.
 *
 * <p>The bytes are a valid RFC 3550 header with what follows it. The array is not copied; whoever has the packet leaves
 * the array as it is. Thread-safe on that condition.
 */
public final class CapturedPacket {

    private final long capturedAtMicros;
    private final byte[] rtp;

    /**
     * A packet as it was or could have been captured.
     *
     * @param capturedAtMicros when, in microseconds since the Unix epoch
     * @param rtp a valid RTP packet, owned by the result from now on
     */
    public CapturedPacket(long capturedAtMicros, byte[] rtp) {
        this.capturedAtMicros = capturedAtMicros;
        this.rtp = rtp;
    }

    /** When it was captured, in microseconds since the Unix epoch. */
    public long capturedAtMicros() {
        return capturedAtMicros;
    }

    /** The packet from its first header byte on; at least 12 bytes, not to be changed. */
    public byte[] rtp() {
        return rtp;
    }

    /** Payload type, 0 to 127. */
    public int payloadType() {
        return rtp[1] & 0x7F;
    }

    @Override
    public String toString() {
        return "CapturedPacket[capturedAtMicros=" + capturedAtMicros + ", payloadType=" + payloadType() + ", bytes="
                + rtp.length + "]";
    }
}
