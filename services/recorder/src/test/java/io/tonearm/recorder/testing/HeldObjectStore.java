package io.tonearm.recorder.testing;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.recorder.delivery.Access;
import io.tonearm.recorder.delivery.ObjectStore;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * An object store in memory that answers as it is told: what was told first is answered first, and when nothing is left it
 * grants and stores. Not thread-safe.
 */
public final class HeldObjectStore implements ObjectStore {

    private final Map<ObjectKey, byte[]> objects = new LinkedHashMap<>();
    private final List<PutObject> puts = new ArrayList<>();
    private final List<ObjectKey> probes = new ArrayList<>();
    private final Queue<PutOutcome> told = new ArrayDeque<>();
    private final Queue<Access> toldOfProbes = new ArrayDeque<>();
    private final Queue<Runnable> unanswered = new ArrayDeque<>();
    private boolean silent;
    private boolean silentToProbes;

    /** Answers the next put this way; nothing is stored. */
    public void answerNext(Kind kind, String detail) {
        told.add(new PutOutcome(kind, null, detail));
    }

    /** Answers the next probe this way. */
    public void answerNextProbe(Access access) {
        toldOfProbes.add(access);
    }

    /** Denies the next probe. */
    public void denyNext() {
        answerNextProbe(Access.DENIED);
    }

    /** Stores an object of somebody else. */
    public void occupy(ObjectKey key, byte[] bytes) {
        objects.put(key, bytes);
    }

    /** Answers no put from now on, until {@link #speak}. */
    public void beSilent() {
        silent = true;
    }

    /** Answers no probe from now on, until {@link #speak}. */
    public void beSilentToProbes() {
        silentToProbes = true;
    }

    /** Answers what was not answered, and whatever comes. */
    public void speak() {
        silent = false;
        silentToProbes = false;
        while (!unanswered.isEmpty()) {
            unanswered.remove().run();
        }
    }

    @Override
    public CompletionStage<PutOutcome> put(PutObject object) {
        puts.add(object);
        byte[] bytes = read(object);
        return answer(silent, () -> outcome(object, bytes));
    }

    @Override
    public CompletionStage<Access> probe(ObjectKey object, StorageRule rule) {
        probes.add(object);
        return answer(silentToProbes, () -> {
            Access next = toldOfProbes.poll();
            return next == null ? Access.GRANTED : next;
        });
    }

    private <T> CompletionStage<T> answer(boolean later, Supplier<T> words) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (later) {
            unanswered.add(() -> answer.complete(words.get()));
        } else {
            answer.complete(words.get());
        }
        return answer;
    }

    private PutOutcome outcome(PutObject object, byte[] bytes) {
        PutOutcome next = told.poll();
        if (next != null) {
            return next;
        }
        byte[] there = objects.putIfAbsent(object.object(), bytes);
        return there == null || Arrays.equals(there, bytes)
                ? new PutOutcome(Kind.STORED, "version-1", null)
                : new PutOutcome(Kind.CONFLICT, null, "another object is there");
    }

    private static byte[] read(PutObject object) {
        try {
            return Files.readAllBytes(object.file());
        } catch (IOException e) {
            throw new UncheckedIOException("a file must be there until its upload has an outcome", e);
        }
    }

    /** What was to be stored, in order. */
    public List<PutObject> puts() {
        return List.copyOf(puts);
    }

    /** What was probed, in order. */
    public List<ObjectKey> probes() {
        return List.copyOf(probes);
    }

    /** How many puts and probes wait for an answer. */
    public int unanswered() {
        return unanswered.size();
    }

    /** The objects by their keys. */
    public Map<ObjectKey, byte[]> objects() {
        return Map.copyOf(objects);
    }

    /** The one object there is. */
    public byte[] onlyObject() {
        if (objects.size() != 1) {
            throw new AssertionError("store must have one object, objects=" + objects.keySet());
        }
        return objects.values().iterator().next();
    }

    @Override
    public void close() {}
}
