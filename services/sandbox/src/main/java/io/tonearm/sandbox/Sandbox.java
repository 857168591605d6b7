package io.tonearm.sandbox;

import io.tonearm.devkit.EmbeddedInfrastructure;
import io.tonearm.recorder.Recorder;
import io.tonearm.recorder.RecorderConfig;
import io.tonearm.recorder.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Broker, registry, object store and recorder in this process, over one data folder. Ends in order when the process is told
 * to stop. Safe for use by several threads.
 */
final class Sandbox implements AutoCloseable {

    /** The bucket that is always there. */
    static final String BUCKET = "tonearm";

    /** What a minute costs in the sandbox, in US dollars. */
    static final String PRICE_PER_MINUTE = "0.01";

    private static final Duration START = Duration.ofSeconds(90);

    private final EmbeddedInfrastructure infrastructure;
    private final Recorder recorder;
    private final Cluster cluster;
    private final Thread onExit = new Thread(this::stop, "sandbox-stop");
    private boolean stopped;

    private Sandbox(EmbeddedInfrastructure infrastructure, Recorder recorder, Cluster cluster) {
        this.infrastructure = infrastructure;
        this.recorder = recorder;
        this.cluster = cluster;
    }

    /**
     * Starts everything and returns once the recorder works.
     *
     * @throws SandboxException where the recorder does not come up
     * @throws io.tonearm.devkit.StartRefusedException where a port or the folder is taken
     */
    static Sandbox start(EmbeddedInfrastructure.Options options, Steps steps) throws InterruptedException {
        EmbeddedInfrastructure infrastructure = EmbeddedInfrastructure.start(options);
        steps.done("broker, schema registry and S3 store are up");
        Recorder recorder = null;
        try {
            infrastructure.objectStore().createBucket(BUCKET);
            RecorderConfig config = config(infrastructure, options.folder());
            recorder = Recorder.start(config);
            if (!recorder.awaitRunning(START)) {
                throw new SandboxException("the recorder did not start within " + START.toSeconds()
                        + " seconds: try again with an empty --data folder and --verbose, folder=" + options.folder());
            }
            steps.done("recorder is at work");
            Cluster cluster = Cluster.of(
                    infrastructure.broker().bootstrapServers(),
                    infrastructure.registry().url().toString(),
                    new Topics("recording."));
            Sandbox sandbox = new Sandbox(infrastructure, recorder, cluster);
            Runtime.getRuntime().addShutdownHook(sandbox.onExit);
            return sandbox;
        } catch (RuntimeException | InterruptedException e) {
            if (recorder != null) {
                recorder.close();
            }
            infrastructure.close();
            throw e;
        }
    }

    private static RecorderConfig config(EmbeddedInfrastructure infrastructure, Path folder) {
        return new RecorderConfig(Map.ofEntries(
                Map.entry("bootstrap.servers", infrastructure.broker().bootstrapServers()),
                Map.entry("schema.registry.url", infrastructure.registry().url().toString()),
                Map.entry("instance.id", "sandbox"),
                Map.entry("state.dir", folder.resolve("state").toString()),
                Map.entry("topic.partitions", "2"),
                Map.entry("s3.endpoint", infrastructure.objectStore().endpoint().toString()),
                Map.entry("s3.path.style", "true"),
                Map.entry("s3.access.key", infrastructure.objectStore().accessKey()),
                Map.entry("s3.secret.key", infrastructure.objectStore().secretKey()),
                Map.entry("price.per.minute", PRICE_PER_MINUTE)));
    }

    /** Brokers, registry and topics. */
    Cluster cluster() {
        return cluster;
    }

    /** What the recorder works on. */
    EmbeddedInfrastructure infrastructure() {
        return infrastructure;
    }

    /** The recorder. */
    Recorder recorder() {
        return recorder;
    }

    /** The file of an object, given its {@code s3://} URI. */
    Path fileOf(String uri) {
        ObjectUri object = ObjectUri.parse(uri);
        return infrastructure.objectStore().bucketFolder(object.bucket()).resolve(object.key());
    }

    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            recorder.close();
            infrastructure.close();
        }
    }

    /** Stops the recorder, then what it works on. A repeat changes nothing. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException ignored) {
            // The process is ending: the hook has its turn or had it.
        }
    }
}
