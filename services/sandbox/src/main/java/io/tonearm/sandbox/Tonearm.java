package io.tonearm.sandbox;

import io.tonearm.events.S3Destination;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: what {@code tonearm} does. Exit codes are 0 done, 1 failed, 2 not understood. */
@Command(
        name = "tonearm",
        mixinStandardHelpOptions = true,
        versionProvider = Tonearm.Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpWidth = 110,
        abbreviateSynopsis = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Records phone calls from an event log: commands and RTP frames in Kafka become WAV files in S3, and events"
                    + " tell who is to know.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "First steps:",
            "  tonearm demo                     hear it work, in under a minute",
            "  tonearm record call.pcap         record a call of your own from a capture",
            "  tonearm up                       keep everything running, to publish to it",
            "",
            "tonearm COMMAND --help explains a command. Exit codes: 0 done, 1 failed, 2 not understood."
        })
public final class Tonearm implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show what the parts report, and the stack traces of failures.")
    private boolean verbose;

    private Tonearm(Console console) {
        this.console = console;
    }

    /** Runs a command; the exit code is the process's. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Console.ofProcess()).execute(arguments));
    }

    /** The commands, writing to a console. */
    static CommandLine commandLine(Console console) {
        Tonearm tonearm = new Tonearm(console);
        return new CommandLine(tonearm)
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new UpCommand(console))
                .addSubcommand(new RecordCommand(console))
                .addSubcommand(new SendCommand(console))
                .addSubcommand(new WatchCommand(console))
                .addSubcommand(PolicyCommand.commandLine(console))
                .addSubcommand(new BillCommand(console))
                .registerConverter(Duration.class, new DurationText())
                .registerConverter(KeyValue.class, new KeyValue.Text())
                .registerConverter(S3Destination.class, new DestinationText())
                .registerConverter(YearMonth.class, new MonthText())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(console.out())
                .setErr(console.err())
                .setExecutionStrategy(parsed -> {
                    if (tonearm.verbose) {
                        Logging.showAll();
                    }
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(new Failures(console, tonearm::isVerbose))
                .setExecutionExceptionHandler(new Failures(console, tonearm::isVerbose));
    }

    private boolean isVerbose() {
        return verbose;
    }

    /** Without a command there is only help. */
    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(console.err());
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** The version of the build. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            Properties properties = new Properties();
            try (InputStream in = Tonearm.class.getResourceAsStream("version.properties")) {
                if (in == null) {
                    throw new IllegalStateException(
                            "the version must be on the class path, resource=version.properties");
                }
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String[] {"tonearm " + properties.getProperty("version")};
        }
    }
}
