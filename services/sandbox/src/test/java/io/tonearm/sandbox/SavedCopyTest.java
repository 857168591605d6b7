package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedCopyTest {

    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void rightContent_replacesTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("call.wav"), "earlier");

        new SavedCopy(file).save(copy -> Files.writeString(copy, "abc"), SHA256_OF_ABC);

        assertThat(file).hasContent("abc");
        assertThat(folder)
                .isDirectoryContaining(path -> path.equals(file))
                .isDirectoryNotContaining("glob:**unfinished");
    }

    @Test
    void otherContent_isRefusedAndNotLeftBehind() {
        Path file = folder.resolve("call.wav");

        assertThatThrownBy(() -> new SavedCopy(file).save(copy -> Files.writeString(copy, "abd"), SHA256_OF_ABC))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("announced=" + SHA256_OF_ABC);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failedFetch_leavesTheEarlierFile() throws Exception {
        Path file = Files.writeString(folder.resolve("call.wav"), "earlier");

        assertThatThrownBy(() -> new SavedCopy(file)
                        .save(
                                copy -> {
                                    Files.writeString(copy, "ab");
                                    throw new IOException("cut off");
                                },
                                null))
                .hasMessage("cut off");

        assertThat(file).hasContent("earlier");
        assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
    }

    @Test
    void folderInstead_isRefused() {
        assertThatThrownBy(() -> new SavedCopy(folder).requireWritable())
                .hasMessageContaining("--save must name a file");
        assertThatThrownBy(() -> new SavedCopy(folder.resolve("none").resolve("x.wav")).requireWritable())
                .hasMessageContaining("none");
    }
}
