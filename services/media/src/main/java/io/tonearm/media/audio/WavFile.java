package io.tonearm.media.audio;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All of a WAV file but its samples: what goes before and after them, and the file's size, known before any sample is.
 *
 * <pre>
 *            +---------------------------------------------+
 *  header()  | RIFF size WAVE            or RF64 -1 WAVE   |
 *            | JUNK, 28 bytes            or ds64           |
 *            | fmt                                         |
 *            | fact                      G.711 only        |
 *            | data size                 or data -1        |
 *            +---------------------------------------------+
 *            | samples, dataBytes()                        |
 *            +---------------------------------------------+
 *  trailer() | 0                         odd data only     |
 *            | cue, LIST adtl            cue points only   |
 *            | LIST INFO                 texts only        |
 *            +---------------------------------------------+
 * </pre>
 *
 * <p>A file over 4 GiB is RF64 (EBU Tech 3306): the 64-bit sizes take the place of JUNK, so that no sample moves. The
 * cue chunk has 32 bits in any case: cue points beyond 4,294,967,295 samples, six days at 8 kHz, are left out.
 *
 * <p>Immutable but for the arrays that it hands out, which are copies; thread-safe.
 */
public final class WavFile {

    /** Most cue points of a file. */
    public static final int MOST_CUE_POINTS = 10_000;

    /** Most INFO texts of a file. */
    public static final int MOST_INFO_TEXTS = 64;

    /** Most bytes of one INFO text. */
    public static final int MOST_INFO_BYTES = 1_024;

    /** Most sample frames of a file: 46 years at 192 kHz. */
    public static final long MOST_FRAMES = 1L << 48;

    private static final long UNSIGNED_INT_MAX = 0xFFFF_FFFFL;

    private final WavFormat format;
    private final long frames;
    private final byte[] header;
    private final byte[] trailer;

    /**
     * Lays the file out.
     *
     * @param frames samples of each channel
     * @param cuePoints in the order in which the file is to list them; positions up to {@code frames}
     * @param info texts by their ids of four of {@code A-Z} and {@code 0-9}, such as {@code INAM} (title), without
     *     control characters ({@link RiffText#fitted} makes any text fit); written in the order of the ids
     * @throws IllegalArgumentException where there is too much of something, a text is not fit, or a cue point is
     *     outside the file; a mistake of the caller
     */
    public WavFile(WavFormat format, long frames, List<CuePoint> cuePoints, Map<String, String> info) {
        requireAtMost(MOST_FRAMES, "frames", frames);
        requireAtMost(MOST_CUE_POINTS, "cue points", cuePoints.size());
        requireAtMost(MOST_INFO_TEXTS, "info texts", info.size());
        for (CuePoint cuePoint : cuePoints) {
            requireAtMost(frames, "sample position", cuePoint.samplePosition());
        }
        this.format = format;
        this.frames = frames;
        this.trailer = buildTrailer(cuePoints, info);
        this.header = buildHeader();
    }

    private static void requireAtMost(long most, String name, long value) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " must be 0 to " + most + ", value=" + value);
        }
    }

    /** Everything before the first sample; {@link WavFormat#headerBytes} long. */
    public byte[] header() {
        return header.clone();
    }

    /** Everything after the last sample; may be empty. */
    public byte[] trailer() {
        return trailer.clone();
    }

    /** Bytes of all samples. */
    public long dataBytes() {
        return frames * format.blockAlign();
    }

    /** Bytes of the whole file. */
    public long size() {
        return format.headerBytes() + dataBytes() + trailer.length;
    }

    private byte[] buildTrailer(List<CuePoint> cuePoints, Map<String, String> info) {
        RiffWriter writer = new RiffWriter();
        if (dataBytes() % 2 != 0) {
            writer.int8(0);
        }
        List<CuePoint> within = cuePoints.stream()
                .filter(cuePoint -> cuePoint.samplePosition() <= UNSIGNED_INT_MAX)
                .toList();
        WavTrailer.writeCuePoints(within, writer);
        WavTrailer.writeInfo(new TreeMap<>(info), writer);
        return writer.toByteArray();
    }

    private byte[] buildHeader() {
        long riffBytes = size() - RiffWriter.CHUNK_HEADER_BYTES;
        boolean isLarge = riffBytes > UNSIGNED_INT_MAX;
        RiffWriter writer = new RiffWriter();
        if (isLarge) {
            RiffWriter sizes = new RiffWriter()
                    .int64(riffBytes)
                    .int64(dataBytes())
                    .int64(frames)
                    .int32(0);
            writer.id("RF64").int32(UNSIGNED_INT_MAX).id("WAVE").chunk("ds64", sizes);
        } else {
            RiffWriter junk = new RiffWriter().int64(0).int64(0).int64(0).int32(0);
            writer.id("RIFF").int32(riffBytes).id("WAVE").chunk("JUNK", junk);
        }
        writer.chunk("fmt ", formatContent());
        if (format.isCompanded()) {
            writer.chunk("fact", new RiffWriter().int32(Math.min(frames, UNSIGNED_INT_MAX)));
        }
        return writer.id("data").int32(isLarge ? UNSIGNED_INT_MAX : dataBytes()).toByteArray();
    }

    private RiffWriter formatContent() {
        RiffWriter content = new RiffWriter()
                .int16(format.encoding().formatTag())
                .int16(format.channels())
                .int32(format.sampleRate())
                .int32(format.bytesPerSecond())
                .int16(format.blockAlign())
                .int16(8 * format.encoding().bytesPerSample());
        return format.isCompanded() ? content.int16(0) : content;
    }
}
