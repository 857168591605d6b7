package io.tonearm.media.audio;

/**
 * Text as a RIFF file holds it: UTF-8 with a zero byte behind it. Hence it has no control characters, of which zero is
 * one, and no halves of surrogate pairs. Thread-safe.
 */
public final class RiffText {

    private static final int REPLACEMENT = 0xFFFD;

    private RiffText() {}

    /**
     * Any text, made fit: what the text may not hold becomes U+FFFD, what is beyond the most bytes is cut off after a
     * whole character.
     */
    public static String fitted(String text, int mostBytes) {
        StringBuilder fitted = new StringBuilder(Math.min(text.length(), mostBytes));
        int bytes = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int codePoint = isAllowed(text.codePointAt(at)) ? text.codePointAt(at) : REPLACEMENT;
            bytes += utf8Bytes(codePoint);
            if (bytes > mostBytes) {
                break;
            }
            fitted.appendCodePoint(codePoint);
        }
        return fitted.toString();
    }

    static void check(String text, int mostBytes, String name) {
        if (!text.codePoints().allMatch(RiffText::isAllowed)) {
            throw new IllegalArgumentException(name + " must not have control characters or lone surrogates");
        }
        int bytes = text.codePoints().map(RiffText::utf8Bytes).sum();
        if (bytes > mostBytes) {
            throw new IllegalArgumentException(
                    name + " must have at most " + mostBytes + " bytes of UTF-8, bytes=" + bytes);
        }
    }

    private static boolean isAllowed(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE;
    }

    private static int utf8Bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
