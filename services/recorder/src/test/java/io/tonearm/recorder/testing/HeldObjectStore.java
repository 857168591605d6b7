package io.tonearm.recorder.testing;

import io.tonearm.media.recording.ObjectKey;
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

/**
 * An object store in memory that answers as it is told: what was told first is answered first, and when nothing is left it
 * stores. Not thread-safe.
 */
public final class HeldObjectStore implements ObjectStore {

    private final Map<ObjectKey, byte[]> objects = new LinkedHashMap<>();
    private final List<PutObject> puts = new ArrayList<>();
    private final Queue<PutOutcome> told = new ArrayDeque<>();
    private final Queue<Runnable> unanswered = new ArrayDeque<>();
    private boolean silent;

    /** Answers the next put this way; nothing is stored. */
    public void answerNext(Kind kind, String detail) {
        told.add(new PutOutcome(kind, null, detail));
    }

    /** Stores an object of somebody else. */
    public void occupy(ObjectKey key, byte[] bytes) {
        objects.put(key, bytes);
    }

    /** Answers nothing from now on, until {@link #speak}. */
    public void beSilent() {
        silent = true;
    }

    /** Answers what was not answered, and whatever comes. */
    public void speak() {
        silent = false;
        while (!unanswered.isEmpty()) {
            unanswered.remove().run();
        }
    }

    @Override
    public CompletionStage<PutOutcome> put(PutObject object) {
        puts.add(object);
        CompletableFuture<PutOutcome> answer = new CompletableFuture<>();
        byte[] bytes = read(object);
        if (silent) {
            unanswered.add(() -> answer.complete(outcome(object, bytes)));
        } else {
            answer.complete(outcome(object, bytes));
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

    /** What was asked, in order. */
    public List<PutObject> puts() {
        return List.copyOf(puts);
    }

    /** How many puts wait for an answer. */
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
