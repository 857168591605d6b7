package io.tonearm.recorder.leg;

import io.tonearm.events.CommandResult;
import io.tonearm.media.recording.AccountRules;
import io.tonearm.media.recording.Effect;
import io.tonearm.media.recording.Lifecycle;
import io.tonearm.media.recording.Outcome;
import io.tonearm.media.recording.Recording;
import io.tonearm.recorder.event.EventWriting;
import io.tonearm.recorder.leg.AccessDesk.Verdict;
import io.tonearm.recorder.output.Outbox;
import io.tonearm.recorder.policy.PolicyBook;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the domain decides about legs, and tells those who watch them. Lives on its stream thread. */
final class LegEffects {

    private static final Logger log = LoggerFactory.getLogger(LegEffects.class);

    private final LegParts parts;
    private final PolicyBook policies;
    private final Outbox outbox;
    private Moment now = Moment.at(0);

    /**
     * Works on a task's legs.
     *
     * @param policies the rules of every account
     */
    LegEffects(LegParts parts, PolicyBook policies, Outbox outbox) {
        this.parts = parts;
        this.policies = policies;
        this.outbox = outbox;
    }

    /** Says what moment the next decisions belong to. */
    void at(Moment moment) {
        now = moment;
    }

    Moment now() {
        return now;
    }

    /** The rules of every account. */
    AccountRules rules() {
        return policies;
    }

    /**
     * Keeps the new state of a leg and does what it brings about. An answer to another account is not kept: it would stand
     * for the leg's own command of that id.
     */
    void apply(Leg leg, Outcome outcome) {
        boolean changed = parts.book().write(leg, outcome.state());
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Answer answer) {
                CommandResult result = EventWriting.result(answer, now.readMillis() * 1000);
                if (!leg.state().isForeignTo(result.getAccountId())) {
                    parts.answers().put(result);
                }
                outbox.result(result);
            } else if (effect instanceof Effect.Announcement announcement) {
                announce(announcement);
            } else if (effect instanceof Effect.Erasure erasure) {
                erase(leg.legId(), erasure.fromMicros(), erasure.toMicros());
            } else if (effect instanceof Effect.AccessCheck check) {
                parts.access().ask(leg.legId(), check, now.readMillis());
            }
        }
        parts.held().revisit(leg, (track, frames) -> parts.open().observe(leg, track, frames, now));
        if (changed) {
            parts.completion().watch(leg, now);
            parts.open().watch(leg, now);
        }
        resolve();
    }

    /** Decides the starts whose destinations have answered. */
    void resolve() {
        for (Verdict verdict : parts.access().take(now.readMillis())) {
            Leg leg = parts.book().open(verdict.legId());
            apply(leg, Lifecycle.resolve(leg.state(), verdict.commandId(), verdict.granted(), policies));
        }
    }

    /** Begins a recording that nobody asked for where the leg's account wants it. */
    void startByItself(Leg leg) {
        if (leg.state().recordings().isEmpty()) {
            long first = parts.held().firstCapturedMicros(leg.legId());
            apply(leg, Lifecycle.startByItself(leg.state(), leg.legId(), policies, first));
        }
    }

    /** Ends a recording that had ended by itself before a start that waits; all packets until then are there. */
    void endBeforeNext(Leg leg) {
        @Nullable Recording open = leg.state().open();
        OptionalLong next = leg.state().firstWaitingStartMicros();
        if (open != null && next.isPresent() && next.getAsLong() > open.startMicros()) {
            parts.open().lookUntil(leg, open, next.getAsLong(), this);
        }
    }

    /** Holds what was kept behind the end of a recording for the start that may claim it, and no longer. */
    void letGoBehind(Leg leg, Recording ended) {
        long end = ended.span().endMicros();
        long next = leg.state().nextStartMicros(end);
        if (end < next) {
            erase(leg.legId(), end, next);
            parts.held().revisit(leg, (track, frames) -> parts.open().observe(leg, track, frames, now));
        }
    }

    /** Hands an ended recording over to its delivery; all of its packets are there. */
    void complete(Leg leg, Recording recording) {
        parts.completion().complete(leg, recording, this);
    }

    /** Out of the store at once; in memory until no resume can claim them, as packets that come after their pause. */
    private void erase(String legId, long fromMicros, long toMicros) {
        parts.audio()
                .retain(
                        legId,
                        fromMicros,
                        toMicros,
                        captured -> captured < fromMicros || captured >= toMicros,
                        (track, frames) -> parts.held().hold(legId, track, frames, false, Moment.at(now.readMillis())));
    }

    private void announce(Effect.Announcement announcement) {
        outbox.lifecycle(EventWriting.lifecycle(announcement));
        log.atInfo()
                .addKeyValue("legId", announcement.recording().legId())
                .addKeyValue("recordingId", announcement.recording().recordingId())
                .addKeyValue("change", announcement.change())
                .log("recording changed");
    }
}
