package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.devkit.call.RecordingTimes;
import io.tonearm.devkit.call.RecordingTimes.Pause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TimesOptionsTest {

    private static final long TEN_SECONDS = 10_000_000;

    private static RecordingTimes times(String options) {
        TimesOptions times = new TimesOptions();
        String[] arguments = options.isEmpty() ? new String[0] : options.split(" ", -1);
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("times", CommandLine.Model.CommandSpec.forAnnotatedObject(times)))
                .registerConverter(Duration.class, new DurationText())
                .parseArgs(arguments);
        return times.timesIn(TEN_SECONDS);
    }

    @Test
    void noOptions_recordTheWholeCall() {
        assertThat(times("")).isEqualTo(RecordingTimes.WHOLE_CALL);
    }

    @Test
    void allOptions_areTaken() {
        assertThat(times("--start 1s --pause 3s --resume 5s --pause 6s --resume 7s --stop 9s"))
                .isEqualTo(new RecordingTimes(
                        1_000_000,
                        List.of(new Pause(3_000_000, 5_000_000L), new Pause(6_000_000, 7_000_000L)),
                        9_000_000L));
    }

    @Test
    void pauseWithoutResume_lastsToTheEnd() {
        assertThat(times("--pause 3s").pauses()).containsExactly(new Pause(3_000_000, null));
        assertThat(times("--pause 0s").pauses()).containsExactly(new Pause(0, null));
    }

    @ParameterizedTest
    @CsvSource({
        "--resume 5s, each --resume needs a --pause",
        "--pause 1s --resume 2s --resume 3s, each --resume needs a --pause",
        "--start 3s --pause 1s, --pause 1s must be after --start 3s",
        "--pause 5s --resume 3s, --resume 3s must be after --pause 5s",
        "--pause 5s --resume 5s, --resume 5s must be after --pause 5s",
        "--pause 1s --pause 2s, give --pause 1s a --resume",
        "--pause 3s --resume 5s --pause 4s, --pause 4s must be after --resume 5s",
        "--pause 3s --resume 5s --stop 4s, --stop 4s must be after --resume 5s",
        "--pause 3s --stop 3s, --stop 3s must be after --pause 3s",
        "--start 2s --stop 2s, --stop 2s must be after --start 2s",
        "--start 10s, --start 10s must be before the call's end: it lasts 10 s",
        "--pause 10.5s, --pause 10.5s must be before the call's end",
        "--pause 1s --resume 11s, --resume 11s must be before the call's end",
        "--stop 1m, --stop 60s must be before the call's end"
    })
    void timesThatMakeNoSense_areRefusedByName(String options, String message) {
        assertThatThrownBy(() -> times(options))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
