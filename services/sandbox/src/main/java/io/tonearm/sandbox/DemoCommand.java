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
import io.tonearm.events.StartRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  tonearm demo --profile azure     by the rules of another system: here the pause is cut out, not silent",
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

    @Mixin
    private ProfileOptions profile = new ProfileOptions();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        console.out().println("Everything is kept in " + data.toAbsolutePath().normalize());
        console.out().flush();
        DemoCall demo = DemoCall.load();
        PlayedCall played = played(demo);
        Steps steps = new Steps(console.out());
        try (Sandbox sandbox = Sandbox.start(EmbeddedInfrastructure.Options.in(data), steps)) {
            if (played.policy() != null) {
                ProfileOptions.apply(sandbox.cluster(), played.policy(), steps);
            }
            RecordingRun.Finished finished = play(demo, played.script(speed), sandbox);
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

    private PlayedCall played(DemoCall demo) {
        // An account for each profile: the rules of one demo are not those of the next.
        String account = profile.profile == null ? "demo" : "demo-" + profile.profile;
        S3Destination destination = new S3Destination(Sandbox.BUCKET, null);
        return new PlayedCall(
                demo.call(),
                Scripts.leg("demo-call", null, account),
                new RecordingTimes(0, List.of(new RecordingTimes.Pause(demo.pauseMicros(), demo.resumeMicros())), null),
                StartRecording.newBuilder()
                        .setDestinations(List.of(destination))
                        .build(),
                profile.policy(account, destination));
    }

    private RecordingRun.Finished play(DemoCall demo, LegScript script, Sandbox sandbox) throws InterruptedException {
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
