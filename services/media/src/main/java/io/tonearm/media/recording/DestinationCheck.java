package io.tonearm.media.recording;

import java.util.regex.Pattern;

/** Says what names S3 takes. Stateless. */
final class DestinationCheck {

    /** What a prefix is to be. */
    static final String PREFIX_NEEDED =
            "at most 979 letters, digits and !-_.*'() in parts separated by single slashes are needed";

    private static final int MOST_PREFIX_CHARACTERS = 979;
    private static final Pattern BUCKET = Pattern.compile(
            "(?!xn--|sthree-)(?!.*(-s3alias|\\.\\.))(?!\\d+(\\.\\d+){3}$)" + "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*");

    private DestinationCheck() {}

    static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches();
    }

    static boolean isPrefix(String prefix) {
        if (prefix.length() > MOST_PREFIX_CHARACTERS || !PREFIX.matcher(prefix).matches()) {
            return false;
        }
        for (String part : prefix.split("/", -1)) {
            if (part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
