package io.tonearm.recorder.output;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets records aside that cannot be processed: key and value as received, why and from where in the headers.
 *
 * <p>The value is withheld where it may be audio or digits of a pause, which reach nothing that is kept. So is what a dead letter has no room for beside its own headers: a large value, a
 * large key, large headers. Size and SHA-256 say what the value was, and partition and offset where it still is. Lives on its
 * stream thread.
 */
public final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final int MOST_VALUE_BYTES = 512 * 1024;
    private static final int MOST_KEY_BYTES = 64 * 1024;
    private static final int MOST_HEADER_BYTES = 64 * 1024;
    private static final int MOST_DETAIL_CHARACTERS = 500;

    private final ProcessorContext<Object, Object> context;
    private final String sink;
    private final Counters counters;

    /** Writes to a sink of the context's processor. */
    public DeadLetters(ProcessorContext<Object, Object> context, String sink, Counters counters) {
        this.context = context;
        this.sink = sink;
        this.counters = counters;
    }

    /**
     * Sets a record aside.
     *
     * @param mayBeKept whether the value may be shown: it cannot be of a pause
     * @param reason a word for machines
     * @param detail a sentence for people, without content of the record
     */
    public void add(
            Record<byte[], byte[]> record, RecordMetadata origin, boolean mayBeKept, String reason, String detail) {
        byte[] value = record.value();
        boolean withheld = !mayBeKept || value != null && value.length > MOST_VALUE_BYTES;
        Headers headers = headersOf(record);
        put(headers, "reason", reason);
        put(headers, "detail", detail.substring(0, Math.min(detail.length(), MOST_DETAIL_CHARACTERS)));
        put(headers, "topic", origin.topic());
        put(headers, "partition", Integer.toString(origin.partition()));
        put(headers, "offset", Long.toString(origin.offset()));
        put(headers, "value", withheld ? "withheld" : "included");
        if (value != null) {
            put(headers, "value.bytes", Integer.toString(value.length));
            put(headers, "value.sha256", sha256(value));
        }
        byte[] key = record.key();
        boolean keyFits = key != null && key.length <= MOST_KEY_BYTES;
        context.forward(
                new Record<Object, Object>(
                        keyFits ? key : null, withheld ? null : value, context.currentSystemTimeMs(), headers),
                sink);
        counters.deadLetter();
        log.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .addKeyValue("reason", reason)
                .log("record set aside as a dead letter");
    }

    private static Headers headersOf(Record<byte[], byte[]> record) {
        long bytes = 0;
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes > MOST_HEADER_BYTES
                ? new RecordHeaders()
                : new RecordHeaders(record.headers().toArray());
    }

    private static void put(Headers headers, String name, String value) {
        headers.add("tonearm." + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
