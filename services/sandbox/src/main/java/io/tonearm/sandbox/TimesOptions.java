package io.tonearm.sandbox;

import io.tonearm.devkit.call.RecordingTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say when in the call to record. Filled by picocli, then read. */
final class TimesOptions {

    @Option(
            names = "--start",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "When the recording starts, from the call's begin. Default: ${DEFAULT-VALUE}")
    Duration start = Duration.ZERO;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            description = "When it pauses: what is said from there on is not even published. May be repeated.")
    List<Duration> pauses = new ArrayList<>();

    @Option(names = "--resume", paramLabel = "TIME", description = "When it goes on: the nth ends the nth pause.")
    List<Duration> resumes = new ArrayList<>();

    @Option(names = "--stop", paramLabel = "TIME", description = "When it stops. Default: with the call.")
    @Nullable
    Duration stop;

    /**
     * The times, checked against each other and against a call.
     *
     * @throws UsageException where they make no sense
     */
    RecordingTimes timesIn(long callMicros) {
        Moment latest = new Moment("--start", start);
        requireWithin(latest, callMicros);
        if (resumes.size() > pauses.size()) {
            throw new UsageException("each --resume needs a --pause before it: give one, or leave it out, pauses="
                    + pauses.size() + ", resumes=" + resumes.size());
        }
        List<RecordingTimes.Pause> checked = new ArrayList<>();
        for (int i = 0; i < pauses.size(); i++) {
            boolean isLast = i == pauses.size() - 1;
            if (i >= resumes.size() && !isLast) {
                throw new UsageException("a pause must be over before the next: give "
                        + new Moment("--pause", pauses.get(i)) + " a --resume");
            }
            Moment pause = new Moment("--pause", pauses.get(i));
            requireOrder(latest, pause, i == 0);
            requireWithin(pause, callMicros);
            latest = pause;
            Long to = null;
            if (i < resumes.size()) {
                Moment resume = new Moment("--resume", resumes.get(i));
                requireOrder(pause, resume, false);
                requireWithin(resume, callMicros);
                latest = resume;
                to = resume.micros();
            }
            checked.add(new RecordingTimes.Pause(pause.micros(), to));
        }
        if (stop == null) {
            return new RecordingTimes(Moment.micros(start), checked, null);
        }
        Moment end = new Moment("--stop", stop);
        requireOrder(latest, end, false);
        requireWithin(end, callMicros);
        return new RecordingTimes(Moment.micros(start), checked, end.micros());
    }

    private static void requireOrder(Moment earlier, Moment later, boolean mayBeEqual) {
        if (later.micros() < earlier.micros() || later.micros() == earlier.micros() && !mayBeEqual) {
            throw new UsageException(later + " must be after " + earlier);
        }
    }

    private static void requireWithin(Moment moment, long callMicros) {
        if (moment.micros() >= callMicros) {
            throw new UsageException(
                    moment + " must be before the call's end: it lasts " + DurationText.seconds(callMicros));
        }
    }

    private record Moment(String option, Duration time) {

        long micros() {
            return micros(time);
        }

        static long micros(Duration time) {
            return time.toNanos() / 1_000;
        }

        @Override
        public String toString() {
            return option + " " + DurationText.seconds(micros()).replace(" ", "");
        }
    }
}
