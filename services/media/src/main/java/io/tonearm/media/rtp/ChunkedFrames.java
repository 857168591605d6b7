package io.tonearm.media.rtp;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one track in canonical order, out of chunks that come in the order of their first capture time and may
 * overlap. A frame that is in several of them comes once: it was written again, not received again. Holds only the chunks
 * that overlap at one moment. Not thread-safe.
 */
public final class ChunkedFrames implements Iterator<RtpFrame> {

    private final Iterator<byte[]> chunks;
    private final PriorityQueue<RtpFrame> waiting = new PriorityQueue<>(RtpFrame.CANONICAL_ORDER);
    private Iterator<RtpFrame> chunk = Collections.emptyIterator();
    private @Nullable RtpFrame ahead;

    /**
     * Reads lazily.
     *
     * @param chunks what {@link FrameChunk#encode} wrote, ordered by the earliest capture time in each
     */
    public ChunkedFrames(Iterator<byte[]> chunks) {
        this.chunks = chunks;
        openNextChunk();
    }

    private void openNextChunk() {
        ahead = null;
        if (chunks.hasNext()) {
            List<RtpFrame> frames = FrameChunk.decode(chunks.next());
            frames.sort(RtpFrame.CANONICAL_ORDER);
            chunk = frames.iterator();
            ahead = chunk.next();
        }
    }

    private void take() {
        while (ahead != null && (waiting.isEmpty() || isNotAfter(ahead, waiting.peek()))) {
            waiting.add(ahead);
            chunk.forEachRemaining(waiting::add);
            openNextChunk();
        }
    }

    private static boolean isNotAfter(RtpFrame frame, @Nullable RtpFrame other) {
        return other != null && frame.capturedAtMicros() <= other.capturedAtMicros();
    }

    @Override
    public boolean hasNext() {
        return ahead != null || !waiting.isEmpty();
    }

    @Override
    public RtpFrame next() {
        take();
        RtpFrame next = waiting.poll();
        if (next == null) {
            throw new NoSuchElementException("no more frames");
        }
        while (next.equals(waiting.peek())) {
            waiting.poll();
        }
        return next;
    }
}
