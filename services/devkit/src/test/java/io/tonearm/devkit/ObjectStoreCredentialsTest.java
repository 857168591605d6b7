package io.tonearm.devkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectStoreCredentialsTest {

    @TempDir
    private Path folder;

    @Test
    void newFile_holdsRandomCredentialsForItsOwnerAlone() throws IOException {
        ObjectStoreCredentials made = ObjectStoreCredentials.keptIn(folder.resolve("one"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("one"))))
                .isEqualTo("rw-------");
        assertThat(made.secretKey()).hasSize(40);
        assertThat(made).isNotEqualTo(ObjectStoreCredentials.keptIn(folder.resolve("two")));
    }

    @Test
    void existingFile_isReadAgain() {
        ObjectStoreCredentials made = ObjectStoreCredentials.keptIn(folder.resolve("one"));

        assertThat(ObjectStoreCredentials.keptIn(folder.resolve("one"))).isEqualTo(made);
    }

    @Test
    void fileWithoutSecret_isNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("one"), "[default]\naws_access_key_id = TONE1\n");

        assertThatThrownBy(() -> ObjectStoreCredentials.keptIn(file))
                .rootCause()
                .hasMessageContaining("aws_secret_access_key")
                .hasMessageContaining("file=" + file);
    }

    @Test
    void text_hidesTheSecret() {
        assertThat(new ObjectStoreCredentials("TONE1", "hidden"))
                .hasToString("ObjectStoreCredentials[accessKey=TONE1]");
    }
}
