package io.tonearm.recorder.testing;

import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a RecordAudio asks for: the incoming track into the root of the bucket {@code recordings}, ended by the pound key
 * only, but for what a test says. Immutable.
 *
 * @param bucket where to deliver
 * @param prefix of the key; null for none
 * @param durationSeconds longest length; null for none
 * @param silenceSeconds how much silence ends it; null for none
 * @param threshold what is silence
 * @param terminators keys that end it
 */
public record AudioRequest(
        String bucket,
        @Nullable String prefix,
        @Nullable Integer durationSeconds,
        @Nullable Integer silenceSeconds,
        int threshold,
        List<String> terminators) {

    /** The least that can be asked for. */
    public static final AudioRequest PLAIN = new AudioRequest("recordings", null, null, null, 200, List.of("#"));

    public AudioRequest to(String otherBucket, @Nullable String otherPrefix) {
        return new AudioRequest(otherBucket, otherPrefix, durationSeconds, silenceSeconds, threshold, terminators);
    }

    public AudioRequest duration(int seconds) {
        return new AudioRequest(bucket, prefix, seconds, silenceSeconds, threshold, terminators);
    }

    public AudioRequest silence(int seconds) {
        return new AudioRequest(bucket, prefix, durationSeconds, seconds, threshold, terminators);
    }

    public AudioRequest threshold(int value) {
        return new AudioRequest(bucket, prefix, durationSeconds, silenceSeconds, value, terminators);
    }

    public AudioRequest endedBy(String... keys) {
        return new AudioRequest(bucket, prefix, durationSeconds, silenceSeconds, threshold, List.of(keys));
    }

    /** The action that asks for it. */
    public Action.RecordAudio action() {
        return new Action.RecordAudio(
                TrackSelection.INCOMING,
                new Destination(bucket, prefix),
                durationSeconds,
                silenceSeconds,
                threshold,
                terminators);
    }
}
