package io.tonearm.media.audio;

import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The chunks of a WAV file that tell about its samples: {@code cue}, {@code LIST adtl} with the labels, {@code LIST
 * INFO}.
 *
 * <p>adtl holds labels only, and cue comes before it: ffmpeg loses labels otherwise. Thread-safe.
 */
final class WavTrailer {

    private static final Pattern INFO_ID = Pattern.compile("[A-Z0-9]{4}");

    private WavTrailer() {}

    static void writeCuePoints(List<CuePoint> cuePoints, RiffWriter target) {
        if (cuePoints.isEmpty()) {
            return;
        }
        RiffWriter points = new RiffWriter().int32(cuePoints.size());
        RiffWriter labels = new RiffWriter().id("adtl");
        int id = 1;
        for (CuePoint cuePoint : cuePoints) {
            long position = cuePoint.samplePosition();
            points.int32(id).int32(position).id("data").int32(0).int32(0).int32(position);
            labels.chunk("labl", new RiffWriter().int32(id).terminated(cuePoint.label()));
            id++;
        }
        target.chunk("cue ", points).chunk("LIST", labels);
    }

    static void writeInfo(SortedMap<String, String> info, RiffWriter target) {
        if (info.isEmpty()) {
            return;
        }
        RiffWriter texts = new RiffWriter().id("INFO");
        info.forEach((id, text) -> {
            if (!INFO_ID.matcher(id).matches()) {
                throw new IllegalArgumentException("id must be four of A-Z and 0-9, id=" + id);
            }
            RiffText.check(text, WavFile.MOST_INFO_BYTES, id);
            texts.chunk(id, new RiffWriter().terminated(text));
        });
        target.chunk("LIST", texts);
    }
}
