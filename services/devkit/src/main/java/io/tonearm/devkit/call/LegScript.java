package io.tonearm.devkit.call;

import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedDirection;
import io.tonearm.events.LegEnded;
import io.tonearm.events.PauseRecording;
import io.tonearm.events.PublishedPackets;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.ResumeRecording;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.StopRecording;
import io.tonearm.events.Track;
import io.tonearm.events.TrackSelection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an edge publishes for one recorded leg, in the order in which it does: the packets of both tracks in small
 * records, the recording's commands among them, and the end of the leg. The same call and options give the same records.
 *
 * <p>A record of packets never reaches over a command. Command ids are {@code start}, {@code pause-1}, {@code resume-1},
 * {@code stop} and {@code leg-ended}: publishing a leg twice repeats its commands. Immutable.
 *
 * @param leg whose records they are
 * @param beginMicros when the call begins, on the clock of the records
 * @param endMicros when it ends
 * @param records in the order of publishing
 */
public record LegScript(CallLeg leg, long beginMicros, long endMicros, List<EdgeRecord> records) {

    /** Id of the command that starts the recording. */
    public static final String START_ID = "start";

    public LegScript {
        records = List.copyOf(records);
    }

    /**
     * How a call becomes records.
     *
     * @param times when to record
     * @param destination where the recording goes
     * @param tracks which tracks it holds
     * @param shiftMicros what is added to all times of the capture; 0 keeps them
     * @param recordMicros audio of one record, 20,000 to 1,000,000
     * @param publishesPaused whether the packets of pauses are published all the same, as by an edge that does not know
     *     of them
     */
    public record Options(
            RecordingTimes times,
            S3Destination destination,
            TrackSelection tracks,
            long shiftMicros,
            long recordMicros,
            boolean publishesPaused) {

        private static final long USUAL_RECORD_MICROS = 200_000;

        public Options {
            if (recordMicros < 20_000 || recordMicros > 1_000_000) {
                throw new IllegalArgumentException(
                        "a record must have 20 ms to 1 s of audio, recordMicros=" + recordMicros);
            }
        }

        /** Both tracks, 200 ms in a record, at the capture's own times. */
        public static Options of(RecordingTimes times, S3Destination destination) {
            return new Options(times, destination, TrackSelection.BOTH, 0, USUAL_RECORD_MICROS, false);
        }

        /** The same with all times shifted. */
        public Options shiftedBy(long micros) {
            return new Options(times, destination, tracks, micros, recordMicros, publishesPaused);
        }

        /** The same with other records. */
        public Options inRecordsOf(long micros) {
            return new Options(times, destination, tracks, shiftMicros, micros, publishesPaused);
        }

        /** The same from an edge that does not know of pauses. */
        public Options publishingPaused() {
            return new Options(times, destination, tracks, shiftMicros, recordMicros, true);
        }
    }

    /** The script of a captured or generated call. */
    public static LegScript of(CapturedCall call, CallLeg leg, Options options) {
        MediaSpan span = MediaSpan.of(call);
        return new Writing(call, leg, options, span).script();
    }

    /** How many RTP packets are published in all. */
    public long packets() {
        return records.stream().mapToLong(EdgeRecord::packets).sum();
    }

    private record Writing(CapturedCall call, CallLeg leg, Options options, MediaSpan span) {

        LegScript script() {
            List<Long> cuts = cuts();
            List<EdgeRecord> frames = new ArrayList<>();
            frames.addAll(frames(Track.INCOMING, call.incoming(), cuts));
            frames.addAll(frames(Track.OUTGOING, call.outgoing(), cuts));
            // Stable: a command stays before packets of the same microsecond, which it already applies to.
            List<EdgeRecord> records = new ArrayList<>(commands(frames));
            records.addAll(frames);
            records.sort(Comparator.comparingLong(EdgeRecord::publishedAtMicros));
            return new LegScript(leg, micros(0), micros(span.lengthMicros()), records);
        }

        private long micros(long offsetMicros) {
            return span.beginMicros() + options.shiftMicros() + offsetMicros;
        }

        private List<Long> cuts() {
            RecordingTimes times = options.times();
            List<Long> cuts = new ArrayList<>(List.of(times.startMicros()));
            for (RecordingTimes.Pause pause : times.pauses()) {
                cuts.add(pause.fromMicros());
                addTo(cuts, pause.toMicros());
            }
            addTo(cuts, times.stopMicros());
            return cuts.stream().map(this::micros).toList();
        }

        private static void addTo(List<Long> cuts, @Nullable Long offset) {
            if (offset != null) {
                cuts.add(offset);
            }
        }

        private List<EdgeRecord> frames(Track track, @Nullable CapturedDirection direction, List<Long> cuts) {
            if (direction == null) {
                return List.of();
            }
            FramesBatching batching = new FramesBatching(leg, track, options.recordMicros(), cuts);
            return batching.records(
                    direction,
                    options.shiftMicros(),
                    atMicros -> options.publishesPaused() || !options.times().isPaused(atMicros - micros(0)));
        }

        private List<EdgeRecord> commands(List<EdgeRecord> frames) {
            RecordingTimes times = options.times();
            StartRecording start = StartRecording.newBuilder()
                    .setTracks(options.tracks())
                    .setDestinations(List.of(options.destination()))
                    .build();
            List<EdgeRecord> commands = new ArrayList<>();
            commands.add(command(START_ID, times.startMicros(), start));
            int number = 0;
            for (RecordingTimes.Pause pause : times.pauses()) {
                number++;
                commands.add(command("pause-" + number, pause.fromMicros(), new PauseRecording()));
                @Nullable Long to = pause.toMicros();
                if (to != null) {
                    commands.add(command("resume-" + number, to, new ResumeRecording()));
                }
            }
            @Nullable Long stop = times.stopMicros();
            if (stop != null) {
                commands.add(command("stop", stop, new StopRecording(published(frames, micros(stop)))));
            }
            LegEnded ended = new LegEnded(null, published(frames, Long.MAX_VALUE));
            commands.add(command("leg-ended", span.lengthMicros(), ended));
            return commands;
        }

        private static PublishedPackets published(List<EdgeRecord> frames, long untilMicros) {
            long incoming = 0;
            long outgoing = 0;
            for (EdgeRecord record : frames) {
                if (record instanceof EdgeRecord.Frames packets && record.publishedAtMicros() < untilMicros) {
                    boolean isIncoming = packets.event().getTrack() == Track.INCOMING;
                    incoming += isIncoming ? packets.packets() : 0;
                    outgoing += isIncoming ? 0 : packets.packets();
                }
            }
            return new PublishedPackets(incoming, outgoing);
        }

        private EdgeRecord command(String id, long offsetMicros, Object action) {
            long atMicros = micros(offsetMicros);
            RecordingCommand event = RecordingCommand.newBuilder()
                    .setCommandId(id)
                    .setCallId(leg.callId())
                    .setLegId(leg.legId())
                    .setAccountId(leg.accountId())
                    .setIssuedAt(Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS))
                    .setAction(action)
                    .build();
            return new EdgeRecord.Command(leg.legId(), atMicros, event);
        }
    }
}
