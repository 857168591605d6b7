package io.tonearm.recorder.delivery;

import java.util.concurrent.CompletionStage;

/** Where finished recordings go. Safe for use by several threads. */
public interface ObjectStore extends AutoCloseable {

    /**
     * Stores an object once. Repeating it with the same bytes is harmless and gives the same outcome.
     *
     * @return completes with the outcome, never exceptionally; on a thread of the store
     */
    CompletionStage<PutOutcome> put(PutObject object);

    /** Gives up what is under way and releases connections; never throws. */
    @Override
    void close();
}
