package io.tonearm.devkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoopbackPortTest {

    @TempDir
    private Path folder;

    @Test
    void rememberedPort_isChosenAgain() {
        assertThat(LoopbackPort.choose(folder, "broker", 0)).isEqualTo(LoopbackPort.choose(folder, "broker", 0));
    }

    @Test
    void rememberedPortTaken_givesAnother() throws IOException {
        try (ServerSocket other = Listening.occupy()) {
            Files.writeString(folder.resolve("broker.port"), Integer.toString(other.getLocalPort()));

            assertThat(LoopbackPort.choose(folder, "broker", 0)).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void portTakenOnAllInterfaces_isRefused() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> LoopbackPort.choose(folder, "broker", other.getLocalPort()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("port in use: stop what listens on it or choose another port for the broker, port="
                            + other.getLocalPort());
        }
    }

    @Test
    void unreadableMemory_isNamed() throws IOException {
        Path memory = Files.writeString(folder.resolve("broker.port"), "ninety");

        assertThatThrownBy(() -> LoopbackPort.choose(folder, "broker", 0))
                .hasMessageContaining(memory.toString())
                .hasRootCauseMessage("For input string: \"ninety\"");
    }

    @Test
    void portOutOfRange_isRefused() {
        assertThatThrownBy(() -> EmbeddedBroker.Options.in(folder).withPort(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 0 to 65535, port=65536");
    }
}
