package io.tonearm.media.audio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiffTextTest {

    @Test
    void ordinaryText_staysAsItIs() {
        String text = "Pause: Kärtchen 数 \uD83D\uDE00 \"quoted\" LIST";
        assertThat(RiffText.fitted(text, 256)).isEqualTo(text);
        assertThat(new CuePoint(0, text).label()).isEqualTo(text);
    }

    @Test
    void controlCharactersAndLoneSurrogates_becomeReplacementCharacters() {
        assertThat(RiffText.fitted("a\0b\nc\u0085d\uD83De\uDE00", 256))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD");
    }

    @Test
    void longText_isCutAfterAWholeCharacter() {
        assertThat(RiffText.fitted("ab\uD83D\uDE00c", 5)).isEqualTo("ab");
        assertThat(RiffText.fitted("ab\uD83D\uDE00c", 6)).isEqualTo("ab\uD83D\uDE00");
        assertThat(RiffText.fitted("\u00E9\u00E9", 3)).isEqualTo("\u00E9");
        assertThat(RiffText.fitted("\u6570\u6570", 6)).isEqualTo("\u6570\u6570");
        assertThat(RiffText.fitted("x".repeat(1000), 256)).hasSize(256);
        assertThat(RiffText.fitted("", 256)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"007F, false", "00A0, true", "07FF, true", "0800, true", "FFFF, true", "10000, true", "10FFFF, true"})
    void character_takesItsBytesOfUtf8(String hex, boolean isAllowed) {
        String text = Character.toString(Integer.parseInt(hex, 16));
        String fitted = isAllowed ? text : "\uFFFD";
        int bytes = fitted.getBytes(UTF_8).length;

        assertThat(RiffText.fitted(text, bytes)).isEqualTo(fitted);
        assertThat(RiffText.fitted(text, bytes - 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\nb", "\u007F", "\uD83D", "\uDE00x"})
    void labelWithAControlCharacterOrLoneSurrogate_isRefusedUnlessFitted(String hostile) {
        assertThatThrownBy(() -> new CuePoint(0, hostile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label must not have control characters or lone surrogates");
        assertThat(CuePoint.labelled(7, hostile).label()).contains("\uFFFD");
        assertThat(CuePoint.labelled(7, hostile).samplePosition()).isEqualTo(7);
    }

    @Test
    void labelOverItsLimit_isRefusedUnlessFitted() {
        String limit = "\u00E9".repeat(128);
        assertThat(new CuePoint(0, limit).label().getBytes(UTF_8)).hasSize(256);
        assertThatThrownBy(() -> new CuePoint(0, limit + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label must have at most 256 bytes of UTF-8, bytes=257");
        assertThat(CuePoint.labelled(0, limit + "x").label()).isEqualTo(limit);
    }

    @Test
    void positionBeforeTheFile_isRefused() {
        assertThatThrownBy(() -> new CuePoint(-1, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample position must be 0 or more, samplePosition=-1");
    }
}
