package io.tonearm.recorder.leg;

import io.tonearm.recorder.leg.InputProgress.Input;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Says when nothing that could still change something is on its way any more: everything that was published until a settle
 * time after it has been read. Lives on its stream thread.
 *
 * <p>There are two ways to know. A record was read that had been published later than that; topics are in the order of
 * publishing, so all before it have been read. Or the brokers say that everything they had at a later wall-clock time has
 * been processed. The first serves a backlog and busy partitions, the second idle ones.
 */
final class Settling {

    private final InputProgress progress;
    private final int partition;
    private final Map<Input, Long> publishedMillis = new EnumMap<>(Input.class);

    Settling(InputProgress progress, int partition) {
        this.progress = progress;
        this.partition = partition;
    }

    /** Notes a record that was read. */
    void noteRead(Input input, long recordPublishedMillis) {
        publishedMillis.merge(input, recordPublishedMillis, Math::max);
    }

    /** Whether all of an input is read that was published until a settle time after a moment. */
    boolean isSettled(Input input, Moment moment, long settleMillis) {
        return isReadBeyond(input, moment.publishedMillis(), settleMillis)
                || isProcessedBeyond(input, moment.readMillis(), settleMillis);
    }

    /** Whether both inputs are. */
    boolean isSettled(Moment moment, long settleMillis) {
        return isSettled(Input.FRAMES, moment, settleMillis) && isSettled(Input.COMMANDS, moment, settleMillis);
    }

    /** Whether it is worth asking: cheap, and true whenever {@link #isSettled} is. */
    boolean maySettle(Moment moment, long settleMillis, long nowMillis) {
        return moment.readMillis() <= nowMillis - settleMillis
                || isReadBeyond(Input.FRAMES, moment.publishedMillis(), settleMillis)
                || isReadBeyond(Input.COMMANDS, moment.publishedMillis(), settleMillis);
    }

    private boolean isReadBeyond(Input input, long somethingPublishedMillis, long settleMillis) {
        @Nullable Long latest = publishedMillis.get(input);
        return latest != null && latest - settleMillis > somethingPublishedMillis;
    }

    private boolean isProcessedBeyond(Input input, long readMillis, long settleMillis) {
        OptionalLong processedUntil = progress.processedUntilMillis(input, partition);
        return processedUntil.isPresent() && processedUntil.getAsLong() - settleMillis >= readMillis;
    }
}
