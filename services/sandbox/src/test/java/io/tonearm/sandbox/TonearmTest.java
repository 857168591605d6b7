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
    @ValueSource(
            strings = {
                "demo",
                "up",
                "record",
                "command",
                "command start",
                "command record-audio",
                "command pause",
                "command resume",
                "command stop",
                "command attach",
                "command digit",
                "command transfer",
                "command hangup",
                "watch",
                "policy",
                "policy apply",
                "policy show",
                "policy list",
                "policy remove",
                "bill"
            })
    void help_teachesByExamples(String command) {
        assertThat(terminal.run((command + " --help").split(" ", -1))).isZero();

        assertThat(terminal.out()).startsWith("Usage: tonearm " + command).contains("Examples:\n  tonearm " + command);
        assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @Test
    void noCommand_showsTheCommands() {
        assertThat(terminal.run()).isEqualTo(2);

        assertThat(terminal.err())
                .contains("tonearm demo", "Commands:", "record", "watch", "command", "up", "policy", "bill");
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
        "'play', 'play'",
        "command, Missing required subcommand",
        "policy, Missing required subcommand",
        "command record-audio --leg l, '--terminators'",
        "command record-audio --leg l --terminators 5 --duration 1ms, --duration must be whole seconds",
        "command attach --leg l order, must be written like key=value",
        "command attach --leg l a=1 a=2, key=a",
        "command start --leg l --to calls, s3://bucket/prefix",
        "command start --leg l --to s3://a --bucket b, --to takes the place of --bucket",
        "command pause --leg l --threshold 3, '--threshold'",
        "policy apply azure, '--account=ID'",
        "policy apply azur --account a, did you mean azure?",
        "policy apply ./azure --account a, no such profile or file",
        "policy apply yellow --account a, `autoStartDestination` is invalid: it is needed with autoStart; --bucket names one",
        "policy apply chime --account a --set sampleRate=100, `sampleRate` is invalid",
        "policy apply chime --account a --set sampleRat=8000, did you mean `sampleRate`?",
        "policy apply chime --account a --set currency=EUR --set currency=USD, `currency` is set twice",
        "policy apply chime --account a --prefix p, `autoStartDestination.bucket` is missing",
        "'policy apply chime --account ', --account must have 1 to 256 bytes",
        "policy show, --account=ID | --profile",
        "policy show --account a --profile azure, mutually exclusive",
        "policy show --profile blue, 'blue'",
        "policy remove, '--account=ID'",
        "bill --account a --month 2026-13, is no month: write it like 2026-11",
        "bill --month 2026-11, '--account=ID'",
        "demo --profile blue, 'blue'"
    })
    void optionsNotUnderstood_areSaidAndExitWith2(String command, String said) {
        assertThat(terminal.run(command.split(" ", -1))).isEqualTo(2);

        assertThat(terminal.err()).startsWith("tonearm: ").contains(said, "--help");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void eachProblemOfAPolicy_isALine() throws Exception {
        Path file = Files.writeString(folder.resolve("policy.json"), "{\"restart\": 1, \"sidecars\": true}");

        assertThat(terminal.run("policy", "apply", file.toString(), "--account", "a"))
                .isEqualTo(2);

        assertThat(terminal.err().lines())
                .containsExactlyInAnyOrder(
                        "tonearm: `sidecars` is no field of a policy: did you mean `sidecar`?",
                        "tonearm: `restart` must be ONCE_PER_LEG or NEW_RECORDING, value=1",
                        "tonearm: `pricePerMinute` is missing: it has no default",
                        "Try 'tonearm policy apply --help'.");
    }

    @Test
    void policyFileThatIsNoText_isSaid() throws Exception {
        Path file = Files.write(folder.resolve("policy.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path huge = Files.writeString(folder.resolve("huge.json"), " ".repeat(100_000));

        assertThat(terminal.run("policy", "apply", file.toString(), "--account", "a"))
                .isEqualTo(2);
        assertThat(terminal.run("policy", "apply", huge.toString(), "--account", "a"))
                .isEqualTo(2);

        assertThat(terminal.err())
                .contains("must be UTF-8 text", "at most 65536 bytes")
                .doesNotContain("Exception");
    }

    @Test
    void profile_isShownWithoutACluster() {
        assertThat(terminal.run("policy", "show", "--profile", "azure")).isZero();

        assertThat(terminal.out()).contains("\"pricePerMinute\" : 0.01,").doesNotContain("accountId");
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
