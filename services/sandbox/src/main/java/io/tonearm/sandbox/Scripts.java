package io.tonearm.sandbox;

import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.EdgeRecord;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.MediaSpan;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.StartRecording;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes captured calls happen now. Stateless. */
final class Scripts {

    private Scripts() {}

    /** A leg of the call; a new one where its id is null. */
    static CallLeg leg(String callId, @Nullable String legId, String accountId) {
        String id = legId == null ? "leg-" + UUID.randomUUID().toString().substring(0, 8) : legId;
        return new CallLeg(callId, id, accountId);
    }

    /** The same begun by another start command. */
    static LegScript startedBy(LegScript script, StartRecording start) {
        return withStart(script, command -> {
            RecordingCommand event = RecordingCommand.newBuilder(command.event())
                    .setAction(start)
                    .build();
            return Stream.of(new EdgeRecord.Command(command.legId(), command.publishedAtMicros(), event));
        });
    }

    /** The same without a start command, for an account whose recordings start by themselves. */
    static LegScript withoutStart(LegScript script) {
        return withStart(script, command -> Stream.empty());
    }

    private static LegScript withStart(
            LegScript script, Function<EdgeRecord.Command, Stream<EdgeRecord.Command>> change) {
        List<EdgeRecord> records = script.records().stream()
                .flatMap(record -> record instanceof EdgeRecord.Command command
                                && command.event().getCommandId().equals(LegScript.START_ID)
                        ? change.apply(command)
                        : Stream.of(record))
                .toList();
        return new LegScript(script.leg(), script.beginMicros(), script.endMicros(), records);
    }

    /** The call as if it began now; at full speed as if it had just ended, so that no packet comes from the future. */
    static LegScript now(CapturedCall call, CallLeg leg, LegScript.Options options, Pace pace) {
        MediaSpan span = MediaSpan.of(call);
        long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long beginMicros = pace == Pace.REAL ? nowMicros : nowMicros - span.lengthMicros();
        return LegScript.of(call, leg, options.shiftedBy(beginMicros - span.beginMicros()));
    }
}
