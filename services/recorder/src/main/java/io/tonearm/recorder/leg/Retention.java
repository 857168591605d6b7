package io.tonearm.recorder.leg;

import io.tonearm.media.recording.Recording.Progress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Forgets legs and their answers some time after their last command, once their recordings are delivered. Lives on its
 * stream thread.
 */
final class Retention {

    private static final int MOST_PER_ROUND = 1000;

    private final LegBook book;
    private final AnswerStore answers;
    private final AudioStore audio;
    private final long retentionMillis;
    private final LinkedHashMap<String, Long> dueMillis = new LinkedHashMap<>();

    Retention(LegBook book, AnswerStore answers, AudioStore audio, long retentionMillis) {
        this.book = book;
        this.answers = answers;
        this.audio = audio;
        this.retentionMillis = retentionMillis;
    }

    /** Begins a leg's time anew. */
    void renew(String legId, long nowMillis) {
        dueMillis.remove(legId);
        dueMillis.put(legId, nowMillis + retentionMillis);
    }

    /** Forgets what is due, some of it at a time. */
    void release(long nowMillis) {
        for (int round = 0; round < MOST_PER_ROUND && !dueMillis.isEmpty(); round++) {
            Iterator<Map.Entry<String, Long>> entries = dueMillis.entrySet().iterator();
            Map.Entry<String, Long> first = entries.next();
            if (first.getValue() > nowMillis) {
                return;
            }
            String legId = first.getKey();
            entries.remove();
            Leg leg = book.open(legId);
            boolean delivered = leg.state().early().isEmpty()
                    && leg.state().recordings().stream()
                            .allMatch(recording -> recording.progress() == Progress.DELIVERED);
            if (delivered) {
                answers.delete(legId);
                audio.retain(legId, Long.MIN_VALUE, Long.MAX_VALUE, captured -> false);
                book.delete(leg);
            } else {
                renew(legId, nowMillis);
            }
        }
    }
}
