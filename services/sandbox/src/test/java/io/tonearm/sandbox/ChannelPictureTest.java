package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelPictureTest {

    private static final WavPeaks PEAKS = new WavPeaks(
            List.of(new int[] {0, 1, 200, 2_000, 32_767, 0, 0, 0}, new int[] {0, 0, 0, 0, 0, 0, 20_000, 32_768}));
    private static final List<String> NAMES = List.of("incoming", "outgoing");
    private static final List<ChannelPicture.Stretch> NO_PAUSE = List.of();

    @Test
    void louderSamples_areHigher() {
        assertThat(new ChannelPicture(8, true).rows(PEAKS, NAMES, NO_PAUSE, 8_000_000))
                .startsWith("incoming |  \u2581\u2584\u2588   |", "outgoing |      \u2588\u2588|");
    }

    @Test
    void pause_isShadedInAllChannels() {
        List<ChannelPicture.Stretch> pauses = List.of(new ChannelPicture.Stretch(0.25, 0.5));

        assertThat(new ChannelPicture(8, true).rows(PEAKS, NAMES, pauses, 8_000_000))
                .startsWith("incoming |  \u2591\u2591\u2588   |", "outgoing |  \u2591\u2591  \u2588\u2588|");
    }

    @Test
    void terminalWithoutBlocks_getsLetters() {
        List<ChannelPicture.Stretch> pauses = List.of(new ChannelPicture.Stretch(0, 0.25));

        assertThat(new ChannelPicture(8, false).rows(PEAKS, NAMES, pauses, 8_000_000))
                .startsWith("incoming |//.=@   |", "outgoing |//    @@|");
    }

    @Test
    void lastRow_tellsTheTimes() {
        WavPeaks peaks = new WavPeaks(List.of(new int[36]));

        assertThat(new ChannelPicture(36, true).rows(peaks, List.of("incoming"), NO_PAUSE, 120_000_000))
                .last()
                .isEqualTo("          0:00        0:40        1:20");
    }
}
