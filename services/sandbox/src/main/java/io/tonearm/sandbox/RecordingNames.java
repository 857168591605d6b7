package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.events.S3Destination;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name the leg and where its recording goes. Filled by picocli, then read. */
final class RecordingNames {

    @Option(names = "--leg", paramLabel = "ID", description = "The leg's id. Default: a new one.")
    @Nullable
    String legId;

    @Option(
            names = "--call",
            paramLabel = "ID",
            description = "The call's id. Default: the capture's, or its file's name.")
    @Nullable
    String callId;

    @Option(
            names = "--account",
            paramLabel = "ID",
            defaultValue = "sandbox",
            description = "The account that is charged. Default: ${DEFAULT-VALUE}")
    String accountId = "sandbox";

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = Sandbox.BUCKET,
            description = "The bucket that the recording goes to. Default: ${DEFAULT-VALUE}")
    String bucket = Sandbox.BUCKET;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "What its key begins with. Default: recordings")
    @Nullable
    String prefix;

    /** The bucket's name. */
    String bucket() {
        return bucket;
    }

    /** Where the recording goes. */
    S3Destination destination() {
        return new S3Destination(bucket, prefix);
    }

    /**
     * The leg of a call.
     *
     * @throws UsageException where an id does not do
     */
    CallLeg leg(CapturedCall call, Path capture) {
        String captured = call.callId() == null ? capture.getFileName().toString() : call.callId();
        try {
            return Scripts.leg(callId == null ? captured : callId, legId, accountId);
        } catch (IllegalArgumentException e) {
            throw new UsageException("ids of --leg, --call and --account do not do: " + e.getMessage());
        }
    }
}
