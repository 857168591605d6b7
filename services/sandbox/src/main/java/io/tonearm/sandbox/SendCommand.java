package io.tonearm.sandbox;

import io.tonearm.events.AttachMetadata;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.DigitPressed;
import io.tonearm.events.LegEnded;
import io.tonearm.events.LegTransferred;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.ResumeRecording;
import io.tonearm.events.StopRecording;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes one command for a leg and shows the recorder's answer: a method for each of them. */
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
            "  tonearm command hangup --leg leg-1          the leg is over, and its recording with it",
            "",
            "tonearm command COMMAND --help explains a command."
        })
final class SendCommand {

    private final Console console;

    SendCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "start",
            description = {
                "Starts a recording. The answer names the object, which is there once the recording is delivered. Without"
                        + " packets - of `tonearm record`, or of an edge - it will be silent.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  tonearm command start --leg leg-1",
                "  tonearm command start --leg leg-1 --tracks incoming --meta order=4711 --meta agent=anna",
                "  tonearm command start --leg leg-1 --to s3://tonearm/calls --to s3://archive/calls"
            })
    int start(@Mixin LegOptions leg, @Mixin RecordingOptions recording) throws InterruptedException {
        return send(leg, recording.start(), LegOptions.PATIENCE);
    }

    @Command(
            name = "record-audio",
            description = {
                "Starts a recording that ends by itself: when one of the keys is pressed (`tonearm command digit`, or a"
                        + " telephone-event of the call), after a duration, or after silence. Its one answer comes when the"
                        + " recording is delivered and shows bucket, key and the key pressed; hence it waits for the duration and"
                        + " 10 minutes more, unless --timeout says otherwise.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  tonearm command record-audio --leg leg-1 --terminators '#' --duration 10s",
                "  tonearm command record-audio --leg leg-1 --terminators '#*' --silence 3s --threshold 100"
            })
    int recordAudio(@Mixin LegOptions leg, @Mixin RecordAudioOptions recording) throws InterruptedException {
        return send(leg, recording.recordAudio(), recording.patience());
    }

    @Command(
            name = "pause",
            description = {"Pauses the recording: what is said from now on is not in it. A repeat changes nothing.", ""
            },
            footer = {
                "",
                "Examples:",
                "  tonearm command pause --leg leg-1",
                "  tonearm command pause --leg leg-1 --for 10s     it resumes by itself"
            })
    int pause(
            @Mixin LegOptions leg,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            description = "It resumes by itself after that. Default: the limit of the account's policy")
                    @Nullable
                    Duration longest)
            throws InterruptedException {
        return send(leg, new PauseRecording(WholeTime.millis("--for", longest)), LegOptions.PATIENCE);
    }

    @Command(
            name = "resume",
            description = {"Ends the pause. A repeat changes nothing.", ""},
            footer = {"", "Examples:", "  tonearm command resume --leg leg-1"})
    int resume(@Mixin LegOptions leg) throws InterruptedException {
        return send(leg, new ResumeRecording(), LegOptions.PATIENCE);
    }

    @Command(
            name = "stop",
            description = {
                "Stops the recording, which is then delivered. Whether another may be started is up to the account's policy.",
                ""
            },
            footer = {"", "Examples:", "  tonearm command stop --leg leg-1"})
    int stop(@Mixin LegOptions leg) throws InterruptedException {
        return send(leg, new StopRecording(), LegOptions.PATIENCE);
    }

    @Command(
            name = "attach",
            description = {
                "Adds words of your own to the recording in progress: they will be in the object's metadata and in the"
                        + " delivered event. A key that is there already is replaced.",
                ""
            },
            footer = {"", "Examples:", "  tonearm command attach --leg leg-1 order=4711 agent=anna"})
    int attach(
            @Mixin LegOptions leg,
            @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = "The words.") List<KeyValue> metadata)
            throws InterruptedException {
        return send(leg, new AttachMetadata(KeyValue.map(metadata)), LegOptions.PATIENCE);
    }

    @Command(
            name = "digit",
            description = {
                "Says that the participant has pressed a key, which ends a recording of `record-audio` that has it among its"
                        + " terminators.",
                ""
            },
            footer = {"", "Examples:", "  tonearm command digit --leg leg-1 '#'"})
    int digit(
            @Mixin LegOptions leg,
            @Parameters(paramLabel = "DIGIT", description = "One of 0123456789*#ABCD.") String digit)
            throws InterruptedException {
        return send(leg, new DigitPressed(digit), LegOptions.PATIENCE);
    }

    @Command(
            name = "transfer",
            description = {
                "Says that the leg was transferred to another party; whether its recording goes on is up to the account's"
                        + " policy.",
                ""
            },
            footer = {"", "Examples:", "  tonearm command transfer --leg leg-1"})
    int transfer(@Mixin LegOptions leg) throws InterruptedException {
        return send(leg, new LegTransferred(), LegOptions.PATIENCE);
    }

    @Command(
            name = "hangup",
            description = {"Says that the leg is over, and its recording with it, which is then delivered.", ""},
            footer = {"", "Examples:", "  tonearm command hangup --leg leg-1"})
    int hangup(@Mixin LegOptions leg) throws InterruptedException {
        return send(leg, new LegEnded(), LegOptions.PATIENCE);
    }

    private int send(LegOptions leg, Object action, Duration patience) throws InterruptedException {
        RecordingCommand command = leg.command(action);
        Cluster cluster = leg.cluster();
        cluster.requireReachable();
        CommandResult result = new CommandRun(cluster, leg.patience(patience)).run(command);
        console.out().println(leg.json ? EventJson.line(result) : EventText.line(result));
        console.out().flush();
        return result.getStatus() == CommandStatus.SUCCEEDED ? 0 : 1;
    }
}
