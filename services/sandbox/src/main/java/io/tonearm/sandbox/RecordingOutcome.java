package io.tonearm.sandbox;

import io.tonearm.devkit.call.LegScript;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.LifecycleEvent;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingUndelivered;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the recorder has answered about one leg's recording so far. Not thread-safe. */
final class RecordingOutcome {

    private final String legId;
    private boolean started;
    private @Nullable RecordingDelivered delivered;
    private @Nullable RecordingBilled billed;

    RecordingOutcome(String legId) {
        this.legId = legId;
    }

    /**
     * Takes an event in; those of other legs are passed over.
     *
     * @throws SandboxException where the recording was refused or not delivered
     */
    void accept(SpecificRecord event) {
        if (event instanceof CommandResult result && result.getLegId().equals(legId)) {
            acceptResult(result);
        } else if (event instanceof RecordingLifecycle change
                && change.getLegId().equals(legId)
                && change.getEvent() == LifecycleEvent.STARTED) {
            started = true;
        } else if (event instanceof RecordingUndelivered undelivered
                && undelivered.getLegId().equals(legId)) {
            throw new SandboxException("the recording could not be delivered: " + undelivered.getDetail() + ", reason="
                    + undelivered.getReason() + ", audioKeptIn=" + undelivered.getAudioKeptIn());
        } else if (event instanceof RecordingDelivered one && one.getLegId().equals(legId)) {
            delivered = one;
        } else if (event instanceof RecordingBilled one && one.getLegId().equals(legId)) {
            billed = one;
        }
    }

    private void acceptResult(CommandResult result) {
        if (!result.getCommandId().equals(LegScript.START_ID)) {
            return;
        }
        if (result.getStatus() == CommandStatus.FAILED) {
            throw new SandboxException("the recorder refused to record: " + result.getErrorMessage() + ", errorType="
                    + result.getErrorType());
        }
        started = true;
    }

    /** Whether the recorder has accepted the start, or started by itself. */
    boolean isStarted() {
        return started;
    }

    /** Whether nothing more is to come. */
    boolean isComplete() {
        return delivered != null && billed != null;
    }

    /** The delivery; null as long as there is none. */
    @Nullable
    RecordingDelivered delivered() {
        return delivered;
    }

    /** The charge; null as long as there is none. */
    @Nullable
    RecordingBilled billed() {
        return billed;
    }
}
