package io.tonearm.recorder;

import io.tonearm.events.CommandResult;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.recorder.testing.Await;
import io.tonearm.recorder.testing.StoredObjects;
import io.tonearm.recorder.testing.TopicReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the recorder says of one leg, in order, and what it stored. Each method reads anew and waits until there is as much as
 * was asked for; there may be more.
 *
 * @param site where it works
 * @param legId the leg
 */
record LegEvents(Site site, String legId) {

    List<CommandResult> results(int count) {
        return await(site.topics().results(), CommandResult.class, CommandResult::getLegId, count);
    }

    List<RecordingLifecycle> lifecycle(int count) {
        return await(site.topics().lifecycle(), RecordingLifecycle.class, RecordingLifecycle::getLegId, count);
    }

    List<RecordingDelivered> delivered(int count) {
        return await(site.topics().delivered(), RecordingDelivered.class, RecordingDelivered::getLegId, count);
    }

    List<RecordingBilled> billed(int count) {
        return await(site.topics().billing(), RecordingBilled.class, RecordingBilled::getLegId, count);
    }

    /** The only recording. */
    RecordingDelivered onlyDelivered() {
        List<RecordingDelivered> delivered = delivered(1);
        if (delivered.size() != 1) {
            throw new AssertionError("leg must have one recording, legId=" + legId + ", delivered=" + delivered);
        }
        return delivered.get(0);
    }

    /** The file of the only recording. */
    byte[] onlyFile() {
        return file(onlyDelivered());
    }

    /** The file of a recording. */
    byte[] file(RecordingDelivered delivered) {
        try (StoredObjects objects = site.objects()) {
            return objects.bytes(delivered.getUri());
        }
    }

    /** The keys of all that is stored of the leg. */
    List<String> keys(String bucket) {
        try (StoredObjects objects = site.objects()) {
            return objects.keys(bucket, legId);
        }
    }

    private <T extends SpecificRecord> List<T> await(
            String topic, Class<T> type, Function<T, String> legOf, int count) {
        AtomicReference<List<T>> found = new AtomicReference<>(List.of());
        try (TopicReader<T> reader = site.reader(topic, type)) {
            Await.until(count + " events of " + legId + " on " + topic, () -> {
                found.set(reader.all().stream()
                        .filter(event -> legOf.apply(event).equals(legId))
                        .toList());
                return found.get().size() >= count;
            });
        }
        return found.get();
    }
}
