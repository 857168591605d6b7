package io.tonearm.sandbox;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.recorder.profile.FieldSetting;
import io.tonearm.recorder.profile.PolicyForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an account a policy. */
@Command(
        name = "apply",
        description = {
            "Gives an account a policy and waits until the recorder goes by it. The policy is one of the profiles that ship -"
                    + " chime, azure, cognigy, yellow: the rules of the systems of these names - or a file of JSON as `tonearm"
                    + " policy show` prints it; what the file leaves out takes the schema's default. All is checked first;"
                    + " where something is wrong, nothing is published and the exit code is 2.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm policy apply azure --account acme",
            "  tonearm policy apply yellow --account acme --bucket tonearm --prefix calls",
            "  tonearm policy apply chime --account acme --set pricePerMinute=0.004 --set currency=EUR",
            "  tonearm policy apply chime --account acme --set allowedBuckets=tonearm,archive --set retentionDays=90",
            "  tonearm policy apply chime --account acme --set longestRecordingSeconds=null",
            "  tonearm policy show --profile azure > acme.json && tonearm policy apply acme.json --account acme"
        })
final class ApplyPolicyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "chime|azure|cognigy|yellow|FILE",
            description = "The profile, or the file; a path with a slash is always a file.")
    private String source = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description =
                    "Set one field of it; may be repeated. A field of an object has a dot before it, null clears, the"
                            + " items of a list are separated by commas. `tonearm policy show --profile chime` names the fields.")
    private List<KeyValue> settings = new ArrayList<>();

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            description = "Sets autoStartDestination.bucket: where recordings go that start by themselves.")
    private @Nullable String bucket;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "Sets autoStartDestination.prefix: what their keys begin with.")
    private @Nullable String prefix;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for the recorder. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofSeconds(30);

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    ApplyPolicyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        String accountId = account.id();
        RecordingPolicy policy = form().policyOf(accountId);
        Cluster cluster = clusterOptions.cluster();
        cluster.requireReachable(cluster.topics().policies(), cluster.topics().policiesInForce());
        new PolicyPublisher(cluster, patience).publishAndAwait(accountId, policy);
        console.out().println("in force for account " + accountId + ": " + PolicyText.line(policy));
        console.out().flush();
        return 0;
    }

    private PolicyForm form() {
        List<FieldSetting> single = new ArrayList<>();
        settings.forEach(pair -> single.add(new FieldSetting(pair.key(), pair.value())));
        if (bucket != null) {
            single.add(new FieldSetting("autoStartDestination.bucket", bucket));
        }
        if (prefix != null) {
            single.add(new FieldSetting("autoStartDestination.prefix", prefix));
        }
        return PolicySource.read(source).with(single);
    }
}
