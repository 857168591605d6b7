package io.tonearm.recorder.leg;

/**
 * How hard a delivery is tried. Immutable.
 *
 * @param mostInFlight most uploads of a task at a time, 1 or more
 * @param firstBackoffMillis wait after the first failure; doubles with each
 * @param mostBackoffMillis longest wait
 * @param giveUpMillis after this long a failing delivery is given up
 * @param othersMillis after this long the other destinations of a recording that one has stored are given up
 */
public record DeliveryLimits(
        int mostInFlight, long firstBackoffMillis, long mostBackoffMillis, long giveUpMillis, long othersMillis) {

    long backoffMillis(int attempts) {
        int doublings = Math.min(attempts - 1, 30);
        return Math.min(mostBackoffMillis, firstBackoffMillis << doublings);
    }
}
