package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.MediaSpan;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.capture.CapturedCall;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes captured calls happen now. Stateless. */
final class Scripts {

    private Scripts() {}

    /** A leg of the call; a new one where its id is null. */
    static CallLeg leg(String callId, @Nullable String legId, String accountId) {
        String id = legId == null ? "leg-" + UUID.randomUUID().toString().substring(0, 8) : legId;
        return new CallLeg(callId, id, accountId);
    }

    /** The call as if it began now; at full speed as if it had just ended, so that no packet comes from the future. */
    static LegScript now(CapturedCall call, CallLeg leg, LegScript.Options options, Pace pace) {
        MediaSpan span = MediaSpan.of(call);
        long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long beginMicros = pace == Pace.REAL ? nowMicros : nowMicros - span.lengthMicros();
        return LegScript.of(call, leg, options.shiftedBy(beginMicros - span.beginMicros()));
    }
}
