package io.tonearm.media.recording;

import java.nio.charset.StandardCharsets;

/**
 * Whose leg it is, as its edge says with its packets. Immutable.
 *
 * @param callId the call, 1 to 256 bytes
 * @param accountId the account, 1 to 256 bytes
 */
public record LegOwner(String callId, String accountId) {

    private static final int MOST_ID_BYTES = 256;

    public LegOwner {
        requireId("callId", callId);
        requireId("accountId", accountId);
    }

    private static void requireId(String name, String id) {
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (id.isBlank() || bytes > MOST_ID_BYTES) {
            throw new IllegalArgumentException(name + " must have 1 to 256 bytes, bytes=" + bytes);
        }
    }
}
