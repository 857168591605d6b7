package io.tonearm.recorder;

import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.recorder.leg.LegWork;
import io.tonearm.recorder.output.Outbox;
import io.tonearm.recorder.policy.PolicyGate;
import io.tonearm.recorder.policy.PolicyTable;
import io.tonearm.schemas.EventSerdes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * The topology: one processor between the input topics and the topics of events, and beside it the gate that policies pass
 * on their way into force.
 *
 * <pre>
 * commands ──┐              ┌─> results, lifecycle
 * frames   ──┼─> LegProcessor ─> delivered, billing, undelivered
 * deliveries ┘    ^         ├─> dead-letters
 *     ^           :         │
 *     └───────────:─────────┘   "this recording is complete", read back once it is committed
 *                 :
 * policies ─> PolicyGate ─> policies-in-force ··> global table
 *                  └──────> dead-letters
 * </pre>
 */
final class RecorderTopology {

    private static final String LEG = "leg";
    private static final String GATE = "policy-gate";

    private RecorderTopology() {}

    static Topology of(Topics topics, EventSerdes serdes, LegWork work) {
        Topology topology = new Topology();
        addPolicies(topology, topics, serdes);
        addLegs(topology, topics, serdes, work);
        return topology;
    }

    private static void addPolicies(Topology topology, Topics topics, EventSerdes serdes) {
        topology.addSource(
                "policies-input", new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.policies());
        topology.addProcessor(GATE, () -> new PolicyGate(serdes.deserializer(RecordingPolicy.class)), "policies-input");
        topology.addSink(
                PolicyGate.IN_FORCE,
                topics.policiesInForce(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                GATE);
        topology.addSink(
                PolicyGate.DEAD_LETTERS,
                topics.deadLetters(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                GATE);
        topology.addGlobalStore(
                PolicyTable.store(),
                "policies-in-force-input",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.policiesInForce(),
                "policy-table",
                PolicyTable::new);
    }

    private static void addLegs(Topology topology, Topics topics, EventSerdes serdes, LegWork work) {
        topology.addSource(
                "input",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.commands(),
                topics.frames(),
                topics.deliveries());
        topology.addProcessor(LEG, work, "input");
        addSink(topology, Outbox.RESULTS, topics.results(), serdes, CommandResult.class);
        addSink(topology, Outbox.LIFECYCLE, topics.lifecycle(), serdes, RecordingLifecycle.class);
        addSink(topology, Outbox.DELIVERED, topics.delivered(), serdes, RecordingDelivered.class);
        addSink(topology, Outbox.UNDELIVERED, topics.undelivered(), serdes, RecordingUndelivered.class);
        addSink(topology, Outbox.BILLING, topics.billing(), serdes, RecordingBilled.class);
        topology.addSink(Outbox.DELIVERIES, topics.deliveries(), new StringSerializer(), new StringSerializer(), LEG);
        topology.addSink(
                Outbox.DEAD_LETTERS, topics.deadLetters(), new ByteArraySerializer(), new ByteArraySerializer(), LEG);
    }

    private static <T extends SpecificRecord> void addSink(
            Topology topology, String name, String topic, EventSerdes serdes, Class<T> type) {
        topology.addSink(name, topic, new StringSerializer(), serdes.serializer(type), LEG);
    }
}
