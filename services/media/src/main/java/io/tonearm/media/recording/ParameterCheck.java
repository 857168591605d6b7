package io.tonearm.media.recording;

import io.tonearm.media.recording.Action.RecordAudio;
import io.tonearm.media.recording.Action.StartRecording;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says whether a command's parameters are acceptable; each refusal names the parameter. Stateless. */
final class ParameterCheck {

    private static final int MOST_ID_BYTES = 256;
    private static final long YEAR_2000_MICROS = 946_684_800_000_000L;
    private static final long YEAR_2100_MICROS = 4_102_444_800_000_000L;
    private static final int MOST_DESTINATIONS = 8;
    private static final int MOST_TERMINATORS = 12;

    private static final Pattern METADATA_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern TERMINATOR = Pattern.compile("[0-9*#]");
    private static final Pattern DIGIT = Pattern.compile("[0-9*#A-D]");
    private static final Set<String> RESERVED =
            Set.of("call-id", "leg-id", "recording-id", "recording-duration", "recording-audio-file-format");

    private ParameterCheck() {}

    /** Checks what every command has, and what can be said of its action without a policy; null where acceptable. */
    static @Nullable Refusal of(Command command) {
        if (isNoId(command.commandId())) {
            return Refusal.invalid("commandId", "1 to 256 bytes are needed");
        }
        if (isNoId(command.callId())) {
            return Refusal.invalid("callId", "1 to 256 bytes are needed");
        }
        if (isNoId(command.legId())) {
            return Refusal.invalid("legId", "1 to 256 bytes are needed");
        }
        if (isNoId(command.accountId())) {
            return Refusal.invalid("accountId", "1 to 256 bytes are needed");
        }
        if (command.issuedAtMicros() < YEAR_2000_MICROS || command.issuedAtMicros() >= YEAR_2100_MICROS) {
            return Refusal.invalid("issuedAt", "a time between the years 2000 and 2100 is needed");
        }
        if (command.action() instanceof Action.PauseRecording pause) {
            @Nullable Long longest = pause.longestMicros();
            return longest == null || longest > 0
                    ? null
                    : Refusal.invalid("longestPauseMillis", "more than 0 is needed");
        }
        if (command.action() instanceof Action.DigitPressed pressed
                && !DIGIT.matcher(pressed.digit()).matches()) {
            return Refusal.invalid("digit", "one of 0123456789*#ABCD is needed");
        }
        return null;
    }

    private static boolean isNoId(String id) {
        return id.isBlank() || id.getBytes(StandardCharsets.UTF_8).length > MOST_ID_BYTES;
    }

    /** Checks a start against the account's rules; null where it is acceptable. */
    static @Nullable Refusal of(StartRecording start, RecordingPolicy policy) {
        List<Destination> destinations = start.destinations();
        if (destinations.isEmpty() || destinations.size() > MOST_DESTINATIONS) {
            return Refusal.invalid("destinations", "1 to 8 are needed, given " + destinations.size());
        }
        if (new HashSet<>(destinations).size() < destinations.size()) {
            return Refusal.invalid("destinations", "one of them is given twice");
        }
        for (Destination destination : destinations) {
            @Nullable Refusal refusal = ofDestination(destination, policy.storage());
            if (refusal != null) {
                return refusal;
            }
        }
        @Nullable Integer sampleRate = start.sampleRate();
        if (sampleRate != null && (sampleRate < 8000 || sampleRate > 48_000)) {
            return Refusal.invalid("sampleRate", "8,000 to 48,000 is needed");
        }
        return ofMetadata(start.metadata(), start.metadata(), policy.metadata());
    }

    private static @Nullable Refusal ofDestination(Destination destination, StorageRule storage) {
        if (!DestinationCheck.isBucket(destination.bucket())) {
            return Refusal.invalid("bucket", "it is no name of an S3 bucket");
        }
        if (!storage.allows(destination.bucket())) {
            return Refusal.invalid("bucket", "the account's policy does not allow it");
        }
        @Nullable String prefix = destination.prefix();
        return prefix == null || DestinationCheck.isPrefix(prefix)
                ? null
                : Refusal.invalid("prefix", DestinationCheck.PREFIX_NEEDED);
    }

    /** Checks a RecordAudio, naming its parameters as Amazon Chime SDK does; null where it is acceptable. */
    static @Nullable Refusal of(RecordAudio audio, RecordingPolicy policy) {
        @Nullable Refusal destination = ofDestination(audio.destination(), policy.storage());
        if (destination != null) {
            return Refusal.invalid("RecordingDestination", destination.message());
        }
        @Nullable Integer duration = audio.durationSeconds();
        if (duration != null && duration <= 0) {
            return Refusal.invalid("DurationInSeconds", "more than 0 is needed");
        }
        @Nullable Integer silence = audio.silenceSeconds();
        if (silence != null && (silence < 1 || silence > 1000)) {
            return Refusal.invalid("SilenceDurationInSeconds", "1 to 1,000 is needed");
        }
        if (silence != null && (audio.silenceThreshold() < 1 || audio.silenceThreshold() > 1000)) {
            return Refusal.invalid("SilenceThreshold", "1 to 1,000 is needed");
        }
        List<String> terminators = audio.terminators();
        boolean sensible = !terminators.isEmpty()
                && terminators.size() <= MOST_TERMINATORS
                && terminators.stream()
                        .allMatch(terminator -> TERMINATOR.matcher(terminator).matches());
        return sensible ? null : Refusal.invalid("RecordingTerminators", "1 to 12 out of 123456789*0# are needed");
    }

    /**
     * Checks metadata; null where it is acceptable.
     *
     * @param added what a command says
     * @param all what the recording has with it
     */
    static @Nullable Refusal ofMetadata(Map<String, String> added, Map<String, String> all, MetadataLimits limits) {
        for (Map.Entry<String, String> entry : added.entrySet()) {
            String key = entry.getKey();
            if (!METADATA_KEY.matcher(key).matches()) {
                return Refusal.invalid("metadata", "a key has 1 to 64 letters, digits and ._- only");
            }
            if (RESERVED.contains(key.toLowerCase(Locale.ROOT))) {
                return Refusal.invalid("metadata", "the key " + key + " is reserved");
            }
            if (CONTROL.matcher(entry.getValue()).find()) {
                return Refusal.invalid("metadata", "the value of " + key + " has a control character");
            }
        }
        int bytes = 0;
        for (Map.Entry<String, String> entry : all.entrySet()) {
            bytes += entry.getKey().length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        return all.size() <= limits.mostEntries() && bytes <= limits.mostBytes()
                ? null
                : Refusal.invalid(
                        "metadata",
                        "at most " + limits.mostEntries() + " entries and " + limits.mostBytes() + " bytes are kept");
    }
}
