package io.tonearm.media.recording;

import io.tonearm.media.audio.FileEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed about a recording when it starts. Immutable.
 *
 * @param recordingId made from the leg and the command that started it: the same whenever the same events are read
 * @param commandId the command that started it; null where the leg's first packet did
 * @param callId the call
 * @param legId the leg
 * @param accountId the account
 * @param number 1 for the leg's first recording
 * @param tracks which tracks it holds
 * @param objects where it will be, one entry per destination, 1 to 8
 * @param encoding of the file
 * @param sampleRate of the file
 * @param audio what ends it by itself; null unless a RecordAudio started it
 * @param policy the rules in force at its start
 * @param micros when it started
 */
public record RecordingStart(
        String recordingId,
        @Nullable String commandId,
        String callId,
        String legId,
        String accountId,
        int number,
        TrackSelection tracks,
        List<ObjectKey> objects,
        FileEncoding encoding,
        int sampleRate,
        Action.@Nullable RecordAudio audio,
        RecordingPolicy policy,
        long micros) {

    public RecordingStart {
        objects = List.copyOf(objects);
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("a recording must have a destination, recordingId=" + recordingId);
        }
    }
}
