package io.tonearm.sandbox;

import io.tonearm.sandbox.bill.Reconciliation;
import io.tonearm.sandbox.bill.Statement;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what an account owes for a month, and holds it against what was delivered. */
@Command(
        name = "bill",
        description = {
            "Prints what an account owes for a month of UTC, a line per recording, and holds each charge against the delivered"
                    + " recording: that each delivered recording is billed once and no other, that its times and its object"
                    + " are the delivered ones, and that minutes and amount follow from them. Reads all that is kept of the"
                    + " topics billing and delivered. Exit code 0 where all agrees, 1 where something differs.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm bill --account sandbox --month 2026-11",
            "  tonearm bill --account sandbox --month 2026-11 --json | jq .totals",
            "  tonearm bill --account sandbox --month 2026-11 --config cluster.properties"
        })
final class BillCommand implements Callable<Integer> {

    /** Reading fewer is done before a bar is seen. */
    private static final long LONG_READ_OFFSETS = 20_000;

    private final Console console;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(names = "--month", required = true, paramLabel = "YYYY-MM", description = "The month.")
    private YearMonth month = YearMonth.of(1970, 1);

    @Option(names = "--json", description = "One JSON object for scripts; decimals are numbers without an exponent.")
    private boolean json;

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    BillCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        String accountId = account.id();
        Cluster cluster = clusterOptions.cluster();
        cluster.requireReachable();
        Statement statement = Statement.of(accountId, month, read(cluster, accountId));
        if (json) {
            console.out().println(StatementJson.of(statement));
        } else {
            StatementText.lines(statement).forEach(console.out()::println);
        }
        console.out().flush();
        return statement.agrees() ? 0 : 1;
    }

    private Reconciliation read(Cluster cluster, String accountId) {
        LongRead progress = new LongRead(new ProgressBar(console.aside(), "reading", "records"));
        AccountEvents events = new AccountEvents(cluster, accountId);
        CommittedRecords.readAll(
                cluster, List.of(cluster.topics().billing(), cluster.topics().delivered()), progress, events::accept);
        progress.finish();
        return events.reconciliation();
    }

    /** Shows a bar where there is much to read. Not thread-safe. */
    private static final class LongRead implements CommittedRecords.Progress {

        private final ProgressBar bar;
        private boolean isLong;

        LongRead(ProgressBar bar) {
            this.bar = bar;
        }

        @Override
        public void read(long offsets, long ofOffsets) {
            isLong = ofOffsets >= LONG_READ_OFFSETS;
            if (isLong) {
                bar.update(offsets, ofOffsets);
            }
        }

        void finish() {
            if (isLong) {
                bar.finish();
            }
        }
    }
}
