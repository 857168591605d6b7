package io.tonearm.media.audio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets ffmpeg and SoX judge the files. Fails where ffprobe, ffmpeg, soxi or sox is missing. */
@Timeout(120)
class WavFileToolsIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void variant_isWhatWasWritten(WavVariant variant) throws Exception {
        assertRead(variant, Files.write(folder.resolve("call.wav"), variant.file()));
    }

    @ParameterizedTest
    @EnumSource
    void variantTurnedRf64InPlace_isTheSameAudio(WavVariant variant) throws Exception {
        assertRead(variant, Files.write(folder.resolve("call.wav"), inPlaceRf64(variant)));
    }

    @Test
    void fileOver4GiB_isReadToItsEnd() throws Exception {
        // Given
        WavFile layout = WavFileTest.large();
        Path file = folder.resolve("large.wav");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(layout.header());
            sparse.seek(layout.header().length + layout.dataBytes());
            sparse.write(layout.trailer());
        }
        assertThat(Files.size(file)).isEqualTo(layout.size()).isGreaterThan(1L << 32);

        // When
        Map<String, String> probed = probe(file);
        byte[] lastSecond = run("ffmpeg", "-v", "error", "-ss", "299999", "-i", file.toString(), "-f", "s16le", "-");

        // Then
        assertThat(probed)
                .containsEntry("streams.stream.0.duration_ts", "2400000000")
                .containsEntry("chapters.chapter.1.tags.title", "last")
                .containsEntry("chapters.chapter.1.start", "2399992000")
                .containsEntry("format.tags.title", "83 hours");
        assertThat(lastSecond).hasSize(8000 * 2 * 2);
        assertThat(soxi("-s", file)).isEqualTo("2400000000");
    }

    private void assertRead(WavVariant variant, Path file) throws Exception {
        Map<String, String> probed = probe(file);
        assertThat(probed)
                .containsEntry("streams.stream.0.codec_name", codec(variant))
                .containsEntry("streams.stream.0.sample_rate", Integer.toString(variant.sampleRate))
                .containsEntry("streams.stream.0.channels", Integer.toString(variant.channels))
                .containsEntry("streams.stream.0.duration_ts", Integer.toString(variant.frames));
        assertThat(chapters(probed)).isEqualTo(variant.cuePoints());
        if (variant.info().isEmpty()) {
            assertThat(probed).doesNotContainKeys("format.tags.title", "format.tags.date");
        } else {
            assertThat(probed)
                    .containsEntry("format.tags.title", variant.info().get("INAM"))
                    .containsEntry("format.tags.date", variant.info().get("ICRD"));
        }
        assertThat(run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "s16le", "-"))
                .isEqualTo(variant.decoded());

        assertThat(soxi("-s", file)).isEqualTo(Integer.toString(variant.frames));
        assertThat(soxi("-r", file)).isEqualTo(Integer.toString(variant.sampleRate));
        assertThat(soxi("-c", file)).isEqualTo(Integer.toString(variant.channels));
        assertThat(run("sox", file.toString(), "-t", "raw", "-e", "signed", "-b", "16", "-L", "-"))
                .isEqualTo(variant.decoded());
    }

    private static String codec(WavVariant variant) {
        return variant.encoding == FileEncoding.PCM_16
                ? "pcm_s16le"
                : "pcm_" + variant.encoding.name().toLowerCase(Locale.ROOT);
    }

    /** What a writer does that learns of the size after the header: no byte moves. */
    private static byte[] inPlaceRf64(WavVariant variant) {
        byte[] file = variant.file();
        int dataSizeAt = variant.layout().header().length - 4;
        putText(file, 0, "RF64");
        putInt(file, 4, -1L, 4);
        putText(file, 12, "ds64");
        putInt(file, 20, file.length - 8L, 8);
        putInt(file, 28, variant.layout().dataBytes(), 8);
        putInt(file, 36, variant.frames, 8);
        putInt(file, dataSizeAt, -1L, 4);
        return file;
    }

    private static void putText(byte[] target, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, target, at, text.length());
    }

    private static void putInt(byte[] target, int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            target[at + i] = (byte) (value >> (8 * i));
        }
    }

    private static List<CuePoint> chapters(Map<String, String> probed) {
        List<CuePoint> chapters = new ArrayList<>();
        for (int i = 0; probed.containsKey("chapters.chapter." + i + ".start"); i++) {
            String chapter = "chapters.chapter." + i;
            chapters.add(
                    new CuePoint(Long.parseLong(probed.get(chapter + ".start")), probed.get(chapter + ".tags.title")));
        }
        return chapters;
    }

    private static Map<String, String> probe(Path file) throws Exception {
        String flat = new String(
                run(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_format",
                        "-show_streams",
                        "-show_chapters",
                        "-of",
                        "flat",
                        file.toString()),
                UTF_8);
        Map<String, String> values = new TreeMap<>();
        flat.lines().forEach(line -> {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
        });
        return values;
    }

    private static String soxi(String what, Path file) throws Exception {
        return new String(run("soxi", what, file.toString()), UTF_8).strip();
    }

    private static byte[] run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as("exit of %s", String.join(" ", command))
                .isZero();
        return output;
    }
}
