package io.tonearm.recorder.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant, by the fewest letters to change (Levenshtein's distance). Stateless. */
public final class NearestName {

    private static final int MOST_CHARACTERS = 64;

    private NearestName() {}

    /** The nearest of the names, case aside; empty where half of the letters differ. */
    public static Optional<String> of(String text, Collection<String> names) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String meant = text.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(meant, name.toLowerCase(Locale.ROOT))))
                .filter(name ->
                        2 * distance(meant, name.toLowerCase(Locale.ROOT)) < Math.max(text.length(), name.length()));
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
