package io.tonearm.media.testing;

import io.tonearm.media.rtp.MalformedPacketException;
import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Frames that no sender would send: random bytes behind a header that parses, captured at any time. Stateless. */
public final class HostileFrames {

    private static final List<PayloadFormat> FORMATS = List.of(
            NumberedAudio.PCMU,
            NumberedAudio.PCMA,
            NumberedAudio.L16,
            KeyPress.FORMAT,
            new PayloadFormat(PayloadFormat.COMFORT_NOISE, 8000, 1),
            new PayloadFormat(PayloadFormat.TELEPHONE_EVENT, 1, 1),
            new PayloadFormat("L16", 8000, 7),
            new PayloadFormat("L16", 192_000, 255),
            new PayloadFormat("opus", 48_000, 2),
            new PayloadFormat("PCMU", 1, 1),
            new PayloadFormat("PCMA", 1_000_000, 1));

    private HostileFrames() {}

    /** Most are captured within six seconds from a time on, of few sources and timestamps. */
    public static List<RtpFrame> from(long startMicros, Random random, int count) {
        List<RtpFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long near = startMicros + random.nextLong(6_000_000);
            long capturedAtMicros = random.nextInt(10) == 0 ? random.nextLong() : near;
            PayloadFormat format = random.nextInt(8) == 0 ? null : FORMATS.get(random.nextInt(FORMATS.size()));
            try {
                frames.add(new RtpFrame(capturedAtMicros, RtpPacket.parse(bytes(random)), format));
            } catch (MalformedPacketException refused) {
                i--;
            }
        }
        return frames;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(12, random.nextInt(8) == 0 ? 20_000 : 40)];
        random.nextBytes(bytes);
        bytes[0] = (byte) (0x80 | (random.nextInt(4) == 0 ? bytes[0] & 0x3F : 0));
        bytes[1] &= 0x7F;
        if (random.nextInt(3) > 0) {
            System.arraycopy(new byte[8], 0, bytes, 4, 8);
            bytes[7] = (byte) random.nextInt(20);
        }
        return bytes;
    }
}
