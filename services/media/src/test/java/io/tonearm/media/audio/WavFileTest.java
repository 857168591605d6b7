package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.audio.RiffWalker.Chunk;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {

    private static final WavFormat MULAW_MONO = new WavFormat(FileEncoding.MULAW, 1, 8000);
    private static final WavFormat MULAW_STEREO = new WavFormat(FileEncoding.MULAW, 2, 8000);
    private static final WavFormat PCM_STEREO = new WavFormat(FileEncoding.PCM_16, 2, 8000);

    @ParameterizedTest
    @EnumSource
    void variant_hasItsGoldenBytes(WavVariant variant) throws Exception {
        WavFile layout = variant.layout();
        GoldenHex.assertMatches(variant.name(), layout.header(), layout.trailer());
    }

    @Test
    void largeFile_hasItsGoldenBytes() throws Exception {
        WavFile layout = large();
        GoldenHex.assertMatches("MULAW_STEREO_RF64", layout.header(), layout.trailer());
    }

    static WavFile large() {
        List<CuePoint> cuePoints = List.of(new CuePoint(8000, "first"), new CuePoint(2_399_992_000L, "last"));
        return new WavFile(MULAW_STEREO, 2_400_000_000L, cuePoints, Map.of("INAM", "83 hours"));
    }

    @ParameterizedTest
    @EnumSource
    void variant_isReadByTheJdk(WavVariant variant) throws Exception {
        AudioInputStream stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(variant.file()));

        AudioFormat format = stream.getFormat();
        assertThat(format.getEncoding())
                .isEqualTo(
                        switch (variant.encoding) {
                            case PCM_16 -> AudioFormat.Encoding.PCM_SIGNED;
                            case MULAW -> AudioFormat.Encoding.ULAW;
                            case ALAW -> AudioFormat.Encoding.ALAW;
                        });
        assertThat(format.getChannels()).isEqualTo(variant.channels);
        assertThat(format.getSampleRate()).isEqualTo(variant.sampleRate);
        assertThat(stream.getFrameLength()).isEqualTo(variant.frames);
        AudioFormat linear = new AudioFormat(variant.sampleRate, 16, variant.channels, true, false);
        assertThat(AudioSystem.getAudioInputStream(linear, stream).readAllBytes())
                .isEqualTo(variant.decoded());
    }

    @ParameterizedTest
    @EnumSource
    void variant_isARiffFileToTheLastByte(WavVariant variant) {
        byte[] file = variant.file();
        RiffWalker walker = RiffWalker.of(file);

        assertThat(walker.form()).isEqualTo("RIFF WAVE");
        assertThat(walker.declaredSize())
                .isEqualTo(file.length)
                .isEqualTo(variant.layout().size());
        Chunk data = walker.chunk("data");
        assertThat(data.bytes()).isEqualTo(variant.layout().dataBytes());
        assertThat(data.at())
                .isEqualTo(variant.layout().header().length)
                .isEqualTo(new WavFormat(variant.encoding, variant.channels, variant.sampleRate).headerBytes());
        if (!variant.cuePoints().isEmpty()) {
            assertThat(walker.cuePoints()).isEqualTo(variant.cuePoints());
        }
        if (!variant.info().isEmpty()) {
            assertThat(info(walker)).isEqualTo(variant.info());
        }
    }

    @Test
    void chunks_areInTheOrderThatReadersNeed() {
        assertThat(RiffWalker.of(WavVariant.ALAW_STEREO_PAUSE.file()).chunks())
                .extracting(Chunk::id)
                .containsExactly("JUNK", "fmt ", "fact", "data", "cue ", "LIST adtl", "LIST INFO");
        assertThat(RiffWalker.of(WavVariant.PCM_STEREO_PAUSE.file()).chunks())
                .extracting(Chunk::id)
                .containsExactly("JUNK", "fmt ", "data", "cue ", "LIST adtl", "LIST INFO");
        assertThat(RiffWalker.of(WavVariant.ALAW_MONO.file()).chunks())
                .extracting(Chunk::id)
                .containsExactly("JUNK", "fmt ", "fact", "data");
    }

    @Test
    void oddSamples_arePaddedButNotCounted() {
        WavFile layout = new WavFile(MULAW_MONO, 3, List.of(), Map.of());

        assertThat(layout.dataBytes()).isEqualTo(3);
        assertThat(layout.trailer()).containsExactly(0);
        assertThat(layout.size()).isEqualTo(94 + 3 + 1);
        assertThat(RiffWalker.of(layout).chunk("data").bytes()).isEqualTo(3);
        assertThat(new WavFile(MULAW_MONO, 4, List.of(), Map.of()).trailer()).isEmpty();
    }

    @Test
    void fileWithoutSamples_isValid() {
        RiffWalker walker = RiffWalker.of(new WavFile(PCM_STEREO, 0, List.of(new CuePoint(0, "")), Map.of()));

        assertThat(walker.declaredSize()).isEqualTo(walker.size());
        assertThat(walker.chunk("data").bytes()).isZero();
        assertThat(walker.cuePoints()).containsExactly(new CuePoint(0, ""));
    }

    @Test
    void info_isWrittenInTheOrderOfIdsWhateverTheMap() {
        Map<String, String> forward = new LinkedHashMap<>();
        forward.put("IART", "a");
        forward.put("ICMT", "b");
        forward.put("INAM", "c");
        Map<String, String> backward = new TreeMap<>(Collections.reverseOrder());
        backward.putAll(forward);

        byte[] trailer = new WavFile(PCM_STEREO, 0, List.of(), forward).trailer();
        assertThat(new WavFile(PCM_STEREO, 0, List.of(), backward).trailer()).isEqualTo(trailer);
        assertThat(new WavFile(PCM_STEREO, 0, List.of(), new HashMap<>(forward)).trailer())
                .isEqualTo(trailer);
    }

    @Test
    void riffSize_isRiffUpToTheLastSizeThatFits() {
        // 80 bytes of header, 8 of them not counted: 4,294,967,220 bytes of samples make 4,294,967,292
        long mostFrames = (0xFFFF_FFFFL - 72) / 4;
        RiffWalker riff = RiffWalker.of(new WavFile(PCM_STEREO, mostFrames, List.of(), Map.of()));
        RiffWalker large = RiffWalker.of(new WavFile(PCM_STEREO, mostFrames + 1, List.of(), Map.of()));

        assertThat(riff.form()).isEqualTo("RIFF WAVE");
        assertThat(riff.uint(4, 4)).isEqualTo(0xFFFF_FFFCL);
        assertThat(riff.declaredSize()).isEqualTo(riff.size());
        assertThat(riff.chunk("data").bytes()).isEqualTo(4 * mostFrames);
        assertThat(large.form()).isEqualTo("RF64 WAVE");
        assertThat(large.declaredSize()).isEqualTo(large.size()).isEqualTo(riff.size() + 4);
    }

    @Test
    void trailerThatNoLongerFits_makesTheFileRf64() {
        long mostFrames = (0xFFFF_FFFFL - 72) / 4;
        WavFile layout = new WavFile(PCM_STEREO, mostFrames, List.of(), Map.of("INAM", "x"));

        assertThat(RiffWalker.of(layout).form()).isEqualTo("RF64 WAVE");
        assertThat(RiffWalker.of(layout).chunk("data").bytes()).isEqualTo(4 * mostFrames);
    }

    @Test
    void rf64_hasItsSizesInDs64AndItsSamplesWhereRiffHasThem() {
        WavFile layout = large();
        RiffWalker walker = RiffWalker.of(layout);

        assertThat(walker.chunks())
                .extracting(Chunk::id)
                .containsExactly("ds64", "fmt ", "fact", "data", "cue ", "LIST adtl", "LIST INFO");
        Chunk sizes = walker.chunk("ds64");
        assertThat(sizes.bytes()).isEqualTo(28);
        assertThat(walker.uint(4, 4)).isEqualTo(0xFFFF_FFFFL);
        assertThat(walker.uint(sizes.at(), 8)).isEqualTo(layout.size() - 8);
        assertThat(walker.uint(sizes.at() + 8, 8)).isEqualTo(4_800_000_000L);
        assertThat(walker.uint(sizes.at() + 16, 8)).isEqualTo(2_400_000_000L);
        assertThat(walker.uint(sizes.at() + 24, 4)).isZero();
        assertThat(walker.uint(walker.chunk("fact").at(), 4)).isEqualTo(2_400_000_000L);
        assertThat(walker.chunk("data").at()).isEqualTo(94);
        assertThat(walker.uint(90, 4)).isEqualTo(0xFFFF_FFFFL);
        assertThat(walker.cuePoints())
                .containsExactly(new CuePoint(8000, "first"), new CuePoint(2_399_992_000L, "last"));
    }

    @Test
    void moreSamplesThan32BitsCount_haveTheirCountInDs64AndNoCuePointsBeyond() {
        long frames = 5_000_000_001L;
        List<CuePoint> cuePoints = List.of(new CuePoint(0xFFFF_FFFFL, "in"), new CuePoint(0x1_0000_0000L, "out"));
        RiffWalker walker = RiffWalker.of(new WavFile(MULAW_MONO, frames, cuePoints, Map.of()));

        assertThat(walker.declaredSize()).isEqualTo(walker.size());
        assertThat(walker.uint(walker.chunk("fact").at(), 4)).isEqualTo(0xFFFF_FFFFL);
        assertThat(walker.uint(walker.chunk("ds64").at() + 16, 8)).isEqualTo(frames);
        assertThat(walker.cuePoints()).containsExactly(new CuePoint(0xFFFF_FFFFL, "in"));
    }

    @Test
    void largeFileWrittenPieceByPiece_hasTheSizeForetold() {
        WavFile layout = large();
        byte[] piece = new byte[1 << 20];
        long written = layout.header().length;
        for (long left = layout.dataBytes(); left > 0; left -= Math.min(left, piece.length)) {
            written += Math.min(left, piece.length);
        }
        written += layout.trailer().length;

        assertThat(layout.size()).isEqualTo(written).isGreaterThan(1L << 32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LIST", "a", "ab", "data\uFFFF\uFFFF", "Füße 数 \uD83D\uDE00", "\"<&>%s${x}"})
    void hostileLabel_staysInItsChunk(String label) {
        WavFile layout = new WavFile(
                PCM_STEREO, 9, List.of(new CuePoint(1, label), new CuePoint(9, "end")), Map.of("ICMT", label));
        RiffWalker walker = RiffWalker.of(layout);

        assertThat(walker.declaredSize()).isEqualTo(walker.size());
        assertThat(walker.cuePoints()).containsExactly(new CuePoint(1, label), new CuePoint(9, "end"));
        assertThat(info(walker)).isEqualTo(Map.of("ICMT", label));
    }

    @Test
    void asManyCuePointsAndTextsAsAllowed_areWritten() {
        CuePoint longest = new CuePoint(7, "x".repeat(256));
        Map<String, String> info = new HashMap<>();
        for (int i = 0; i < 64; i++) {
            info.put("I%03d".formatted(i), "y".repeat(1024));
        }
        RiffWalker walker = RiffWalker.of(new WavFile(MULAW_MONO, 7, Collections.nCopies(10_000, longest), info));

        assertThat(walker.declaredSize()).isEqualTo(walker.size());
        assertThat(walker.chunksOf(walker.chunk("LIST adtl"))).hasSize(10_000);
        assertThat(info(walker)).isEqualTo(info);
    }

    @Test
    void tooMuch_isRefused() {
        Map<String, String> tooMany = new HashMap<>();
        for (int i = 0; i < 65; i++) {
            tooMany.put("I%03d".formatted(i), "");
        }
        assertRefused(1L << 49, List.of(), Map.of(), "frames must be 0 to 281474976710656, value=562949953421312");
        assertRefused(-1, List.of(), Map.of(), "frames must be 0 to 281474976710656, value=-1");
        assertRefused(
                0,
                Collections.nCopies(10_001, new CuePoint(0, "")),
                Map.of(),
                "cue points must be 0 to 10000, value=10001");
        assertRefused(8, List.of(new CuePoint(9, "")), Map.of(), "sample position must be 0 to 8, value=9");
        assertRefused(0, List.of(), tooMany, "info texts must be 0 to 64, value=65");
        assertRefused(
                0,
                List.of(),
                Map.of("INAM", "x".repeat(1025)),
                "INAM must have at most 1024 bytes of UTF-8, bytes=1025");
        assertRefused(0, List.of(), Map.of("INAM", "a\0b"), "INAM must not have control characters or lone surrogates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "INA", "INAME", "inam", "IN M", "IN\u00C4M"})
    void infoIdThatIsNoFourLetters_isRefused(String id) {
        assertRefused(0, List.of(), Map.of(id, "x"), "id must be four of A-Z and 0-9, id=" + id);
    }

    @ParameterizedTest
    @CsvSource({"0, 8000, channels=0", "3, 8000, channels=3", "1, 0, sampleRate=0", "1, 192001, sampleRate=192001"})
    void formatOutOfRange_isRefused(int channels, int sampleRate, String named) {
        assertThatThrownBy(() -> new WavFormat(FileEncoding.PCM_16, channels, sampleRate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(", " + named);
    }

    @ParameterizedTest
    @CsvSource({"PCM_16, 2, 192000, 4, 768000", "ALAW, 1, 1, 1, 1", "MULAW, 2, 8000, 2, 16000"})
    void format_hasItsBytesPerFrameAndSecond(FileEncoding encoding, int channels, int rate, int align, int perSecond) {
        WavFormat format = new WavFormat(encoding, channels, rate);

        assertThat(format.blockAlign()).isEqualTo(align);
        assertThat(format.bytesPerSecond()).isEqualTo(perSecond);
    }

    @Test
    void largestFile_keepsItsSizesExact() {
        WavFile layout = new WavFile(PCM_STEREO, WavFile.MOST_FRAMES, List.of(), Map.of());

        assertThat(layout.dataBytes()).isEqualTo(1L << 50);
        assertThat(layout.size()).isEqualTo((1L << 50) + 80);
        assertThat(RiffWalker.of(layout).declaredSize()).isEqualTo(layout.size());
    }

    private static void assertRefused(long frames, List<CuePoint> cuePoints, Map<String, String> info, String message) {
        assertThatThrownBy(() -> new WavFile(MULAW_MONO, frames, cuePoints, info))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Map<String, String> info(RiffWalker walker) {
        Map<String, String> info = new HashMap<>();
        for (Chunk text : walker.chunksOf(walker.chunk("LIST INFO"))) {
            info.put(text.id(), walker.terminated(text.at(), text.bytes()));
        }
        return info;
    }
}
