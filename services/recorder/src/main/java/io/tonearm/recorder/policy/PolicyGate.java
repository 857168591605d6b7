package io.tonearm.recorder.policy;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.recorder.event.PolicyReading;
import io.tonearm.recorder.output.Counters;
import io.tonearm.recorder.output.DeadLetters;
import io.tonearm.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts policies in force: a good one is copied to the topic of those in force, a broken one is set aside with the field at
 * fault, and the last good one stays. A policy without a value ends the account's rules. Lives on its stream thread.
 */
public final class PolicyGate implements Processor<byte[], byte[], Object, Object> {

    /** Names of the sinks. */
    public static final String IN_FORCE = "policies-in-force";

    public static final String DEAD_LETTERS = "policy-dead-letters";

    private static final Logger log = LoggerFactory.getLogger(PolicyGate.class);
    private static final int MOST_ID_BYTES = 256;

    private final Deserializer<RecordingPolicy> policies;
    private @Nullable ProcessorContext<Object, Object> context;
    private @Nullable DeadLetters deadLetters;

    /**
     * Reads with a deserializer.
     *
     * @param policies throws only {@code UndecodableRecordException} for bad bytes
     */
    public PolicyGate(Deserializer<RecordingPolicy> policies) {
        this.policies = policies;
    }

    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
        deadLetters = new DeadLetters(newContext, DEAD_LETTERS, new Counters(newContext));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<Object, Object> at = context;
        if (at == null || deadLetters == null) {
            throw new IllegalStateException("a processor must be initialized before it processes");
        }
        RecordMetadata origin = at.recordMetadata().orElseThrow();
        @Nullable String fault = faultOf(record, origin.topic());
        if (fault != null) {
            deadLetters.add(record, origin, true, "BROKEN_POLICY", fault);
            return;
        }
        at.forward(new Record<Object, Object>(record.key(), record.value(), at.currentSystemTimeMs()), IN_FORCE);
        log.atInfo()
                .addKeyValue("accountId", new String(record.key(), StandardCharsets.UTF_8))
                .log(record.value() == null ? "policy ended" : "policy in force");
    }

    private @Nullable String faultOf(Record<byte[], byte[]> record, String topic) {
        byte[] key = record.key();
        if (key == null || key.length == 0 || key.length > MOST_ID_BYTES) {
            return "the key must be an account id of 1 to 256 bytes";
        }
        try {
            @Nullable RecordingPolicy policy = policies.deserialize(topic, record.value());
            if (policy == null) {
                return null;
            }
            if (!policy.getAccountId().equals(new String(key, StandardCharsets.UTF_8))) {
                return "`accountId` is invalid: it must be the record's key";
            }
            PolicyReading.read(policy);
            return null;
        } catch (UndecodableRecordException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
