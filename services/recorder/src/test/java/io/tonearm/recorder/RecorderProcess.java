package io.tonearm.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A recorder in a process of its own, to be killed. Not thread-safe. */
final class RecorderProcess implements AutoCloseable {

    private static final int LONGEST_STOP_SECONDS = 60;

    private final Process process;

    private RecorderProcess(Process process) {
        this.process = process;
    }

    /** Starts one with a site's settings, under the name that makes it the same member of its group each time. */
    static RecorderProcess start(Site site) {
        try {
            Properties properties = new Properties();
            properties.putAll(site.properties());
            properties.put("instance.id", "instance-1");
            Path file = Files.createTempFile("recorder", ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dorg.slf4j.simpleLogger.logFile=" + Path.of("target", "process.log"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            RecorderMain.class.getName(),
                            file.toString())
                    .inheritIO()
                    .start();
            return new RecorderProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Asks it to end, as {@code kill} does, and waits. */
    int stop() {
        process.destroy();
        return exitCode();
    }

    private int exitCode() {
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("process must end, pid=" + process.pid());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
