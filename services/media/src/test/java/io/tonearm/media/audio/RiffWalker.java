package io.tonearm.media.audio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;

/** Reads RIFF and RF64 by the book, to judge what was written. The file may be larger than memory. */
final class RiffWalker {

    /** A chunk: where its content is and how long it is, without the padding. */
    record Chunk(String id, long at, long bytes) {}

    private final LongToIntFunction source;
    private final long size;

    private RiffWalker(LongToIntFunction source, long size) {
        this.source = source;
        this.size = size;
    }

    static RiffWalker of(byte[] file) {
        return new RiffWalker(at -> file[Math.toIntExact(at)], file.length);
    }

    /** A file whose samples are all zero bytes. */
    static RiffWalker of(WavFile layout) {
        byte[] header = layout.header();
        byte[] trailer = layout.trailer();
        long trailerAt = header.length + layout.dataBytes();
        LongToIntFunction source = at -> {
            if (at < header.length) {
                return header[(int) at];
            }
            return at < trailerAt ? 0 : trailer[Math.toIntExact(at - trailerAt)];
        };
        return new RiffWalker(source, trailerAt + trailer.length);
    }

    String form() {
        return text(0, 4) + " " + text(8, 4);
    }

    long size() {
        return size;
    }

    /** What the file says its size is. */
    long declaredSize() {
        return 8 + (form().startsWith("RF64") ? uint(20, 8) : uint(4, 4));
    }

    List<Chunk> chunks() {
        return chunks(12, size);
    }

    List<Chunk> chunksOf(Chunk list) {
        return chunks(list.at() + 4, list.at() + list.bytes());
    }

    Chunk chunk(String id) {
        return chunks().stream()
                .filter(chunk -> chunk.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no chunk " + id));
    }

    private List<Chunk> chunks(long from, long to) {
        List<Chunk> chunks = new ArrayList<>();
        long at = from;
        while (at < to) {
            String id = text(at, 4);
            boolean isLarge = id.equals("data") && uint(at + 4, 4) == 0xFFFF_FFFFL;
            long bytes = isLarge ? uint(28, 8) : uint(at + 4, 4);
            String name = id.equals("LIST") ? "LIST " + text(at + 8, 4) : id;
            chunks.add(new Chunk(name, at + 8, bytes));
            at += 8 + bytes;
            if (bytes % 2 != 0) {
                if (source.applyAsInt(at) != 0) {
                    throw new AssertionError("padding must be 0, chunk=" + name);
                }
                at++;
            }
        }
        if (at != to) {
            throw new AssertionError("chunks must end with what they are in, at=" + at + ", end=" + to);
        }
        return chunks;
    }

    long uint(long at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (source.applyAsInt(at + i) & 0xFF);
        }
        return value;
    }

    String text(long at, int bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < bytes; i++) {
            text.write(source.applyAsInt(at + i));
        }
        return text.toString(UTF_8);
    }

    /** A text that must end with the only zero of its chunk. */
    String terminated(long at, long bytes) {
        String text = text(at, Math.toIntExact(bytes));
        if (text.indexOf('\0') != text.length() - 1) {
            throw new AssertionError("text must end with its only zero, text=" + text);
        }
        return text.substring(0, text.length() - 1);
    }

    /** The cue points with their labels, found by id. */
    List<CuePoint> cuePoints() {
        Chunk cue = chunk("cue ");
        List<Chunk> labels = chunksOf(chunk("LIST adtl"));
        List<CuePoint> cuePoints = new ArrayList<>();
        long count = uint(cue.at(), 4);
        if (cue.bytes() != 4 + 24 * count) {
            throw new AssertionError("cue chunk must have 24 bytes per point, bytes=" + cue.bytes());
        }
        for (int i = 0; i < count; i++) {
            long at = cue.at() + 4 + 24L * i;
            long id = uint(at, 4);
            Chunk label = labels.stream()
                    .filter(chunk -> uint(chunk.at(), 4) == id)
                    .findFirst()
                    .orElseThrow();
            if (!text(at + 8, 4).equals("data") || uint(at + 12, 8) != 0 || uint(at + 4, 4) != uint(at + 20, 4)) {
                throw new AssertionError("cue point must be a sample of data, id=" + id);
            }
            cuePoints.add(new CuePoint(uint(at + 20, 4), terminated(label.at() + 4, label.bytes() - 4)));
        }
        return cuePoints;
    }
}
