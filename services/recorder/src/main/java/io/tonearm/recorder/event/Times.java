package io.tonearm.recorder.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants of the events as the domain's microseconds and back. */
public final class Times {

    private static final long YEAR_2000_MICROS = 946_684_800_000_000L;
    private static final long MOST_AHEAD_MICROS = 3_600_000_000L;

    private Times() {}

    /** Microseconds since the epoch; instants are rounded down, the farthest ones saturate. */
    public static long micros(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
        } catch (ArithmeticException e) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Whether it is a time since the year 2000 that is not ahead of the reader's clock by more than an hour. */
    static boolean isPlausible(long micros, long nowMicros) {
        return micros >= YEAR_2000_MICROS && micros <= nowMicros + MOST_AHEAD_MICROS;
    }

    /** The instant of some microseconds since the epoch. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
