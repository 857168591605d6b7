package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.call.RecordingTimes;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.StartRecording;
import org.jspecify.annotations.Nullable;

/**
 * A captured call and how it is to be recorded. Immutable as long as its events are left alone.
 *
 * @param call the call
 * @param leg who it is to be
 * @param times when to record
 * @param start what the start command says
 * @param policy what the account is to go by; null where it keeps what it has
 */
record PlayedCall(
        CapturedCall call,
        CallLeg leg,
        RecordingTimes times,
        StartRecording start,
        @Nullable RecordingPolicy policy) {

    private static final long RECORD_MICROS = 200_000;

    /** Whether the first packet starts the recording, and no command. */
    boolean startsByItself() {
        return policy != null && policy.getAutoStart();
    }

    /** What an edge publishes for it, from now on. */
    LegScript script(Pace pace) {
        LegScript.Options options = new LegScript.Options(
                times, start.getDestinations().get(0), start.getTracks(), 0, RECORD_MICROS, false);
        LegScript script = Scripts.now(call, leg, options, pace);
        return startsByItself() ? Scripts.withoutStart(script) : Scripts.startedBy(script, start);
    }
}
