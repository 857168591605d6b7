package io.tonearm.media.audio;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/** The kinds of files that are held against golden headers and independent readers. */
enum WavVariant {
    PCM_MONO_PLAIN(FileEncoding.PCM_16, 1, 8000, 4000, false, false),
    PCM_STEREO_PAUSE(FileEncoding.PCM_16, 2, 16000, 32000, true, true),
    MULAW_MONO_ODD(FileEncoding.MULAW, 1, 8000, 20001, true, false),
    MULAW_STEREO(FileEncoding.MULAW, 2, 8000, 20000, false, true),
    ALAW_MONO(FileEncoding.ALAW, 1, 8000, 4000, false, false),
    ALAW_STEREO_PAUSE(FileEncoding.ALAW, 2, 8000, 20000, true, true);

    final FileEncoding encoding;
    final int channels;
    final int sampleRate;
    final int frames;
    private final boolean isPaused;
    private final boolean isNamed;

    WavVariant(FileEncoding encoding, int channels, int sampleRate, int frames, boolean isPaused, boolean isNamed) {
        this.encoding = encoding;
        this.channels = channels;
        this.sampleRate = sampleRate;
        this.frames = frames;
        this.isPaused = isPaused;
        this.isNamed = isNamed;
    }

    List<CuePoint> cuePoints() {
        return isPaused
                ? List.of(new CuePoint(4000, "PAUSE reason=card"), new CuePoint(12000, "RESUME Gespräch"))
                : List.of();
    }

    Map<String, String> info() {
        return isNamed ? Map.of("INAM", "call c-1, leg l-7", "ICRD", "2026-11-20") : Map.of();
    }

    WavFile layout() {
        return new WavFile(new WavFormat(encoding, channels, sampleRate), frames, cuePoints(), info());
    }

    /** The whole file: another tone on each channel. */
    byte[] file() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(layout().header());
        file.writeBytes(samples());
        file.writeBytes(layout().trailer());
        return file.toByteArray();
    }

    private byte[] samples() {
        int stride = channels * encoding.bytesPerSample();
        byte[] samples = new byte[frames * stride];
        for (int channel = 0; channel < channels; channel++) {
            encoding.encode(tone(channel), frames, samples, channel * encoding.bytesPerSample(), stride);
        }
        return samples;
    }

    /** What a player makes of the file: 16 bits, low byte first, channels interleaved. */
    byte[] decoded() {
        byte[] decoded = new byte[2 * channels * frames];
        for (int channel = 0; channel < channels; channel++) {
            short[] samples = tone(channel);
            for (int i = 0; i < frames; i++) {
                short heard = switch (encoding) {
                    case PCM_16 -> samples[i];
                    case MULAW -> CompandingLaw.MU_LAW.decode(CompandingLaw.MU_LAW.encode(samples[i]));
                    case ALAW -> CompandingLaw.A_LAW.decode(CompandingLaw.A_LAW.encode(samples[i]));
                };
                decoded[2 * (channels * i + channel)] = (byte) heard;
                decoded[2 * (channels * i + channel) + 1] = (byte) (heard >> 8);
            }
        }
        return decoded;
    }

    private short[] tone(int channel) {
        return Tone.samples(440 * (channel + 1), frames, -3, 40, sampleRate);
    }
}
