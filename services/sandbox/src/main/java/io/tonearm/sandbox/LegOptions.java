package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallLeg;
import io.tonearm.events.RecordingCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that every command for a leg has. Filled by picocli, then read. */
final class LegOptions {

    static final Duration PATIENCE = Duration.ofSeconds(30);

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
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for the answer. Default: 30s; for record-audio, whose answer comes when the"
                    + " recording is delivered, its duration and 10m.")
    private @Nullable Duration patience;

    @Option(names = "--json", description = "Show the answer as JSON.")
    boolean json;

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    Cluster cluster() {
        return clusterOptions.cluster();
    }

    /** How long to wait. */
    Duration patience(Duration unlessGiven) {
        return patience == null ? unlessGiven : patience;
    }

    /**
     * A command for the leg with the time of now.
     *
     * @param action one of the schema's
     * @throws UsageException where an id does not do
     */
    RecordingCommand command(Object action) {
        CallLeg leg;
        try {
            leg = new CallLeg(callId == null ? legId : callId, legId, accountId);
        } catch (IllegalArgumentException e) {
            throw new UsageException("ids of --leg, --call and --account do not do: " + e.getMessage());
        }
        return RecordingCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setCallId(leg.callId())
                .setLegId(leg.legId())
                .setAccountId(leg.accountId())
                .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
                .setAction(action)
                .build();
    }
}
