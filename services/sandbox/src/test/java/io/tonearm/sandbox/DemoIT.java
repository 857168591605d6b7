package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tonearm.devkit.capture.DemoCall;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    private static final int TONE_SAMPLES = 1_600;

    /** The place of each packet is known to the sample only after the anchor is; jitter moves it by less than this. */
    private static final int MARGIN_SAMPLES = 160;

    @TempDir
    private Path data;

    private static int position(long micros) {
        return (int) (micros * 8 / 1_000);
    }

    @Test
    void demo_recordsTheCallWithoutTheCardNumber() throws Exception {
        // Given
        DemoCall demo = DemoCall.load();
        Terminal terminal = Terminal.piped();

        // When
        int exitCode = terminal.run("demo", "--speed", "fast", "--data", data.toString());

        // Then
        assertThat(terminal.err()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(terminal.out())
                .contains("Everything is kept in " + data)
                .contains("100 %")
                .contains("duration", "stereo", "paused      0:11.054 to 0:16.538", "LEG_ENDED", "0 lost")
                .contains("billed      1 min x 0.01 USD = 0.01 USD to account demo")
                .containsPattern("incoming \\|[^|]*\u2591{10,}[^|]*\\|")
                .containsPattern("outgoing \\|[^|]*\u2591{10,}[^|]*\\|")
                .doesNotContain("four one one one");

        Matcher file =
                Pattern.compile("^recording +(\\S+\\.wav)$", Pattern.MULTILINE).matcher(terminal.out());
        assertThat(file.find()).isTrue();
        short[][] channels = Sound.channels(Path.of(file.group(1)));
        int pause = position(demo.pauseMicros());
        int resume = position(demo.resumeMicros());
        assertThat(channels).hasNumberOfRows(2);
        for (short[] channel : channels) {
            assertThat(Sound.isSilent(channel, pause + TONE_SAMPLES + 1, resume - TONE_SAMPLES - 1))
                    .isTrue();
            assertThat(Sound.isSilent(channel, pause, pause + TONE_SAMPLES)).isFalse();
        }
        assertHeard(Sound.of(demo.call().incoming()), channels[0], pause, resume);
        assertHeard(Sound.of(demo.call().outgoing()), channels[1], pause, resume);
    }

    @Test
    void demoByAzure_cutsThePauseOut() throws Exception {
        // Given
        Terminal terminal = Terminal.piped();

        // When
        int exitCode = terminal.run("demo", "--speed", "fast", "--profile", "azure", "--data", data.toString());

        // Then
        assertThat(terminal.err()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(terminal.out())
                .contains("policy is in force for account demo-azure")
                .contains("duration    18.184 s", "paused      0:11.054 to 0:16.538")
                .contains("billed      1 min x 0.01 USD = 0.01 USD to account demo-azure");
        Matcher file =
                Pattern.compile("^recording +(\\S+\\.wav)$", Pattern.MULTILINE).matcher(terminal.out());
        assertThat(file.find()).isTrue();
        short[][] channels = Sound.channels(Path.of(file.group(1)));
        assertThat(channels).hasNumberOfRows(2);
        assertThat(channels[0].length).isCloseTo(position(18_184_000), within(MARGIN_SAMPLES));
    }

    /** All samples outside of the pause are those of the call, in one place. */
    private static void assertHeard(short[] spoken, short[] recorded, int pause, int resume) {
        int[] ends = {0, pause - MARGIN_SAMPLES, resume + MARGIN_SAMPLES, spoken.length - MARGIN_SAMPLES};
        boolean found = false;
        for (int at = 0; at < MARGIN_SAMPLES && !found; at++) {
            found = Arrays.equals(spoken, ends[0], ends[1], recorded, ends[0] + at, ends[1] + at)
                    && Arrays.equals(spoken, ends[2], ends[3], recorded, ends[2] + at, ends[3] + at);
        }
        assertThat(found).isTrue();
    }
}
