package io.tonearm.recorder;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;

/** Runs a recorder until it is told to stop: {@code recorder [FILE.properties]}, and {@code TONEARM_*} in the environment. */
public final class RecorderMain {

    private RecorderMain() {}

    /**
     * Runs; the exit code is the JVM's after a signal (143 after SIGTERM), 1 after a failure, 2 where the configuration does
     * not do.
     */
    public static void main(String[] arguments) throws InterruptedException {
        RecorderConfig config;
        try {
            config = new RecorderConfig(RecorderConfig.withEnvironment(properties(arguments), System.getenv()));
        } catch (KafkaException | IOException e) {
            System.err.println("recorder: " + e.getMessage());
            System.exit(2);
            return;
        }
        Recorder recorder;
        try {
            recorder = Recorder.start(config);
        } catch (KafkaException | IllegalStateException e) {
            System.err.println("recorder: " + e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(recorder::close, "shutdown"));
        recorder.awaitStopped();
        System.exit(recorder.failure() == null ? 0 : 1);
    }

    private static Map<String, String> properties(String[] arguments) throws IOException {
        Map<String, String> keys = new HashMap<>();
        if (arguments.length > 0) {
            Properties file = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
                file.load(reader);
            }
            file.forEach((key, value) -> keys.put(key.toString(), value.toString()));
        }
        return keys;
    }
}
