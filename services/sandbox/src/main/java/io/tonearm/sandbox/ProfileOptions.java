package io.tonearm.sandbox;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.S3Destination;
import io.tonearm.recorder.profile.FieldSetting;
import io.tonearm.recorder.profile.PolicyForm;
import io.tonearm.recorder.profile.PolicyProfile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that plays a call by the rules of another system. Filled by picocli, then read. */
final class ProfileOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--profile",
            paramLabel = "chime|azure|cognigy|yellow",
            description = "Apply this profile to the account first, as `tonearm policy apply` does; it stays in force."
                    + " With yellow the first packet starts the recording.")
    @Nullable
    PolicyProfile profile;

    /** The account's policy; null where no profile is asked for. */
    @Nullable
    RecordingPolicy policy(String accountId, S3Destination destination) {
        if (profile == null) {
            return null;
        }
        PolicyForm form = profile.form();
        if (form.read(accountId).getAutoStart()) {
            String prefix = destination.getPrefix();
            form = form.with(List.of(
                    new FieldSetting("autoStartDestination.bucket", destination.getBucket()),
                    new FieldSetting("autoStartDestination.prefix", prefix == null ? "null" : prefix)));
        }
        return form.policyOf(accountId);
    }

    /** Puts a policy in force. */
    static void apply(Cluster cluster, RecordingPolicy policy, Steps steps) throws InterruptedException {
        cluster.requireReachable(cluster.topics().policies(), cluster.topics().policiesInForce());
        new PolicyPublisher(cluster, PATIENCE).publishAndAwait(policy.getAccountId(), policy);
        steps.done("policy is in force for account " + policy.getAccountId());
    }
}
