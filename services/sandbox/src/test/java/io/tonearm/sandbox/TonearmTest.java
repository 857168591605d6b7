package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.devkit.call.CallGenerator;
import io.tonearm.devkit.call.CallGenerator.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no broker: help, and mistakes that are seen before one is started. */
class TonearmTest {

    private final Terminal terminal = Terminal.piped();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "record", "command", "watch"})
    void help_teachesByExamples(String command) {
        assertThat(terminal.run(command, "--help")).isZero();

        assertThat(terminal.out()).startsWith("Usage: tonearm " + command).contains("Examples:\n  tonearm " + command);
        assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @Test
    void noCommand_showsTheCommands() {
        assertThat(terminal.run()).isEqualTo(2);

        assertThat(terminal.err()).contains("tonearm demo", "Commands:", "record", "watch", "command", "up");
    }

    @Test
    void version_isThatOfTheBuild() {
        assertThat(terminal.run("--version")).isZero();

        assertThat(terminal.out()).matches("tonearm \\d+\\.\\d+\\.\\d+.*\\s+");
    }

    @ParameterizedTest
    @CsvSource({
        "'record', 'Missing required parameter'",
        "record a.pcap --start soon, is no time",
        "record a.pcap --speed slow, slow",
        "'demo --speed', 'speed'",
        "'command start', '--leg'",
        "'command dance --leg l', 'dance'",
        "'up --broker-port 70000', 'brokerPort=70000'",
        "'play', 'play'"
    })
    void optionsNotUnderstood_areSaidAndExitWith2(String command, String said) {
        assertThat(terminal.run(command.split(" ", -1))).isEqualTo(2);

        assertThat(terminal.err()).startsWith("tonearm: ").contains(said, "--help");
        assertThat(terminal.out()).isEmpty();
    }

    private String failure(String... arguments) {
        assertThat(terminal.run(arguments)).isEqualTo(1);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err()).startsWith("tonearm: ").doesNotContain("Exception", "\tat ");
        assertThat(terminal.err().lines()).hasSize(1);
        return terminal.err();
    }

    private Path capture() throws Exception {
        return CaptureFile.write(
                CallGenerator.generate(Options.of(1, 1_795_000_000_000_000L, 2_000_000)), folder.resolve("call.pcap"));
    }

    @Test
    void missingCapture_isSaid() {
        assertThat(failure("record", folder.resolve("none.pcap").toString())).contains("no such capture", "none.pcap");
    }

    @Test
    void truncatedCapture_isSaid() throws Exception {
        byte[] whole = Files.readAllBytes(capture());
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 7));

        assertThat(failure("record", cut.toString())).contains("ends in the middle of", "copy the file again");
    }

    @Test
    void captureWithoutAudio_isSaid() throws Exception {
        Path empty = Files.write(folder.resolve("empty.pcap"), Arrays.copyOf(Files.readAllBytes(capture()), 24));

        assertThat(failure("record", empty.toString())).contains("holds no packets");
    }

    @Test
    void timesBeyondTheCall_exitWith2() throws Exception {
        assertThat(terminal.run("record", capture().toString(), "--stop", "3s")).isEqualTo(2);

        assertThat(terminal.err()).contains("--stop 3s must be before the call's end: it lasts 2 s", "record --help");
    }

    @Test
    void copyIntoAMissingFolder_isRefusedBeforeAnythingStarts() throws Exception {
        String save = folder.resolve("none").resolve("copy.wav").toString();

        assertThat(failure("record", capture().toString(), "--save", save)).contains("--save", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-host.invalid:9092", "nonsense"})
    void brokerThatIsNotThere_isSaid(String address) {
        assertThat(failure("watch", "--bootstrap-server", address)).contains("no broker answers", address);
    }

    @Test
    void configThatIsNotThere_isSaid() {
        String file = folder.resolve("none.properties").toString();

        assertThat(failure("watch", "--config", file)).contains("--config", "none.properties");
    }
}
