package io.tonearm.recorder.delivery;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import java.util.concurrent.CompletionStage;

/** Where finished recordings go. Safe for use by several threads. */
public interface ObjectStore extends AutoCloseable {

    /**
     * Finds out whether an object may be stored under a key. Leaves no object behind and touches none that is there; can
     * be repeated at will. An outage is no denial: the answer then is {@link Access#UNKNOWN}, and it comes soon.
     *
     * @param rule whose bucket it must be, and how the object is to be encrypted
     * @return completes with the answer, never exceptionally; on a thread of the store
     */
    CompletionStage<Access> probe(ObjectKey object, StorageRule rule);

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
