package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file of bytes as hex text, 16 a line, with a remark on who confirmed them. {@code -Dgolden=rewrite} writes it anew
 * and fails the test, and the remark is gone: somebody is to confirm the new bytes.
 */
final class GoldenHex {

    private static final Path FOLDER = Path.of("src/test/resources/io/tonearm/media/audio");

    private GoldenHex() {}

    static void assertMatches(String name, byte[] header, byte[] trailer) throws IOException {
        String actual = "header\n" + lines(header) + "trailer\n" + lines(trailer);
        Path golden = FOLDER.resolve(name + ".hex");
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(golden, "# not confirmed by any independent tool\n" + actual);
            fail("rewritten, confirm and commit it: " + golden);
        }
        List<String> lines = Files.readAllLines(golden);
        assertThat(lines.get(0)).startsWith("# confirmed by ");
        String expected = lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        assertThat(actual).isEqualTo(expected);
    }

    private static String lines(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            int to = Math.min(bytes.length, at + 16);
            lines.append(HexFormat.ofDelimiter(" ").formatHex(bytes, at, to)).append('\n');
        }
        return lines.toString();
    }
}
