package io.tonearm.sandbox;

import io.tonearm.recorder.profile.NearestName;
import io.tonearm.recorder.profile.PolicyForm;
import io.tonearm.recorder.profile.PolicyProfile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where an operator has a policy from: a profile or a file. Stateless. */
final class PolicySource {

    private static final long MOST_BYTES = 64 * 1024;

    private PolicySource() {}

    /**
     * Reads it.
     *
     * @param text name of a profile, case aside, or of a file
     * @throws UsageException where there is neither, or the file can't be read
     * @throws io.tonearm.recorder.profile.PolicyRefusedException where the file is no JSON object
     */
    static PolicyForm read(String text) {
        Optional<PolicyProfile> profile = PolicyProfile.named(text);
        if (profile.isPresent()) {
            return profile.get().form();
        }
        Path file = file(text);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException("a policy's file must have at most " + MOST_BYTES + " bytes, file=" + file
                        + ", bytes=" + Files.size(file));
            }
            return PolicyForm.parse(Files.readString(file), file.toString());
        } catch (CharacterCodingException e) {
            throw new UsageException("a policy's file must be UTF-8 text, file=" + file);
        } catch (IOException e) {
            throw new UsageException("a policy's file must be one that can be read, file=" + file);
        }
    }

    private static Path file(String text) {
        try {
            Path file = Path.of(text);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new UsageException(absent(text));
        }
        throw new UsageException(absent(text));
    }

    private static String absent(String text) {
        return "there is no such profile or file: give " + String.join(", ", PolicyProfile.names())
                + " or a file of JSON"
                + NearestName.of(text, PolicyProfile.names())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")
                + ", name=" + text;
    }
}
