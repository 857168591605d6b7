package io.tonearm.media.recording;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bucket and key of a recording's object, fixed when the recording starts. Immutable.
 *
 * <pre>
 * recordings/2026/11/20/2026-11-20-09-15-02-250_call-7_leg-1.wav       first recording of a leg
 * recordings/2026/11/20/2026-11-20-09-16-40-000_call-7_leg-1_2.wav     second
 * </pre>
 *
 * <p>The date and time are the start's in UTC. Of the ids, letters, digits and {@code - _ . * ' ( )} stay as they are; every
 * other byte becomes {@code !} and two hexadecimal digits, so that no id leaves its folder. Two recordings share a key only
 * where they start in the same millisecond and their ids differ in nothing but where an underscore stands; the second is
 * then refused by its bucket as a conflict, never written over the first.
 *
 * @param bucket the bucket
 * @param key the key, at most 1,024 bytes
 */
public record ObjectKey(String bucket, String key) {

    /** S3's limit on a key. */
    public static final int MOST_BYTES = 1024;

    /** Longest prefix of a destination that a policy names. */
    static final int MOST_OWN_PREFIX = 900;

    private static final String WAV = ".wav";
    private static final String JSON = ".json";
    private static final String DEFAULT_PREFIX = "recordings";
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss-SSS").withZone(ZoneOffset.UTC);

    public ObjectKey {
        if (key.length() > MOST_BYTES) {
            throw new IllegalArgumentException("key must have at most 1,024 bytes, bytes=" + key.length());
        }
    }

    /**
     * The key of a leg's recording.
     *
     * @param number 1 for the leg's first recording, 2 for the next
     * @throws IllegalArgumentException where prefix and ids together are too long; the caller refuses the start
     */
    public static ObjectKey of(Destination destination, long startMicros, String callId, String legId, int number) {
        @Nullable String prefix = destination.prefix();
        return new ObjectKey(
                destination.bucket(),
                (prefix == null ? DEFAULT_PREFIX : prefix)
                        + "/" + FOLDER.format(instant(startMicros))
                        + "/" + name(startMicros, callId, legId, number));
    }

    /**
     * The key of what a RecordAudio makes: as above, but in the root of the bucket where no prefix is given.
     *
     * @param number 1 for the leg's first recording, 2 for the next
     * @throws IllegalArgumentException where prefix and ids together are too long; the caller refuses the start
     */
    static ObjectKey ofAudio(Destination destination, long startMicros, String callId, String legId, int number) {
        return destination.prefix() == null
                ? new ObjectKey(destination.bucket(), name(startMicros, callId, legId, number))
                : of(destination, startMicros, callId, legId, number);
    }

    /**
     * The key of a recording that nobody asked for, or of its file elsewhere: as above, but with its id alone where the
     * others make it too long.
     *
     * @param destination with a prefix of at most {@link #MOST_OWN_PREFIX} characters
     * @param number 1 for the leg's first recording, 2 for the next
     */
    static ObjectKey ofOwn(
            Destination destination, long startMicros, String callId, String legId, int number, String recordingId) {
        try {
            return of(destination, startMicros, callId, legId, number);
        } catch (IllegalArgumentException tooLong) {
            return of(destination, startMicros, recordingId, "leg", number);
        }
    }

    private static String name(long startMicros, String callId, String legId, int number) {
        return TIME.format(instant(startMicros)) + "_" + safe(callId) + "_" + safe(legId)
                + (number > 1 ? "_" + number : "") + WAV;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String safe(String id) {
        StringBuilder safe = new StringBuilder(id.length());
        for (byte octet : id.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (alphanumeric || "-_.*'()".indexOf(c) >= 0) {
                safe.append(c);
            } else {
                safe.append('!').append(String.format("%02x", (int) c));
            }
        }
        return safe.toString();
    }

    /**
     * The JSON description beside it.
     *
     * @throws IllegalArgumentException where there is no room for its name; the caller refuses the start
     */
    public ObjectKey sidecar() {
        return new ObjectKey(bucket, key.substring(0, key.length() - WAV.length()) + JSON);
    }

    /** The object as {@code s3://bucket/key}. */
    public String uri() {
        return "s3://" + bucket + "/" + key;
    }
}
