package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static void play(Terminal terminal) {
        ProgressBar bar = new ProgressBar(terminal.console(), "playing", "packets");
        bar.update(1, 4);
        bar.say("hello");
        bar.update(4, 4);
        bar.finish();
    }

    @Test
    void pipe_getsTextAndTheEndOnly() {
        Terminal terminal = Terminal.piped();

        play(terminal);

        assertThat(terminal.out())
                .isEqualTo("hello%n         playing %s 100 %%  4 of 4 packets%n".formatted("\u2588".repeat(36)));
    }

    @Test
    void screen_seesTheBarGrowBelowTheText() {
        Terminal terminal = Terminal.onScreen();

        play(terminal);

        String quarter = "\u2588".repeat(9) + "\u2591".repeat(27) + "  25 %  1 of 4 packets";
        assertThat(terminal.out()).containsSubsequence(quarter, "\r\033[Khello", quarter, "\r\033[K", "100 %");
        assertThat(terminal.out()).doesNotContain("\033[K\n").endsWith("4 of 4 packets\n");
    }
}
