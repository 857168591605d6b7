package io.tonearm.recorder.leg;

import io.tonearm.media.recording.FrameSource;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.rtp.ChunkedFrames;
import io.tonearm.media.rtp.FrameChunk;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The packets of recordings that are not delivered, as received, in chunks of at most a second. Lives on its stream thread.
 */
final class AudioStore {

    /** Longest time between the first and the last packet of a chunk. */
    static final long MOST_SPAN_MICROS = 1_000_000;

    private static final int MOST_CHUNK_BYTES = 512 * 1024;

    private final KeyValueStore<Bytes, byte[]> store;

    AudioStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * Keeps frames; what is kept already is not kept twice.
     *
     * @param frames in canonical order
     * @return the keys of the chunks they are in
     */
    List<Bytes> put(String legId, Track track, List<RtpFrame> frames) {
        List<Bytes> keys = new ArrayList<>(1);
        int from = 0;
        while (from < frames.size()) {
            long first = frames.get(from).capturedAtMicros();
            int to = endOfChunk(frames, from);
            byte[] chunk = FrameChunk.encode(frames.subList(from, to));
            Bytes key = LegKey.audio(legId, track, first, chunk);
            store.put(key, chunk);
            keys.add(key);
            from = to;
        }
        return keys;
    }

    private static int endOfChunk(List<RtpFrame> frames, int from) {
        long first = frames.get(from).capturedAtMicros();
        int bytes = 0;
        for (int i = from; i < frames.size(); i++) {
            bytes += frames.get(i).packet().bytes().length;
            boolean full = i - from == FrameChunk.MOST_FRAMES
                    || i > from && bytes > MOST_CHUNK_BYTES
                    || frames.get(i).capturedAtMicros() - first > MOST_SPAN_MICROS;
            if (full) {
                return i;
            }
        }
        return frames.size();
    }

    /** Deletes the packets of a leg for whose capture time the condition does not hold, within a range of capture times. */
    void retain(String legId, long fromMicros, long toMicros, LongPredicate wanted) {
        retain(legId, fromMicros, toMicros, wanted, (track, frames) -> {});
    }

    /**
     * Deletes packets as above.
     *
     * @param deleted is shown what is deleted
     */
    void retain(
            String legId,
            long fromMicros,
            long toMicros,
            LongPredicate wanted,
            BiConsumer<Track, List<RtpFrame>> deleted) {
        for (Track track : Track.values()) {
            List<KeyValue<Bytes, byte[]>> chunks = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> entries = range(legId, track, fromMicros, toMicros)) {
                entries.forEachRemaining(chunks::add);
            }
            for (KeyValue<Bytes, byte[]> chunk : chunks) {
                Map<Boolean, List<RtpFrame>> frames = FrameChunk.decode(chunk.value).stream()
                        .collect(Collectors.partitioningBy(frame -> wanted.test(frame.capturedAtMicros())));
                List<RtpFrame> unwanted = frames.getOrDefault(false, List.of());
                if (!unwanted.isEmpty()) {
                    store.put(chunk.key, null);
                    put(legId, track, frames.getOrDefault(true, List.of()));
                    deleted.accept(track, unwanted);
                }
            }
        }
    }

    private KeyValueIterator<Bytes, byte[]> range(String legId, Track track, long fromMicros, long toMicros) {
        long firstMicros = fromMicros < Long.MIN_VALUE + MOST_SPAN_MICROS ? fromMicros : fromMicros - MOST_SPAN_MICROS;
        return store.range(LegKey.audioFrom(legId, track, firstMicros), LegKey.audioUntil(legId, track, toMicros));
    }

    /** The chunks that can have a recording's packets of one track; the caller closes the result. */
    ClosableFrames frames(Recording recording, Track track, long endMicros) {
        return new ClosableFrames(range(recording.legId(), track, recording.startMicros(), endMicros));
    }

    /** When the leg's last packet was captured that is kept, to a second; empty where none is. */
    OptionalLong latestMicros(String legId) {
        long latest = Long.MIN_VALUE;
        for (Track track : Track.values()) {
            try (KeyValueIterator<Bytes, byte[]> entries = store.reverseRange(
                    LegKey.audioFrom(legId, track, Long.MIN_VALUE), LegKey.audioUntil(legId, track, Long.MAX_VALUE))) {
                if (entries.hasNext()) {
                    latest = Math.max(latest, LegKey.capturedAtMicros(entries.peekNextKey()));
                }
            }
        }
        return latest == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(latest);
    }

    /**
     * Shows the stretches in which a leg's packets came, of both tracks, in the order of their begin. Only those behind which
     * nothing begins for so long are told exactly, the others by their begin: most chunks need not be decoded.
     */
    void passOver(String legId, long fromMicros, long toMicros, long gapMicros, FrameSource.Stretches stretches) {
        ArrayDeque<KeyValue<Bytes, byte[]>> recent = new ArrayDeque<>();
        try (KeyValueIterator<Bytes, byte[]> incoming = range(legId, Track.INCOMING, fromMicros, toMicros);
                KeyValueIterator<Bytes, byte[]> outgoing = range(legId, Track.OUTGOING, fromMicros, toMicros)) {
            while (incoming.hasNext() || outgoing.hasNext()) {
                KeyValue<Bytes, byte[]> chunk = isFirst(incoming, outgoing) ? incoming.next() : outgoing.next();
                long begin = LegKey.capturedAtMicros(chunk.key);
                if (!recent.isEmpty() && begin - LegKey.capturedAtMicros(recent.getLast().key) >= gapMicros) {
                    recent.forEach(last -> passExactly(last.value, stretches));
                }
                stretches.pass(begin, begin);
                recent.add(chunk);
                recent.removeIf(last -> LegKey.capturedAtMicros(last.key) < begin - MOST_SPAN_MICROS);
            }
        }
        recent.forEach(last -> passExactly(last.value, stretches));
    }

    private static void passExactly(byte[] chunk, FrameSource.Stretches stretches) {
        List<RtpFrame> frames = FrameChunk.decode(chunk);
        stretches.pass(
                frames.get(0).capturedAtMicros(), frames.get(frames.size() - 1).capturedAtMicros());
    }

    private static boolean isFirst(KeyValueIterator<Bytes, byte[]> one, KeyValueIterator<Bytes, byte[]> other) {
        return !other.hasNext()
                || one.hasNext()
                        && LegKey.capturedAtMicros(one.peekNextKey()) <= LegKey.capturedAtMicros(other.peekNextKey());
    }

    /** Visits the chunks of a leg. */
    void forEachChunk(String legId, BiConsumer<Track, List<RtpFrame>> visitor) {
        for (Track track : Track.values()) {
            try (KeyValueIterator<Bytes, byte[]> entries = range(legId, track, Long.MIN_VALUE, Long.MAX_VALUE)) {
                entries.forEachRemaining(entry -> visitor.accept(track, FrameChunk.decode(entry.value)));
            }
        }
    }

    /** The legs that have audio. */
    List<String> legs() {
        return LegRange.legs(store);
    }

    /** Frames out of a store's iterator. */
    static final class ClosableFrames implements AutoCloseable {

        private final KeyValueIterator<Bytes, byte[]> entries;

        private ClosableFrames(KeyValueIterator<Bytes, byte[]> entries) {
            this.entries = entries;
        }

        /** The frames in canonical order. */
        Iterator<RtpFrame> iterator() {
            Iterator<byte[]> chunks = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public byte[] next() {
                    return entries.next().value;
                }
            };
            return new ChunkedFrames(chunks);
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
