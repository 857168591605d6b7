package io.tonearm.media.recording;

import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The packets of a recording as they are kept. Lives on its caller's thread. */
public interface FrameSource {

    /**
     * Reads tracks together.
     *
     * @param reader is given the tracks' frames, each in canonical order; they end when it returns
     * @return what the reader returns
     */
    <T> T read(Set<Track> tracks, Function<Map<Track, Iterator<RtpFrame>>, T> reader);

    /** Takes stretches of packets. */
    interface Stretches {
        /**
         * Takes the next.
         *
         * @param fromMicros capture time of its first packet
         * @param toMicros capture time of its last packet, at most a second later
         */
        void pass(long fromMicros, long toMicros);
    }

    /**
     * Shows the stretches in which packets came, of both tracks, in the order of their begin.
     *
     * @param gapMicros where less than this lies between the begins of two, the end of the first need not be told
     */
    void passOver(long gapMicros, Stretches stretches);
}
