package io.tonearm.recorder.leg;

import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RtpFrames;
import io.tonearm.media.recording.Command;
import io.tonearm.recorder.event.CommandReading;
import io.tonearm.recorder.event.FramesReading;
import io.tonearm.recorder.leg.InputProgress.Input;
import io.tonearm.recorder.output.Counters;
import io.tonearm.recorder.output.DeadLetters;
import io.tonearm.recorder.output.Outbox;
import io.tonearm.recorder.policy.PolicyBook;
import io.tonearm.recorder.policy.PolicyTable;
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
    private @Nullable Task task;

    LegProcessor(LegWork work) {
        this.work = work;
    }

    private record Task(
            ProcessorContext<Object, Object> context,
            Settling settling,
            LegParts parts,
            LegEffects effects,
            CommandIntake commands,
            FrameIntake frames,
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
        LegParts parts = new LegParts(
                book,
                answers,
                audio,
                new HeldFrames(book, audio, settling, counters, settleMillis),
                new AccessDesk(work.objects()),
                new Completion(book, audio, settling, outbox, settleMillis),
                new OpenRecordings(book, audio, settling));
        PolicyBook policies = new PolicyBook(context.getStateStore(PolicyTable.STORE), work.policies(), work.policy());
        LegEffects effects = new LegEffects(parts, policies, outbox);
        task = new Task(
                context,
                settling,
                parts,
                effects,
                new CommandIntake(answers, effects, outbox),
                new FrameIntake(parts, counters),
                new DeliveryDesk(
                        book,
                        audio,
                        new Spool(audio, work.spoolFolder()),
                        work.objects(),
                        outbox,
                        counters,
                        work.limits()),
                new Retention(book, answers, audio, work.retentionMillis()),
                new DeadLetters(context, Outbox.DEAD_LETTERS, counters));
        effects.at(Moment.at(context.currentSystemTimeMs()));
        new TakeOver(parts, effects, task.deliveries(), task.retention()).run();
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, this::round);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task at = ready();
        RecordMetadata origin = at.context().recordMetadata().orElseThrow();
        at.effects().at(new Moment(at.context().currentSystemTimeMs(), record.timestamp()));
        @Nullable String legId = text(record.key());
        if (legId == null) {
            at.deadLetters()
                    .add(record, origin, false, "BAD_KEY", "the key must be a leg id of 1 to 1,024 bytes of UTF-8");
            return;
        }
        if (origin.topic().equals(work.topics().deliveries())) {
            @Nullable String recordingId = text(record.value());
            if (recordingId != null) {
                at.deliveries().deliver(legId, recordingId, at.effects());
            }
            return;
        }
        Leg leg = at.parts().book().open(legId);
        try {
            if (origin.topic().equals(work.topics().commands())) {
                at.settling().noteRead(Input.COMMANDS, record.timestamp());
                command(at, leg, record, origin);
            } else {
                at.settling().noteRead(Input.FRAMES, record.timestamp());
                frames(at, leg, record, origin);
            }
        } catch (UndecodableRecordException e) {
            setAside(at, record, origin, leg, e.reason().name(), String.valueOf(e.getMessage()));
        }
    }

    private static void setAside(
            Task at, Record<byte[], byte[]> record, RecordMetadata origin, Leg leg, String reason, String detail) {
        at.deadLetters().add(record, origin, !leg.state().isBeingRecorded(), reason, detail);
    }

    private void command(Task at, Leg leg, Record<byte[], byte[]> record, RecordMetadata origin) {
        @Nullable RecordingCommand event = work.commands().deserialize(origin.topic(), record.value());
        if (event == null) {
            setAside(at, record, origin, leg, "NO_VALUE", "a command must have a value");
            return;
        }
        if (record.value().length > MOST_COMMAND_BYTES) {
            setAside(at, record, origin, leg, "SENSELESS", "a command must have at most 65,536 bytes");
            return;
        }
        Command command = CommandReading.read(event);
        if (!command.legId().equals(leg.legId())) {
            setAside(at, record, origin, leg, "WRONG_KEY", "the key must be the command's legId");
            return;
        }
        at.commands().take(leg, command);
        at.retention().renew(leg.legId(), at.effects().now().readMillis());
        at.parts().completion().consider(leg, at.effects());
    }

    private void frames(Task at, Leg leg, Record<byte[], byte[]> record, RecordMetadata origin) {
        @Nullable RtpFrames event = work.frames().deserialize(origin.topic(), record.value());
        if (event == null) {
            setAside(at, record, origin, leg, "NO_VALUE", "a record of frames must have a value");
            return;
        }
        FramesReading reading;
        try {
            reading = FramesReading.read(event, at.effects().now().readMillis() * 1000);
        } catch (IllegalArgumentException e) {
            setAside(at, record, origin, leg, "SENSELESS", String.valueOf(e.getMessage()));
            return;
        }
        if (at.frames().take(leg, reading, at.effects().now())) {
            at.retention().renew(leg.legId(), at.effects().now().readMillis());
        }
        at.parts().completion().consider(leg, at.effects());
    }

    private void round(long nowMillis) {
        Task at = ready();
        at.effects().at(Moment.at(nowMillis));
        at.effects().resolve();
        at.deliveries().work(at.effects());
        at.parts().open().release(at.effects());
        at.parts().held().release(at.effects());
        at.parts().completion().release(at.effects());
        at.retention().release(nowMillis);
    }

    private Task ready() {
        if (task == null) {
            throw new IllegalStateException("a processor must be initialized before it processes");
        }
        return task;
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
        if (task != null) {
            task.deliveries().close();
        }
    }
}
