package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.CallPublisher;
import io.tonearm.devkit.call.EdgeRecord;
import io.tonearm.devkit.call.Pace;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.LegEnded;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.ResumeRecording;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.StopRecording;
import io.tonearm.events.TrackSelection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes one command for a leg and shows the recorder's answer. */
@Command(
        name = "command",
        description = {
            "Publishes one command for a leg, with the time of now, and shows what the recorder answers. Exit code 1 where it"
                    + " refuses.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm command start --leg leg-1 --bucket tonearm",
            "  tonearm command pause --leg leg-1",
            "  tonearm command resume --leg leg-1",
            "  tonearm command hangup --leg leg-1          the leg is over, and its recording with it"
        })
final class SendCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(100);

    /** What can be asked for. */
    enum Wish {
        START,
        PAUSE,
        RESUME,
        STOP,
        HANGUP
    }

    private final Console console;

    @Parameters(paramLabel = "start|pause|resume|stop|hangup", description = "What to do.")
    private Wish wish = Wish.START;

    @Option(names = "--leg", required = true, paramLabel = "ID", description = "The leg: key of both input topics.")
    private String legId = "";

    @Option(names = "--call", paramLabel = "ID", description = "The call. Default: the leg's id.")
    private @Nullable String callId;

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = "sandbox",
            description = "The account. Default: ${DEFAULT-VALUE}")
    private String accountId = "sandbox";

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = Sandbox.BUCKET,
            description = "For a start: where the recording goes. Default: ${DEFAULT-VALUE}")
    private String bucket = Sandbox.BUCKET;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "For a start: what its key begins with.")
    private @Nullable String prefix;

    @Option(
            names = "--tracks",
            paramLabel = "both|incoming|outgoing",
            defaultValue = "both",
            description = "For a start: what to record. Default: ${DEFAULT-VALUE}")
    private TrackSelection tracks = TrackSelection.BOTH;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofSeconds(30);

    @Option(names = "--json", description = "Show the answer as JSON.")
    private boolean json;

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    SendCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        CallLeg leg = leg();
        Cluster cluster = clusterOptions.cluster();
        cluster.requireReachable();
        RecordingCommand command = command(leg);
        try (EventFeed feed = EventFeed.fromNow(cluster);
                CallPublisher publisher = new CallPublisher(
                        cluster.config(),
                        cluster.topics().commands(),
                        cluster.topics().frames())) {
            publisher.publish(
                    List.of(new EdgeRecord.Command(leg.legId(), 0, command)), Pace.FAST, CallPublisher.Progress.NONE);
            CommandResult result = await(feed, command.getCommandId());
            console.out().println(json ? EventJson.line(result) : EventText.line(result));
            console.out().flush();
            return result.getStatus() == CommandStatus.SUCCEEDED ? 0 : 1;
        }
    }

    private CallLeg leg() {
        try {
            return new CallLeg(callId == null ? legId : callId, legId, accountId);
        } catch (IllegalArgumentException e) {
            throw new UsageException("ids of --leg, --call and --account do not do: " + e.getMessage());
        }
    }

    private RecordingCommand command(CallLeg leg) {
        return RecordingCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setCallId(leg.callId())
                .setLegId(leg.legId())
                .setAccountId(leg.accountId())
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
                .setAction(action())
                .build();
    }

    private Object action() {
        return switch (wish) {
            case START ->
                StartRecording.newBuilder()
                        .setTracks(tracks)
                        .setDestinations(List.of(new S3Destination(bucket, prefix)))
                        .build();
            case PAUSE -> new PauseRecording();
            case RESUME -> new ResumeRecording();
            case STOP -> new StopRecording();
            case HANGUP -> new LegEnded();
        };
    }

    private CommandResult await(EventFeed feed, String commandId) {
        long beganNanos = System.nanoTime();
        while (System.nanoTime() - beganNanos < patience.toNanos()) {
            for (var event : feed.poll(POLL)) {
                if (event instanceof CommandResult result
                        && result.getCommandId().equals(commandId)) {
                    return result;
                }
            }
        }
        throw new SandboxException(
                "no recorder answered in time: check that one runs on the cluster, or wait longer with"
                        + " --timeout, seconds=" + patience.toSeconds());
    }
}
