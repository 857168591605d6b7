package io.tonearm.recorder.leg;

import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RtpFrames;
import io.tonearm.media.recording.CallLegState;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.recording.Recording.Progress;
import io.tonearm.recorder.event.CommandReading;
import io.tonearm.recorder.event.FramesReading;
import io.tonearm.recorder.leg.InputProgress.Input;
import io.tonearm.schemas.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The processor of the topology: reads commands, frames and the recorder's own notes of complete recordings, and hands them
 * to its parts. It decides nothing itself. One per task, on the task's stream thread.
 */
final class LegProcessor implements Processor<byte[], byte[], Object, Object> {

    private static final Duration ROUND = Duration.ofMillis(50);
    private static final int MOST_LEG_ID_BYTES = 1024;
    private static final int MOST_COMMAND_BYTES = 64 * 1024;

    private final LegWork work;
    private @Nullable Parts parts;

    LegProcessor(LegWork work) {
        this.work = work;
    }

    private record Parts(
            ProcessorContext<Object, Object> context,
            LegBook book,
            Settling settling,
            CommandIntake commands,
            FrameIntake frames,
            HeldFrames held,
            Completion completion,
            DeliveryDesk deliveries,
            Retention retention,
            DeadLetters deadLetters) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        LegBook book = new LegBook(context.getStateStore(LegWork.LEGS));
        AudioStore audio = new AudioStore(context.getStateStore(LegWork.AUDIO));
        AnswerStore answers = new AnswerStore(context.getStateStore(LegWork.ANSWERS));
        Outbox outbox = new Outbox(context);
        Counters counters = new Counters(context);
        Settling settling = new Settling(work.progress(), context.taskId().partition());
        long settleMillis = work.policy().settleMicros() / 1000;
        HeldFrames held = new HeldFrames(book, audio, settling, counters, settleMillis);
        CommandIntake commands =
                new CommandIntake(book, answers, audio, held, outbox, work.policy(), context::currentSystemTimeMs);
        Completion completion = new Completion(book, settling, outbox, commands::carryOut, settleMillis);
        DeliveryDesk deliveries = new DeliveryDesk(
                book, audio, new Spool(audio, work.spoolFolder()), work.objects(), outbox, counters, work.limits());
        Retention retention = new Retention(book, answers, audio, work.retentionMillis());
        parts = new Parts(
                context,
                book,
                settling,
                commands,
                new FrameIntake(audio, held, completion, counters),
                held,
                completion,
                deliveries,
                retention,
                new DeadLetters(outbox, counters));
        takeOver(parts, audio, answers);
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, this::round);
    }

    /** Picks up what the last owner of the task left in the stores. */
    private static void takeOver(Parts parts, AudioStore audio, AnswerStore answers) {
        long nowMillis = parts.context().currentSystemTimeMs();
        answers.legs().forEach(legId -> parts.retention().renew(legId, nowMillis));
        parts.book().forEach((legId, state) -> {
            parts.retention().renew(legId, nowMillis);
            boolean finishing = !state.early().isEmpty();
            for (Recording recording : state.recordings()) {
                finishing |= recording.progress() == Progress.FINISHING;
                if (recording.progress() == Progress.DELIVERING) {
                    parts.deliveries().adopt(legId, recording.recordingId(), nowMillis);
                }
            }
            if (finishing) {
                Leg leg = parts.book().open(legId);
                parts.completion().watch(leg, nowMillis, Long.MAX_VALUE);
            }
        });
        for (String legId : audio.legs()) {
            CallLegState state = parts.book().open(legId).state();
            if (state.phase() == CallLegState.Phase.IDLE) {
                audio.forEachChunk(legId, (track, frames) -> parts.held().adopt(legId, track, frames, nowMillis));
            }
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Parts at = ready();
        RecordMetadata origin = at.context().recordMetadata().orElseThrow();
        @Nullable String legId = text(record.key());
        if (legId == null) {
            at.deadLetters()
                    .add(record, origin, null, "BAD_KEY", "the key must be a leg id of 1 to 1,024 bytes of UTF-8");
            return;
        }
        if (origin.topic().equals(work.topics().deliveries())) {
            @Nullable String recordingId = text(record.value());
            if (recordingId != null) {
                at.deliveries().deliver(legId, recordingId, at.context().currentSystemTimeMs());
            }
            return;
        }
        Leg leg = at.book().open(legId);
        try {
            if (origin.topic().equals(work.topics().commands())) {
                at.settling().noteRead(Input.COMMANDS, record.timestamp());
                command(at, leg, record, origin);
            } else {
                at.settling().noteRead(Input.FRAMES, record.timestamp());
                frames(at, leg, record, origin);
            }
        } catch (UndecodableRecordException e) {
            at.deadLetters().add(record, origin, leg, e.reason().name(), String.valueOf(e.getMessage()));
        }
    }

    private void command(Parts at, Leg leg, Record<byte[], byte[]> record, RecordMetadata origin) {
        @Nullable RecordingCommand event = work.commands().deserialize(origin.topic(), record.value());
        if (event == null) {
            at.deadLetters().add(record, origin, leg, "NO_VALUE", "a command must have a value");
            return;
        }
        if (record.value().length > MOST_COMMAND_BYTES) {
            at.deadLetters().add(record, origin, leg, "SENSELESS", "a command must have at most 65,536 bytes");
            return;
        }
        Command command = CommandReading.read(event);
        if (!command.legId().equals(leg.legId())) {
            at.deadLetters().add(record, origin, leg, "WRONG_KEY", "the key must be the command's legId");
            return;
        }
        long nowMillis = at.context().currentSystemTimeMs();
        if (at.commands().take(leg, command)) {
            at.completion().watch(leg, nowMillis, record.timestamp());
        }
        at.retention().renew(leg.legId(), nowMillis);
        at.completion().consider(leg);
    }

    private void frames(Parts at, Leg leg, Record<byte[], byte[]> record, RecordMetadata origin) {
        @Nullable RtpFrames event = work.frames().deserialize(origin.topic(), record.value());
        if (event == null) {
            at.deadLetters().add(record, origin, leg, "NO_VALUE", "a record of frames must have a value");
            return;
        }
        FramesReading reading;
        try {
            reading = FramesReading.read(event);
        } catch (IllegalArgumentException e) {
            at.deadLetters().add(record, origin, leg, "SENSELESS", String.valueOf(e.getMessage()));
            return;
        }
        at.frames().take(leg, reading, at.context().currentSystemTimeMs(), record.timestamp());
    }

    private void round(long nowMillis) {
        Parts at = ready();
        at.deliveries().work(nowMillis);
        at.completion().release();
        at.held().release();
        at.retention().release(nowMillis);
    }

    private Parts ready() {
        if (parts == null) {
            throw new IllegalStateException("a processor must be initialized before it processes");
        }
        return parts;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0 || bytes.length > MOST_LEG_ID_BYTES) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Override
    public void close() {
        if (parts != null) {
            parts.deliveries().close();
        }
    }
}
