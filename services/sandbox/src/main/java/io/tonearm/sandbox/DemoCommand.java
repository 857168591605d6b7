package io.tonearm.sandbox;

import io.tonearm.devkit.EmbeddedInfrastructure;
import io.tonearm.devkit.call.EdgeRecord;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.call.RecordingTimes;
import io.tonearm.devkit.capture.DemoCall;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.ResumeRecording;
import io.tonearm.events.S3Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records the call that ships with the project, and shows the recording. */
@Command(
        name = "demo",
        description = {
            "Starts a broker, a schema registry, an S3 store and the recorder in this process, plays a phone call of 24"
                    + " seconds through the topics, and shows the recording. The caller reads out a card number; the"
                    + " recording is paused meanwhile, and the number reaches neither the topics nor the file.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm demo                     the call takes the time it took",
            "  tonearm demo --speed fast        in a moment",
            "  tonearm demo --data /tmp/demo    keep the files elsewhere"
        })
final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Console console;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "tonearm-data/demo",
            description = "Where everything is kept. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("tonearm-data", "demo");

    @Option(
            names = "--speed",
            paramLabel = "real|fast",
            defaultValue = "real",
            description = "As fast as people speak, or as fast as it goes. Default: ${DEFAULT-VALUE}")
    private Pace speed = Pace.REAL;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        console.out().println("Everything is kept in " + data.toAbsolutePath().normalize());
        console.out().flush();
        DemoCall demo = DemoCall.load();
        try (Sandbox sandbox = Sandbox.start(EmbeddedInfrastructure.Options.in(data), new Steps(console.out()))) {
            RecordingRun.Finished finished = play(demo, sandbox);
            Path file = sandbox.fileOf(finished.delivered().getUri());
            new RecordingReport(console).write(finished, file);
        }
        console.out().println();
        console.out()
                .println("Next: listen to the file; `tonearm record CALL.pcap` records a call of your own;"
                        + " `tonearm up` keeps it all running.");
        console.out().flush();
        return 0;
    }

    private RecordingRun.Finished play(DemoCall demo, Sandbox sandbox) throws InterruptedException {
        RecordingTimes times =
                new RecordingTimes(0, List.of(new RecordingTimes.Pause(demo.pauseMicros(), demo.resumeMicros())), null);
        LegScript script = Scripts.now(
                demo.call(),
                Scripts.leg("demo-call", null, "demo"),
                LegScript.Options.of(times, new S3Destination(Sandbox.BUCKET, null)),
                speed);
        ProgressBar bar = new ProgressBar(console, "playing", "packets");
        Deque<DemoCall.Line> unspoken = new ArrayDeque<>(demo.lines());
        RecordingRun run = new RecordingRun(sandbox.cluster(), speed, PATIENCE);
        RecordingRun.Finished finished = run.run(script, (record, packets, ofPackets) -> {
            long atMicros = record.publishedAtMicros() - script.beginMicros();
            while (!unspoken.isEmpty() && unspoken.getFirst().beginMicros() <= atMicros) {
                caption(bar, unspoken.removeFirst(), demo);
            }
            command(bar, record, atMicros);
            bar.update(packets, ofPackets);
        });
        bar.finish();
        return finished;
    }

    private static void caption(ProgressBar bar, DemoCall.Line line, DemoCall demo) {
        boolean paused = line.beginMicros() >= demo.pauseMicros() && line.beginMicros() < demo.resumeMicros();
        if (!paused) {
            bar.say(prefix(line.beginMicros()) + line.party() + ": " + line.sentence());
        }
    }

    private static void command(ProgressBar bar, EdgeRecord record, long atMicros) {
        if (record instanceof EdgeRecord.Command command) {
            if (command.event().getAction() instanceof PauseRecording) {
                bar.say(prefix(atMicros) + "-- pause: the customer reads out a card number --");
            } else if (command.event().getAction() instanceof ResumeRecording) {
                bar.say(prefix(atMicros) + "-- resume --");
            }
        }
    }

    private static String prefix(long micros) {
        return "         " + DurationText.minutes(micros) + "  ";
    }
}
