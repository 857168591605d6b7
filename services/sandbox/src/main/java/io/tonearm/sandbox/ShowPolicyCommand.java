package io.tonearm.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.schemas.UndecodableRecordException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a policy as JSON. */
@Command(
        name = "show",
        description = {
            "Prints the policy that is in force for an account, or one of the profiles that ship, as JSON with all its fields:"
                    + " what `tonearm policy apply` takes. The schema RecordingPolicy says what each field means."
                    + " Exit code 1 where the account has no policy and goes by the recorder's default.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm policy show --account acme",
            "  tonearm policy show --profile azure > acme.json"
        })
final class ShowPolicyCommand implements Callable<Integer> {

    private final Console console;

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    /** One of two. */
    static final class Which {

        @Option(
                names = "--account",
                required = true,
                paramLabel = "ID",
                description = "The account whose policy it is.")
        private @Nullable String accountId;

        @Option(
                names = "--profile",
                required = true,
                paramLabel = "chime|azure|cognigy|yellow",
                description = "The profile; no cluster is needed.")
        private @Nullable PolicyProfile profile;
    }

    ShowPolicyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        PolicyProfile profile = which.profile;
        RecordingPolicy policy = profile == null
                ? inForce(String.valueOf(which.accountId))
                : profile.form().read("");
        ObjectNode json = EventJson.fields(policy);
        json.remove("accountId");
        console.out().println(json.toPrettyString());
        console.out().flush();
        return 0;
    }

    private RecordingPolicy inForce(String accountId) throws InterruptedException {
        Cluster cluster = clusterOptions.cluster();
        cluster.requireReachable(cluster.topics().policiesInForce());
        try {
            return PoliciesInForce.read(cluster)
                    .of(accountId)
                    .orElseThrow(
                            () -> new SandboxException("the account has no policy and goes by the recorder's default:"
                                    + " `tonearm policy apply` gives it one, accountId=" + accountId));
        } catch (UndecodableRecordException e) {
            throw new SandboxException(
                    "the account's policy cannot be read: apply it again, accountId=" + accountId + ", reason="
                            + e.reason(),
                    e);
        }
    }
}
