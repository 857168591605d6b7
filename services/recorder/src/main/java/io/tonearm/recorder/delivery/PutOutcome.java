package io.tonearm.recorder.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What became of an object.
 *
 * @param kind whether it is there, and if not whose fault that is
 * @param versionId its version; null where the store gave none
 * @param detail what failed, in a sentence; null where it is stored
 */
public record PutOutcome(
        Kind kind, @Nullable String versionId, @Nullable String detail) {

    /** Whose turn it is. */
    public enum Kind {
        /** It is there, by this request or by an earlier one with the same bytes. */
        STORED,
        /** The destination does not take it: bucket, credentials or policy; repeating it is of no use. */
        REFUSED,
        /** Another object is under the key; nothing was overwritten. */
        CONFLICT,
        /** It is not known to be there; repeating it may help. */
        FAILED
    }

    /** It is there. */
    public static PutOutcome stored(@Nullable String versionId) {
        return new PutOutcome(Kind.STORED, versionId, null);
    }

    static PutOutcome not(Kind kind, String detail) {
        return new PutOutcome(kind, null, detail);
    }

    /** It is not known to be there, for a reason of our own. */
    public static PutOutcome failed(String detail) {
        return not(Kind.FAILED, detail);
    }

    /** The detail, or an empty text. */
    public String sentence() {
        return detail == null ? "" : detail;
    }
}
