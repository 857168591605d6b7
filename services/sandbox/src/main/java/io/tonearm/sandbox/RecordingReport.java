package io.tonearm.sandbox;

import io.tonearm.events.PauseInterval;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.Track;
import io.tonearm.events.TrackQuality;
import io.tonearm.events.TrackSelection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a person what became of a recording. Not thread-safe. */
final class RecordingReport {

    private static final int PICTURE_COLUMNS = 72;
    private static final long TOLERANCE_MICROS = 1_000;

    private final Console console;
    private final PrintWriter out;

    RecordingReport(Console console) {
        this.console = console;
        this.out = console.out();
    }

    /**
     * Writes everything.
     *
     * @param file the recording on this machine; null where it is elsewhere, then there is no picture
     */
    void write(RecordingRun.Finished finished, @Nullable Path file) throws IOException {
        RecordingDelivered recording = finished.delivered();
        out.println();
        if (file != null) {
            row("recording", shown(file));
        }
        row(file == null ? "recording" : "object", recording.getUri());
        row("size", format("%,d bytes, SHA-256 %s", recording.getSizeBytes(), recording.getSha256()));
        row("duration", duration(recording));
        if (recording.getPauses().isEmpty()) {
            row("pauses", "none");
        }
        for (PauseInterval pause : recording.getPauses()) {
            long from = sinceStart(recording, pause.getFrom());
            long to = sinceStart(recording, pause.getTo());
            row(
                    "paused",
                    format(
                            "%s to %s, %s not recorded",
                            DurationText.clock(from), DurationText.clock(to), DurationText.seconds(to - from)));
        }
        row("ended by", recording.getEndReason().toString());
        if (recording.getMediaMissing()) {
            row("attention", "no packet was received: the file is silent");
        }
        for (TrackQuality track : recording.getQuality()) {
            row(track.getTrack().toString().toLowerCase(Locale.ROOT), quality(track));
        }
        RecordingBilled billed = finished.billed();
        row("billed", billed == null ? "no charge announced yet" : bill(billed));
        if (file != null) {
            out.println();
            picture(recording, file).forEach(out::println);
        }
        out.flush();
    }

    /** The path from here where it is below. */
    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }

    private void row(String name, String text) {
        out.println(format("%-10s  %s", name, text));
    }

    private static String format(String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private static String duration(RecordingDelivered recording) {
        String layout = switch (recording.getTracks()) {
            case BOTH -> "stereo, left incoming, right outgoing";
            case INCOMING -> "mono, incoming";
            case OUTGOING -> "mono, outgoing";
        };
        return format(
                "%s, %s, %s at %,d Hz",
                DurationText.seconds(recording.getDurationMicros()),
                layout,
                recording.getFileEncoding(),
                recording.getSampleRate());
    }

    private static String quality(TrackQuality track) {
        if (track.getPacketsReceived() == 0) {
            return "no packets";
        }
        StringBuilder text = new StringBuilder(format(
                "%s, %,d of %,d packets, %,d lost",
                String.join(" ", track.getCodecs()),
                track.getPacketsReceived(),
                track.getPacketsExpected(),
                track.getPacketsLost()));
        addCount(text, track.getPacketsDuplicated(), "duplicated");
        addCount(text, track.getPacketsReordered(), "reordered");
        addCount(text, track.getPacketsLate(), "late");
        addCount(text, track.getPacketsUndecodable(), "undecodable");
        double jitterMs = track.getJitterMicros() / 1_000.0;
        return text
                + format(
                        ", jitter %.1f ms, longest gap %s",
                        jitterMs, DurationText.seconds(track.getLongestGapMicros()));
    }

    private static void addCount(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(format(", %,d %s", count, what));
        }
    }

    /** The charge as one line of text. */
    static String bill(RecordingBilled billed) {
        return format(
                "%s min x %s %s = %s %s to account %s",
                billed.getBillableMinutes().stripTrailingZeros().toPlainString(),
                billed.getUnitPrice().stripTrailingZeros().toPlainString(),
                billed.getCurrency(),
                billed.getAmount().stripTrailingZeros().toPlainString(),
                billed.getCurrency(),
                billed.getAccountId());
    }

    private static long sinceStart(RecordingDelivered recording, Instant moment) {
        return Duration.between(recording.getStartedAt(), moment).toNanos() / 1_000;
    }

    private List<String> picture(RecordingDelivered recording, Path file) throws IOException {
        long micros = Math.max(1, recording.getDurationMicros());
        boolean keepsPauses = Math.abs(sinceStart(recording, recording.getEndedAt()) - micros) < TOLERANCE_MICROS;
        List<ChannelPicture.Stretch> pauses = !keepsPauses
                ? List.of()
                : recording.getPauses().stream()
                        .map(pause -> new ChannelPicture.Stretch(
                                (double) sinceStart(recording, pause.getFrom()) / micros,
                                (double) sinceStart(recording, pause.getTo()) / micros))
                        .toList();
        List<String> names = recording.getTracks() == TrackSelection.BOTH
                ? List.of(Track.INCOMING.toString(), Track.OUTGOING.toString())
                : List.of(recording.getTracks().toString());
        ChannelPicture picture = new ChannelPicture(PICTURE_COLUMNS, console.hasBlocks());
        List<String> rows = picture.rows(
                WavPeaks.of(file, PICTURE_COLUMNS),
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList(),
                pauses,
                recording.getDurationMicros());
        return rows;
    }
}
