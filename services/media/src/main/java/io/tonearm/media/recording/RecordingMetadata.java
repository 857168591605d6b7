package io.tonearm.media.recording;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The caller's words about a recording: those of its start and those attached since. Of two for one key the later prevails,
 * by the time of their commands. Immutable.
 *
 * @param entries by key
 */
public record RecordingMetadata(Map<String, Entry> entries) {

    private static final Comparator<Entry> BY_TIME =
            Comparator.comparingLong(Entry::micros).thenComparing(Entry::commandId);

    /**
     * One value.
     *
     * @param value the caller's word
     * @param micros when it was said
     * @param commandId by which command
     */
    public record Entry(String value, long micros, String commandId) {}

    public RecordingMetadata {
        entries = Map.copyOf(entries);
    }

    /** What a command says. */
    static RecordingMetadata of(Map<String, String> words, long micros, String commandId) {
        return new RecordingMetadata(Map.of()).with(words, micros, commandId);
    }

    /** The same with what another command says. */
    RecordingMetadata with(Map<String, String> words, long micros, String commandId) {
        Map<String, Entry> more = new HashMap<>(entries);
        words.forEach((key, value) -> more.merge(
                key,
                new Entry(value, micros, commandId),
                (one, other) -> BY_TIME.compare(one, other) < 0 ? other : one));
        return new RecordingMetadata(more);
    }

    /** The words by their keys. */
    public Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        entries.forEach((key, entry) -> words.put(key, entry.value()));
        return words;
    }
}
