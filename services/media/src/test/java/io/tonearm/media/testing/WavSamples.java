package io.tonearm.media.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tonearm.media.audio.CompandingLaw;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a player gets out of a WAV file: the samples of each channel, decoded. Reads RIFF by the book; immutable. */
public final class WavSamples {

    private final int formatTag;
    private final int sampleRate;
    private final short[][] channels;

    private WavSamples(int formatTag, int sampleRate, short[][] channels) {
        this.formatTag = formatTag;
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    /**
     * Reads a file of less than 2 GiB.
     *
     * @throws AssertionError where it is no WAV file that a player would take
     */
    public static WavSamples read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        require(id(bytes).equals("RIFF"), "file must be RIFF");
        require(bytes.getInt() == file.length - 8, "RIFF must have the size of the file");
        require(id(bytes).equals("WAVE"), "form must be WAVE");
        ByteBuffer format = ByteBuffer.allocate(0);
        while (bytes.hasRemaining()) {
            String id = id(bytes);
            int length = bytes.getInt();
            ByteBuffer content = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            if (id.equals("fmt ")) {
                format = content;
            } else if (id.equals("data")) {
                return decode(format, content);
            }
            bytes.position(bytes.position() + length + length % 2);
        }
        throw new AssertionError("file must have samples");
    }

    private static WavSamples decode(ByteBuffer format, ByteBuffer samples) {
        int tag = format.getShort(0);
        int channelCount = format.getShort(2);
        int sampleRate = format.getInt(4);
        int width = format.getShort(14) / 8;
        require(format.getShort(12) == channelCount * width, "block must have a sample of each channel");
        require(width == (tag == 1 ? 2 : 1), "samples must be as wide as their encoding says");
        require(samples.remaining() % (channelCount * width) == 0, "file must have whole blocks");
        short[][] channels = new short[channelCount][samples.remaining() / (channelCount * width)];
        for (int at = 0; at < channels[0].length; at++) {
            for (int channel = 0; channel < channelCount; channel++) {
                channels[channel][at] = sample(tag, samples);
            }
        }
        return new WavSamples(tag, sampleRate, channels);
    }

    private static short sample(int tag, ByteBuffer samples) {
        return switch (tag) {
            case 1 -> samples.getShort();
            case 6 -> CompandingLaw.A_LAW.decode(samples.get());
            case 7 -> CompandingLaw.MU_LAW.decode(samples.get());
            default -> throw new AssertionError("format must be PCM, A-law or mu-law, tag=" + tag);
        };
    }

    private static String id(ByteBuffer bytes) {
        byte[] id = new byte[4];
        bytes.get(id);
        return new String(id, US_ASCII);
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError(expected);
        }
    }

    /** 1 for PCM, 6 for A-law, 7 for mu-law. */
    public int formatTag() {
        return formatTag;
    }

    public int sampleRate() {
        return sampleRate;
    }

    public int channels() {
        return channels.length;
    }

    /** The samples of a channel, the left one being 0. */
    public short[] channel(int index) {
        return channels[index].clone();
    }
}
