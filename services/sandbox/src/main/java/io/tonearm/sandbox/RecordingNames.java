package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.capture.CapturedCall;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name the leg that is recorded. Filled by picocli, then read. */
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

    /** The account. */
    String accountId() {
        return accountId;
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
