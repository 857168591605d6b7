package io.tonearm.recorder.testing;

/** Finds bytes in bytes. Stateless. */
public final class ByteSearch {

    private ByteSearch() {}

    /** Whether some bytes occur within others. */
    public static boolean contains(byte[] haystack, byte[] needle) {
        outer:
        for (int at = 0; at + needle.length <= haystack.length; at++) {
            for (int i = 0; i < needle.length; i++) {
                if (haystack[at + i] != needle[i]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }
}
