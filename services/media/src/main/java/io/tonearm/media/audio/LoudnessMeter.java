package io.tonearm.media.audio;

import io.tonearm.media.rtp.PayloadFormat;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.RtpPacket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says of single packets whether they sound louder than silence. A cheap hint while a call is live: it knows neither a
 * packet's place in the file nor the file's sample rate; what counts as silence is up to {@link SilenceFinder}. Not
 * thread-safe.
 */
public final class LoudnessMeter {

    private static final int MOST_FORMATS = 16;
    private static final int MOST_SAMPLES = 8192;

    private final LoudBlocks loudBlocks;
    private final Map<PayloadFormat, Optional<AudioDecoder>> decoders = new HashMap<>();
    private final short[] samples = new short[MOST_SAMPLES];

    public LoudnessMeter(SilenceThreshold threshold) {
        this.loudBlocks = new LoudBlocks(threshold);
    }

    /**
     * Whether any 20 ms of the packet, counted from its beginning, are above the threshold; what is left at its end counts
     * as it is. False where there is no sound in it for a file: telephone events, comfort noise, a format that nobody named
     * or whose codec is not here, a payload that cannot be decoded or has more than 8,192 samples.
     */
    public boolean isLoud(RtpFrame frame) {
        PayloadFormat format = frame.format();
        if (format == null) {
            return false;
        }
        if (decoders.size() == MOST_FORMATS && !decoders.containsKey(format)) {
            decoders.clear();
        }
        Optional<AudioDecoder> decoder = decoders.computeIfAbsent(format, AudioCodecs::decoderFor);
        return decoder.isPresent() && isLoud(frame.packet(), decoder.get());
    }

    private boolean isLoud(RtpPacket packet, AudioDecoder decoder) {
        if (decoder.samples(packet.payloadLength()) > MOST_SAMPLES) {
            return false;
        }
        int count = decoder.decode(packet.bytes(), packet.payloadOffset(), packet.payloadLength(), samples);
        int blockSamples = LoudBlocks.samplesPerBlock(decoder.sampleRate());
        for (int from = 0; from < count; from += blockSamples) {
            if (loudBlocks.isLoud(samples, from, Math.min(count, from + blockSamples))) {
                return true;
            }
        }
        return false;
    }
}
