package io.tonearm.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * A small picture of a recording in characters: a row for each channel, higher where it is louder, and the pauses shaded.
 * Immutable.
 *
 * @param columns characters in a row
 * @param hasBlocks whether block characters can be shown
 */
record ChannelPicture(int columns, boolean hasBlocks) {

    private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String LETTERS = " .:-=+*#@";
    private static final int LEVELS = BLOCKS.length() - 1;
    private static final double FAINTEST_DBFS = -48;
    private static final int MARK_COLUMNS = 12;

    /** A stretch of the recording, as shares of its length. */
    record Stretch(double from, double to) {}

    /**
     * The rows, the last one with times below the others.
     *
     * @param names a name for each channel
     * @param durationMicros length of the recording
     */
    List<String> rows(WavPeaks peaks, List<String> names, List<Stretch> pauses, long durationMicros) {
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        List<String> rows = new ArrayList<>();
        for (int channel = 0; channel < peaks.channels().size(); channel++) {
            String name = names.get(channel);
            rows.add(name + " ".repeat(width - name.length()) + " |"
                    + row(peaks.channels().get(channel), pauses) + "|");
        }
        rows.add(" ".repeat(width + 2) + times(durationMicros));
        return rows;
    }

    private String row(int[] peaks, List<Stretch> pauses) {
        StringBuilder row = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            row.append(isIn(pauses, column) ? paused() : level(peaks[column]));
        }
        return row.toString();
    }

    private boolean isIn(List<Stretch> pauses, int column) {
        double middle = (column + 0.5) / columns;
        return pauses.stream().anyMatch(pause -> middle >= pause.from() && middle < pause.to());
    }

    /** What stands for a pause. */
    char paused() {
        return hasBlocks ? '\u2591' : '/';
    }

    private char level(int peak) {
        double dbfs = peak == 0 ? FAINTEST_DBFS : 20 * Math.log10(peak / 32_768.0);
        int level = (int) Math.ceil((dbfs - FAINTEST_DBFS) / -FAINTEST_DBFS * LEVELS);
        return (hasBlocks ? BLOCKS : LETTERS).charAt(Math.max(0, Math.min(LEVELS, level)));
    }

    private String times(long durationMicros) {
        StringBuilder row = new StringBuilder();
        for (int column = 0; column + MARK_COLUMNS <= columns; column += MARK_COLUMNS) {
            String time = DurationText.minutes(durationMicros * column / columns);
            row.append(time).append(" ".repeat(Math.max(0, MARK_COLUMNS - time.length())));
        }
        return row.toString().stripTrailing();
    }
}
