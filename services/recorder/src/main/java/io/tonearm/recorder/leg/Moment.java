package io.tonearm.recorder.leg;

/**
 * When something came to the recorder. Immutable.
 *
 * @param readMillis wall clock when it was read
 * @param publishedMillis its record timestamp; {@code Long.MAX_VALUE} where that is not known
 */
record Moment(long readMillis, long publishedMillis) {

    /** A moment that no record belongs to. */
    static Moment at(long readMillis) {
        return new Moment(readMillis, Long.MAX_VALUE);
    }

    /** A moment so much later. */
    Moment plusMillis(long millis) {
        return new Moment(sum(readMillis, millis), sum(publishedMillis, millis));
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
