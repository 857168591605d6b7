package io.tonearm.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tonearm.devkit.EmbeddedInfrastructure;
import io.tonearm.devkit.StartRefusedException;
import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.MediaSpan;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.call.RecordingTimes;
import io.tonearm.devkit.capture.CaptureException;
import io.tonearm.devkit.capture.CaptureReader;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records the call of a capture file. */
@Command(
        name = "record",
        description = {
            "Publishes the call of a capture (pcap or pcapng) as an edge would, both directions where the capture has them,"
                    + " and waits for its recording. Starts everything it needs in this process, unless"
                    + " --bootstrap-server names a running cluster. Times count from the call's first packet: 3s,"
                    + " 1500ms, 1m30s.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm record call.pcap --save call.wav",
            "  tonearm record call.pcap --start 1s --pause 3s --resume 5s --stop 9s",
            "  tonearm record call.pcap --tracks incoming --meta order=4711 --account acme",
            "  tonearm record call.pcap --profile azure --pause 3s --resume 5s",
            "  tonearm record call.pcap --speed real --bootstrap-server 127.0.0.1:9092",
            "  tonearm record call.pcap --output json | jq -r .sha256"
        })
final class RecordCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "CAPTURE", description = "The capture file; its first call is recorded.")
    private Path capture = Path.of("");

    @Mixin
    private TimesOptions times = new TimesOptions();

    @Option(
            names = "--speed",
            paramLabel = "real|fast",
            defaultValue = "fast",
            description = "As fast as people spoke, or as fast as it goes. Default: ${DEFAULT-VALUE}")
    private Pace speed = Pace.FAST;

    @Option(names = "--save", paramLabel = "FILE", description = "Save a copy of the recording.")
    private @Nullable Path save;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "json writes one object for scripts, and all else to standard error. Default: ${DEFAULT-VALUE}")
    private Output output = Output.TEXT;

    @Mixin
    private RecordingNames names = new RecordingNames();

    @Mixin
    private RecordingOptions recording = new RecordingOptions();

    @Mixin
    private ProfileOptions profile = new ProfileOptions();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "tonearm-data",
            description = "Where everything is kept when it runs in this process. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("tonearm-data");

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long to wait for the recording once all is published. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofSeconds(60);

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Mixin
    private BucketOptions bucketOptions = new BucketOptions();

    /** How the outcome is written. */
    enum Output {
        TEXT,
        JSON
    }

    RecordCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, IOException, CaptureException {
        CapturedCall call = CaptureReader.read(capture);
        CodecCheck codecs = CodecCheck.of(call);
        codecs.requireAudio();
        PlayedCall played = played(call);
        if (save != null) {
            new SavedCopy(save).requireWritable();
        }
        codecs.warning().ifPresent(warning -> console.err().println("tonearm: attention: " + warning));
        console.err().flush();
        return clusterOptions.nameCluster() ? onCluster(played) : inProcess(played);
    }

    private PlayedCall played(CapturedCall call) {
        RecordingTimes recordingTimes = times.timesIn(MediaSpan.of(call).lengthMicros());
        CallLeg leg = names.leg(call, capture);
        StartRecording start = recording.start();
        RecordingPolicy policy =
                profile.policy(leg.accountId(), start.getDestinations().get(0));
        PlayedCall played = new PlayedCall(call, leg, recordingTimes, start, policy);
        if (played.startsByItself() && (recording.needStart() || recordingTimes.startMicros() > 0)) {
            throw new UsageException("--start, --tracks, --to and --meta are for a start command: leave them out, with"
                    + " --profile " + profile.profile + " the first packet starts the recording");
        }
        return played;
    }

    private int inProcess(PlayedCall played) throws InterruptedException, IOException {
        Console progress = progressConsole();
        Steps steps = new Steps(progress.out());
        try (Sandbox sandbox = start(steps)) {
            played.start()
                    .getDestinations()
                    .forEach(to -> sandbox.infrastructure().objectStore().createBucket(to.getBucket()));
            RecordingRun.Finished finished = run(sandbox.cluster(), played, steps, progress);
            Path file = sandbox.fileOf(finished.delivered().getUri());
            if (save != null) {
                new SavedCopy(save)
                        .save(
                                copy -> Files.copy(file, copy),
                                finished.delivered().getSha256());
            }
            report(finished, file);
        }
        return 0;
    }

    private Sandbox start(Steps steps) throws InterruptedException {
        try {
            return Sandbox.start(EmbeddedInfrastructure.Options.in(data), steps);
        } catch (StartRefusedException e) {
            throw new SandboxException(
                    e.getMessage() + "; where `tonearm up` runs on it, add --bootstrap-server " + ClusterOptions.BROKER,
                    e);
        }
    }

    private int onCluster(PlayedCall played) throws InterruptedException, IOException {
        Cluster cluster = clusterOptions.cluster();
        cluster.requireReachable();
        if (save != null || bucketOptions.nameEndpoint()) {
            for (S3Destination to : played.start().getDestinations()) {
                try (Bucket bucket = bucketOptions.bucket(to.getBucket())) {
                    bucket.requireReachable();
                }
            }
        }
        Console progress = progressConsole();
        RecordingRun.Finished finished = run(cluster, played, new Steps(progress.out()), progress);
        RecordingDelivered delivered = finished.delivered();
        if (save != null) {
            ObjectUri object = ObjectUri.parse(delivered.getUri());
            try (Bucket bucket = bucketOptions.bucket(object.bucket())) {
                new SavedCopy(save).save(copy -> bucket.download(object.key(), copy), delivered.getSha256());
            }
        }
        report(finished, save);
        return 0;
    }

    private Console progressConsole() {
        return output == Output.TEXT ? console : console.aside();
    }

    private RecordingRun.Finished run(Cluster cluster, PlayedCall played, Steps steps, Console progress)
            throws InterruptedException {
        if (played.policy() != null) {
            ProfileOptions.apply(cluster, played.policy(), steps);
        }
        ProgressBar bar = new ProgressBar(progress, "publishing", "packets");
        RecordingRun.Finished finished = new RecordingRun(cluster, speed, patience)
                .run(played.script(speed), (record, packets, of) -> bar.update(packets, of));
        bar.finish();
        return finished;
    }

    private void report(RecordingRun.Finished finished, @Nullable Path file) throws IOException {
        if (output == Output.TEXT) {
            new RecordingReport(console).write(finished, file);
            if (save != null) {
                console.out().println("saved       " + save);
            }
        } else {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("file", file == null ? null : file.toAbsolutePath().toString());
            json.put("saved", save == null ? null : save.toAbsolutePath().toString());
            json.put("sha256", finished.delivered().getSha256());
            json.put("sizeBytes", finished.delivered().getSizeBytes());
            json.set("delivered", EventJson.fields(finished.delivered()));
            json.set("billed", finished.billed() == null ? null : EventJson.fields(finished.billed()));
            console.out().println(json);
        }
        console.out().flush();
    }
}
