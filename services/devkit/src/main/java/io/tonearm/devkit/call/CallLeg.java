package io.tonearm.devkit.call;

import java.nio.charset.StandardCharsets;

/**
 * Who a call is: the names that its commands carry. Each has 1 to 256 bytes. Immutable.
 *
 * @param callId the call
 * @param legId its one leg, unique across accounts; the key of both input topics
 * @param accountId the tenant that the leg belongs to
 */
public record CallLeg(String callId, String legId, String accountId) {

    private static final int MOST_BYTES = 256;

    public CallLeg {
        requireId("callId", callId);
        requireId("legId", legId);
        requireId("accountId", accountId);
    }

    private static void requireId(String name, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (value.isBlank() || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(name + " must have 1 to " + MOST_BYTES + " bytes, bytes=" + bytes);
        }
    }
}
