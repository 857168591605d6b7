package io.tonearm.recorder.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A policy that ships: the rules of one of the systems that Tonearm stands in for. */
public enum PolicyProfile {
    /** Amazon Chime SDK: once per leg, pauses are silent, marked by tones, and billed. */
    CHIME,
    /** Azure Bot telephony: stop and start gives a new file, a transfer stops, a minute costs 0.01 USD. */
    AZURE,
    /** Cognigy Voice Gateway: stop and start gives a new file. */
    COGNIGY,
    /** Yellow.ai: the first packet starts; needs a destination for that. */
    YELLOW;

    /** The profile of that name, case aside. */
    public static Optional<PolicyProfile> named(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.toString().equalsIgnoreCase(name))
                .findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(PolicyProfile::toString).toList();
    }

    /** Its JSON. */
    public PolicyForm form() {
        String resource = this + ".json";
        try (InputStream in = PolicyProfile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the profile must be on the class path, resource=" + resource);
            }
            return PolicyForm.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name in lower case, as it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
