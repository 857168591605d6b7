package io.tonearm.sandbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes an account's policy away. */
@Command(
        name = "remove",
        description = {
            "Takes the policy of an account away and waits until the recorder knows: the account goes back to the recorder's"
                    + " default. Recordings under way keep the rules they have started with. A repeat changes nothing.",
            ""
        },
        footer = {"", "Examples:", "  tonearm policy remove --account acme"})
final class RemovePolicyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for the recorder. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofSeconds(30);

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    RemovePolicyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        String accountId = account.id();
        Cluster cluster = clusterOptions.cluster();
        cluster.requireReachable(cluster.topics().policies(), cluster.topics().policiesInForce());
        PolicyPublisher publisher = new PolicyPublisher(cluster, patience);
        boolean isInForce = PoliciesInForce.read(cluster).accounts().contains(accountId);
        if (isInForce) {
            publisher.publishAndAwait(accountId, null);
        } else {
            // What waits for a recorder to come is taken back as well.
            publisher.publish(accountId, null);
        }
        console.out()
                .println("account " + accountId + (isInForce ? " goes" : " had no policy in force and goes")
                        + " by the recorder's default");
        console.out().flush();
        return 0;
    }
}
