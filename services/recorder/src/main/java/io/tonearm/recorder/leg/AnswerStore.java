package io.tonearm.recorder.leg;

import io.tonearm.events.CommandResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The first answer to each command, in Avro's single-object encoding, until its leg is forgotten. Lives on its stream
 * thread.
 */
final class AnswerStore {

    private static final int MOST_ID_CHARACTERS = 256;

    private final KeyValueStore<Bytes, byte[]> store;

    AnswerStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The first answer; null where there was none. */
    @Nullable
    CommandResult get(String legId, String commandId) {
        byte[] answer = isNoId(legId, commandId) ? null : store.get(LegKey.answer(legId, commandId));
        try {
            return answer == null ? null : CommandResult.fromByteBuffer(ByteBuffer.wrap(answer));
        } catch (IOException e) {
            throw new IllegalStateException("the answers store must hold what was written, legId=" + legId, e);
        }
    }

    /** Keeps an answer; one to a command with impossible ids, which is refused the same way each time, is not kept. */
    void put(CommandResult result) {
        if (isNoId(result.getLegId(), result.getCommandId())) {
            return;
        }
        try {
            ByteBuffer answer = result.toByteBuffer();
            byte[] bytes = new byte[answer.remaining()];
            answer.get(bytes);
            store.put(LegKey.answer(result.getLegId(), result.getCommandId()), bytes);
        } catch (IOException e) {
            throw new IllegalStateException("a result must have an Avro form, commandId=" + result.getCommandId(), e);
        }
    }

    private static boolean isNoId(String legId, String commandId) {
        return legId.length() > MOST_ID_CHARACTERS || commandId.length() > MOST_ID_CHARACTERS;
    }

    /** Forgets the answers of a leg. */
    void delete(String legId) {
        LegRange.delete(store, LegKey.first(legId), LegKey.afterLast(legId));
    }

    /** The legs that have answers. */
    List<String> legs() {
        return LegRange.legs(store);
    }
}
