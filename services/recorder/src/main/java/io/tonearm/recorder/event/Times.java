package io.tonearm.recorder.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants of the events as the domain's microseconds and back. */
public final class Times {

    private static final long YEAR_2000_MICROS = 946_684_800_000_000L;
    private static final long YEAR_2100_MICROS = 4_102_444_800_000_000L;

    private Times() {}

    /** Microseconds since the epoch; instants are rounded down, the farthest ones saturate. */
    public static long micros(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
        } catch (ArithmeticException e) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Whether it is a time between the years 2000 and 2100. */
    static boolean isPlausible(long micros) {
        return micros >= YEAR_2000_MICROS && micros < YEAR_2100_MICROS;
    }

    /** The instant of some microseconds since the epoch. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
