package io.tonearm.sandbox;

/**
 * Where an object is: {@code s3://bucket/key}. Immutable.
 *
 * @param bucket the bucket
 * @param key the key
 */
record ObjectUri(String bucket, String key) {

    private static final String SCHEME = "s3://";

    /** Parses a URI as events carry it. */
    static ObjectUri parse(String uri) {
        int slash = uri.indexOf('/', SCHEME.length());
        if (!uri.startsWith(SCHEME) || slash < 0) {
            throw new IllegalArgumentException("an object's URI must be s3://bucket/key, uri=" + uri);
        }
        return new ObjectUri(uri.substring(SCHEME.length(), slash), uri.substring(slash + 1));
    }
}
