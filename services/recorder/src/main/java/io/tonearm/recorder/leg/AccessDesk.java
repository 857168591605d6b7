package io.tonearm.recorder.leg;

import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.recorder.delivery.Access;
import io.tonearm.recorder.delivery.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Asks the destinations of starts whether they take recordings, and remembers for a while what they said. Answers come on
 * the object store's threads and are collected here, so that no start blocks its stream thread. Only a clear no of all of
 * them refuses a start: a destination that cannot be asked may be back when the recording is complete. Lives on its stream
 * thread.
 */
final class AccessDesk {

    private static final long GRANTED_MILLIS = 60_000;
    private static final long OTHERWISE_MILLIS = 5_000;
    private static final int MOST_KNOWN = 1_000;
    private static final int MOST_ASKED = 1_000;

    /**
     * What the destinations of a start say.
     *
     * @param legId the leg
     * @param commandId the start
     * @param granted whether any of them may take it
     */
    record Verdict(String legId, String commandId, boolean granted) {}

    private record Place(Destination destination, StorageRule rule) {}

    private record Said(Access access, long atMillis) {}

    private record Answer(Place place, Access access) {}

    private static final class Check {
        private final String legId;
        private final String commandId;
        private int open;
        private boolean granted;

        private Check(String legId, AccessCheck check) {
            this.legId = legId;
            this.commandId = check.command().commandId();
            this.open = check.destinations().size();
        }

        private void hear(Access access) {
            open--;
            granted |= access != Access.DENIED;
        }
    }

    private final ObjectStore objects;
    private final Map<Place, Said> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Said> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private final Map<Place, List<Check>> asked = new HashMap<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    AccessDesk(ObjectStore objects) {
        this.objects = objects;
    }

    /** Asks what is not known; what comes of it is among the verdicts, at once or later. */
    void ask(String legId, AccessCheck wanted, long nowMillis) {
        Check check = new Check(legId, wanted);
        for (int i = 0; i < wanted.destinations().size(); i++) {
            Place place = new Place(wanted.destinations().get(i), wanted.storage());
            Said said = known.get(place);
            if (said != null && isFresh(said, nowMillis)) {
                check.hear(said.access());
            } else {
                askFor(place, wanted.objects().get(i), check);
            }
        }
        decide(check);
    }

    private static boolean isFresh(Said said, long nowMillis) {
        long millis = said.access() == Access.GRANTED ? GRANTED_MILLIS : OTHERWISE_MILLIS;
        return nowMillis - said.atMillis() < millis;
    }

    private void askFor(Place place, ObjectKey object, Check check) {
        @Nullable List<Check> waiting = asked.get(place);
        if (waiting != null) {
            waiting.add(check);
        } else if (asked.size() >= MOST_ASKED) {
            check.hear(Access.UNKNOWN);
        } else {
            asked.put(place, new ArrayList<>(List.of(check)));
            objects.probe(object, place.rule()).thenAccept(access -> answers.add(new Answer(place, access)));
        }
    }

    private void decide(Check check) {
        if (check.open == 0) {
            verdicts.add(new Verdict(check.legId, check.commandId, check.granted));
        }
    }

    /** The verdicts since the last time, each once. */
    List<Verdict> take(long nowMillis) {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            known.put(answer.place(), new Said(answer.access(), nowMillis));
            for (Check check : asked.getOrDefault(answer.place(), List.of())) {
                check.hear(answer.access());
                decide(check);
            }
            asked.remove(answer.place());
        }
        List<Verdict> taken = List.copyOf(verdicts);
        verdicts.clear();
        return taken;
    }
}
