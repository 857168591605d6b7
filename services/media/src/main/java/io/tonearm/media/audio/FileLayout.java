package io.tonearm.media.audio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the recording clock becomes the samples of a file: stretches of audio, and what stands for the pauses between them.
 * Immutable.
 */
public final class FileLayout {

    /**
     * Consecutive samples of the file.
     *
     * @param pause the pause they stand for; null where they are audio
     * @param position first sample on the recording clock
     * @param filePosition first sample in the file
     * @param samples how many in the file, 0 or more
     * @param clockSamples how many on the recording clock; equal to {@code samples} for audio
     */
    public record Stretch(
            @Nullable PauseInterval pause, long position, long filePosition, long samples, long clockSamples) {}

    private final List<Stretch> stretches;
    private final long samples;

    private FileLayout(List<Stretch> stretches) {
        this.stretches = List.copyOf(stretches);
        Stretch last = stretches.get(stretches.size() - 1);
        this.samples = last.filePosition() + last.samples();
    }

    /**
     * The layout of a finished recording.
     *
     * @param clock where its positions are
     * @param endMicros when it ended; not before its start
     * @param pauses in order, apart from each other, within start and end
     * @param fill what stands for them
     * @param tones what marks them; null for none. With {@link PauseFill#OMIT} they are inserted and count
     */
    public static FileLayout of(
            RecordingClock clock,
            long endMicros,
            List<PauseInterval> pauses,
            PauseFill fill,
            @Nullable PauseTones tones) {
        List<Stretch> stretches = new ArrayList<>();
        long position = 0;
        long filePosition = 0;
        for (PauseInterval pause : pauses) {
            long from = clock.positionAt(pause.fromMicros());
            long to = clock.positionAt(pause.toMicros());
            stretches.add(new Stretch(null, position, filePosition, from - position, from - position));
            filePosition += from - position;
            long inserted = tones == null ? 0 : 2L * tones.samples(clock.sampleRate());
            long filled = fill == PauseFill.SILENCE ? to - from : Math.min(inserted, to - from);
            stretches.add(new Stretch(pause, from, filePosition, filled, to - from));
            filePosition += filled;
            position = to;
        }
        long end = clock.positionAt(endMicros);
        stretches.add(new Stretch(null, position, filePosition, end - position, end - position));
        return new FileLayout(stretches);
    }

    /** The stretches in order; together the whole file. */
    public List<Stretch> stretches() {
        return stretches;
    }

    /** Samples of one channel of the file. */
    public long samples() {
        return samples;
    }
}
