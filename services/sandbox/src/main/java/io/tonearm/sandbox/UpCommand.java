package io.tonearm.sandbox;

import io.tonearm.devkit.EmbeddedInfrastructure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything and keeps it running until it is stopped. */
@Command(
        name = "up",
        description = {
            "Starts a broker, a schema registry, an S3 store and the recorder in this process and keeps them running until"
                    + " Ctrl-C. All listen on this machine only. What they hold stays in the data folder for the next time.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm up",
            "  tonearm up --data /var/tmp/tonearm --broker-port 19092",
            "  tonearm up --broker-port 0 --registry-port 0 --s3-port 0     any free ports"
        })
final class UpCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "tonearm-data",
            description = "Where everything is kept. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("tonearm-data");

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the broker, 0 for a free one. Default: ${DEFAULT-VALUE}")
    private int brokerPort = 9092;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the schema registry, 0 for a free one. Default: ${DEFAULT-VALUE}")
    private int registryPort = 8081;

    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Port of the S3 store, 0 for a free one. Default: ${DEFAULT-VALUE}")
    private int s3Port = 9000;

    UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Sandbox sandbox = Sandbox.start(options(), new Steps(console.out()))) {
            explain(sandbox);
            sandbox.recorder().awaitStopped();
            Throwable failure = sandbox.recorder().failure();
            if (failure != null) {
                throw new SandboxException("the recorder has stopped: " + failure.getMessage(), failure);
            }
        }
        return 0;
    }

    private EmbeddedInfrastructure.Options options() {
        try {
            return new EmbeddedInfrastructure.Options(data, brokerPort, registryPort, s3Port);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void explain(Sandbox sandbox) {
        PrintWriter out = console.out();
        EmbeddedInfrastructure running = sandbox.infrastructure();
        Path folder = data.toAbsolutePath().normalize();
        String broker = running.broker().bootstrapServers();
        String registry = running.registry().url().toString();
        String s3 = running.objectStore().endpoint().toString();
        String cluster = " --bootstrap-server " + broker + " --registry " + registry;
        String credentials = folder.resolve("s3.credentials").toString();
        out.printf(
                """

                tonearm is up. Ctrl-C stops it.

                  broker       %s
                  registry     %s
                  S3           %s   (buckets in the path, any region)
                  credentials  %s
                  bucket       %s, its files are in %s
                  topics       %s and %s in, %s out

                In another terminal:
                  tonearm watch%s
                  tonearm record CALL.pcap%s --s3-endpoint %s --s3-credentials %s --save CALL.wav
                  tonearm command start --leg leg-1%s
                  tonearm policy apply azure --account sandbox%s

                With Kafka's and Amazon's own tools (values are Avro; tonearm watch shows them as text):
                  kafka-topics --bootstrap-server %s --list
                  kafka-console-consumer --bootstrap-server %s --topic %s --from-beginning
                  curl %s/subjects
                  AWS_SHARED_CREDENTIALS_FILE=%s aws --endpoint-url %s s3 ls --recursive s3://%s
                """,
                broker,
                registry,
                s3,
                credentials,
                Sandbox.BUCKET,
                running.objectStore().bucketFolder(Sandbox.BUCKET),
                sandbox.cluster().topics().commands(),
                sandbox.cluster().topics().frames(),
                String.join(", ", sandbox.cluster().topics().events()),
                cluster,
                cluster,
                s3,
                credentials,
                cluster,
                cluster,
                broker,
                broker,
                sandbox.cluster().topics().delivered(),
                registry,
                credentials,
                s3,
                Sandbox.BUCKET);
        out.flush();
    }
}
