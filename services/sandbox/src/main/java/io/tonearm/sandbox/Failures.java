package io.tonearm.sandbox;

import io.tonearm.devkit.StartRefusedException;
import io.tonearm.devkit.capture.CaptureException;
import io.tonearm.recorder.profile.PolicyRefusedException;
import io.tonearm.schemas.registry.RegistryUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into a sentence on standard error, or several, and an exit code. Thread-safe as its console is. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final int INTERRUPTED = 130;

    private final Console console;
    private final BooleanSupplier verbose;

    Failures(Console console, BooleanSupplier verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        return usage(
                failure.getCommandLine(), String.valueOf(failure.getMessage()).replaceFirst("^Error: ", ""));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof InterruptedException || failure instanceof InterruptException) {
            return INTERRUPTED;
        }
        if (failure instanceof UsageException) {
            return usage(command, String.valueOf(failure.getMessage()));
        } else if (failure instanceof PolicyRefusedException refused) {
            return usage(command, refused.problems().toArray(String[]::new));
        }
        console.err().println("tonearm: " + sentence(failure));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(console.err());
        }
        console.err().flush();
        return ExitCode.SOFTWARE;
    }

    private int usage(CommandLine command, String... messages) {
        for (String message : messages) {
            console.err().println("tonearm: " + message);
        }
        console.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        console.err().flush();
        return ExitCode.USAGE;
    }

    private static String sentence(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof SandboxException
                || failure instanceof CaptureException
                || failure instanceof StartRefusedException) {
            return message;
        } else if (failure instanceof RegistryUnavailableException) {
            return "the schema registry does not answer: check --registry and that it is running: " + message;
        } else if (failure instanceof KafkaException) {
            return "the cluster failed: check --bootstrap-server and that its brokers run: " + message;
        } else if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            return "reading or writing failed: check the disk and the names given: " + message;
        }
        return "unexpected failure, --verbose shows where: "
                + failure.getClass().getSimpleName() + ": " + message;
    }
}
