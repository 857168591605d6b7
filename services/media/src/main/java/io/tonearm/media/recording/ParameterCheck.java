package io.tonearm.media.recording;

import io.tonearm.media.recording.Action.StartRecording;
import java.nio.charset.StandardCharsets;
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

    private static final Pattern METADATA_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Set<String> RESERVED =
            Set.of("call-id", "leg-id", "recording-id", "recording-duration", "recording-audio-file-format");

    private ParameterCheck() {}

    /** Checks what every command has; null where it is acceptable. */
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
        return null;
    }

    private static boolean isNoId(String id) {
        return id.isBlank() || id.getBytes(StandardCharsets.UTF_8).length > MOST_ID_BYTES;
    }

    /** Checks a start against the account's rules; null where it is acceptable. */
    static @Nullable Refusal of(StartRecording start, RecordingPolicy policy) {
        if (start.destinations().size() != 1) {
            return Refusal.invalid(
                    "destinations",
                    "exactly one is supported, given " + start.destinations().size());
        }
        Destination destination = start.destinations().get(0);
        if (!DestinationCheck.isBucket(destination.bucket())) {
            return Refusal.invalid("bucket", "it is no name of an S3 bucket");
        }
        if (!policy.storage().allows(destination.bucket())) {
            return Refusal.invalid("bucket", "the account's policy does not allow it");
        }
        @Nullable String prefix = destination.prefix();
        if (prefix != null && !DestinationCheck.isPrefix(prefix)) {
            return Refusal.invalid("prefix", DestinationCheck.PREFIX_NEEDED);
        }
        @Nullable Integer sampleRate = start.sampleRate();
        if (sampleRate != null && (sampleRate < 8000 || sampleRate > 48_000)) {
            return Refusal.invalid("sampleRate", "8,000 to 48,000 is needed");
        }
        return ofMetadata(start.metadata(), policy.metadata());
    }

    private static @Nullable Refusal ofMetadata(Map<String, String> metadata, MetadataLimits limits) {
        int bytes = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
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
            bytes += key.length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        if (metadata.size() > limits.mostEntries() || bytes > limits.mostBytes()) {
            return Refusal.invalid(
                    "metadata",
                    "at most " + limits.mostEntries() + " entries and " + limits.mostBytes() + " bytes are kept");
        }
        return null;
    }
}
