package io.tonearm.sandbox;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** The option that names the account. Filled by picocli, then read. */
final class AccountOptions {

    private static final int MOST_BYTES = 256;

    @Option(names = "--account", paramLabel = "ID", required = true, description = "The account.")
    private String id = "";

    /**
     * The account's id.
     *
     * @throws UsageException where it does not do
     */
    String id() {
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (id.isBlank() || bytes > MOST_BYTES) {
            throw new UsageException("--account must have 1 to " + MOST_BYTES + " bytes, bytes=" + bytes);
        }
        return id;
    }
}
