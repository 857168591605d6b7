package io.tonearm.sandbox;

import io.tonearm.schemas.UndecodableRecordException;
import java.util.Locale;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which accounts have a policy. */
@Command(
        name = "list",
        description = {
            "Prints the accounts that have a policy in force, one line each with the rules in which they differ most. All other"
                    + " accounts go by the recorder's default.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm policy list",
            "  tonearm policy list --bootstrap-server broker:9092 --registry http://registry:8081 | grep 'transfer STOP'"
        })
final class ListPoliciesCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    ListPoliciesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Cluster cluster = clusterOptions.cluster();
        cluster.requireReachable(cluster.topics().policiesInForce());
        PoliciesInForce policies = PoliciesInForce.read(cluster);
        SortedSet<String> accounts = policies.accounts();
        int width = accounts.stream().mapToInt(String::length).max().orElse(1);
        for (String account : accounts) {
            console.out().println(String.format(Locale.ROOT, "%-" + width + "s  %s", account, line(policies, account)));
        }
        console.out().flush();
        if (accounts.isEmpty()) {
            console.err().println("no account has a policy: all go by the recorder's default");
            console.err().flush();
        }
        return 0;
    }

    private static String line(PoliciesInForce policies, String account) {
        try {
            return policies.of(account).map(PolicyText::line).orElse("");
        } catch (UndecodableRecordException e) {
            return "cannot be read: " + e.reason();
        }
    }
}
