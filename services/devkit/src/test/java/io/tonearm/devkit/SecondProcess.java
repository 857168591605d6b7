package io.tonearm.devkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a process of its own, until it is killed. The process says on its standard output where the broker is or
 * why there is none.
 */
final class SecondProcess implements AutoCloseable {

    private static final int LONGEST_RUN_SECONDS = 60;
    private static final String STARTED = "started ";
    private static final String REFUSED = "refused ";

    private final Process process;
    private final String said;

    private SecondProcess(Process process, String said) {
        this.process = process;
        this.said = said;
    }

    /** Runs a broker on the folder {@code args[0]} until standard input ends. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(Path.of(args[0])))) {
            System.out.println(STARTED + broker.bootstrapServers());
            System.in.transferTo(System.out);
        } catch (StartRefusedException e) {
            System.out.println(REFUSED + e.getMessage());
        }
    }

    static SecondProcess start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture.delayedExecutor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith(STARTED) && !line.startsWith(REFUSED)) {
            line = output.readLine();
        }
        return new SecondProcess(process, line == null ? "" : line);
    }

    String bootstrapServers() {
        if (!said.startsWith(STARTED)) {
            throw new IllegalStateException("expected a running broker, said=" + said);
        }
        return said.substring(STARTED.length());
    }

    String refusal() {
        if (!said.startsWith(REFUSED)) {
            throw new IllegalStateException("expected a refusal, said=" + said);
        }
        return said.substring(REFUSED.length());
    }

    /** Kills the process as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected the process to end, pid=" + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
