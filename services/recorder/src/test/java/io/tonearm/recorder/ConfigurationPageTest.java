package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigurationPageTest {

    private static final Path PAGE = Path.of("CONFIGURATION.md");

    @Test
    void committedPage_isTheOneOfTheDefinition() throws IOException {
        String page = ConfigurationPage.of(RecorderKeys.DEFINITION);
        if (System.getProperty("golden", "").equals("rewrite")) {
            Files.writeString(PAGE, page);
            fail("CONFIGURATION.md was rewritten; look at the difference, then run again without -Dgolden");
        }

        assertThat(PAGE).as("-Dgolden=rewrite rewrites it").hasContent(page);
    }

    @Test
    void everyKey_isExplainedInASentence() {
        RecorderKeys.DEFINITION
                .configKeys()
                .values()
                .forEach(key -> assertThat(key.documentation).as(key.name).matches("[A-Z].*\\."));
    }
}
