package io.tonearm.sandbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the events of a recorder as they come, until it is stopped. */
@Command(
        name = "watch",
        description = {
            "Shows what a recorder announces, as it comes: results of commands, changes of recordings, deliveries and"
                    + " charges. Ctrl-C ends it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tonearm watch                              a cluster started by `tonearm up`",
            "  tonearm watch --from-beginning --leg leg-1",
            "  tonearm watch --json --bootstrap-server broker:9092 --registry http://registry:8081 | jq ."
        })
final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Console console;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--leg", paramLabel = "ID", description = "Only events of this leg.")
    private @Nullable String legId;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Option(names = "--from-beginning", description = "Also what was announced before and is still kept.")
    private boolean fromBeginning;

    WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Cluster watched = cluster.cluster();
        watched.requireReachable();
        try (EventFeed feed = fromBeginning ? EventFeed.fromBeginning(watched) : EventFeed.fromNow(watched)) {
            if (!json) {
                console.err().println("watching; Ctrl-C ends it");
            }
            show(feed);
        }
        return 0;
    }

    private void show(EventFeed feed) {
        try {
            while (!Thread.interrupted() && !console.out().checkError()) {
                feed.poll(POLL).stream().filter(this::isWanted).forEach(this::show);
            }
        } catch (InterruptException e) {
            // Clears the flag that Kafka has set again: the feed is to be closed in order.
            Thread.interrupted();
        }
    }

    private boolean isWanted(SpecificRecord event) {
        Schema.Field field = event.getSchema().getField("legId");
        return legId == null || field != null && legId.equals(event.get(field.pos()));
    }

    private void show(SpecificRecord event) {
        console.out().println(json ? EventJson.line(event) : EventText.line(event));
        console.out().flush();
    }
}
