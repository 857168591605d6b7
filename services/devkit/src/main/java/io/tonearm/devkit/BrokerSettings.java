package io.tonearm.devkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The broker's configuration: one node that is broker and controller, small, quick to start and quick to come back after
 * a kill. Stateless.
 */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String BROKER_LISTENER = "PLAINTEXT";

    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("node.id", Integer.toString(NODE_ID)),
            Map.entry("process.roles", "broker,controller"),
            Map.entry("inter.broker.listener.name", BROKER_LISTENER),
            Map.entry("controller.listener.names", CONTROLLER_LISTENER),
            Map.entry(
                    "listener.security.protocol.map",
                    BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"));

    private static final Map<String, String> SMALL = Map.of(
            "auto.create.topics.enable", "false",
            "num.network.threads", "2",
            "num.io.threads", "4",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.num.partitions", "1",
            "log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));

    /** A killed broker may register again once its old session is over; a group need not wait for more members. */
    private static final Map<String, String> QUICK = Map.of(
            "broker.session.timeout.ms", "2000",
            "broker.heartbeat.interval.ms", "300",
            "group.initial.rebalance.delay.ms", "0",
            "group.streams.initial.rebalance.delay.ms", "0",
            "log.cleaner.backoff.ms", "500",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

    private BrokerSettings() {}

    /** Returns all settings; those of {@code extra} replace ours. */
    static Map<String, String> of(Path logs, int port, int controllerPort, Map<String, String> extra) {
        String broker = LoopbackPort.HOST + ":" + port;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        Map<String, String> settings = new HashMap<>();
        settings.putAll(ONE_NODE);
        settings.putAll(SMALL);
        settings.putAll(QUICK);
        settings.put("log.dirs", logs.toString());
        settings.put("listeners", BROKER_LISTENER + "://" + broker + "," + CONTROLLER_LISTENER + "://" + controller);
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.putAll(extra);
        return settings;
    }
}
