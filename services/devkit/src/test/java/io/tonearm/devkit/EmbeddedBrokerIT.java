package io.tonearm.devkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class EmbeddedBrokerIT {

    private static final List<String> VALUES = List.of("one", "two", "three");

    @TempDir
    private Path folder;

    @Test
    void restartOnSameFolder_keepsRecordsAndPort() throws Exception {
        // Given
        String address;
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder))) {
            address = broker.bootstrapServers();
            Records.createTopic(address, "calls");
            Records.write(address, "calls", VALUES);
        }

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder))) {

            // Then
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(Records.read(address, "calls")).isEqualTo(VALUES);
        }
    }

    @Test
    void killedProcess_leavesItsRecordsToTheNext() throws Exception {
        // Given
        try (SecondProcess killed = SecondProcess.start(folder)) {
            Records.createTopic(killed.bootstrapServers(), "calls");
            Records.write(killed.bootstrapServers(), "calls", VALUES);
        }

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder))) {

            // Then
            assertThat(Records.read(broker.bootstrapServers(), "calls")).isEqualTo(VALUES);
        }
    }

    @Test
    void folderInUse_refusesAnyOtherBroker() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBroker.Options.in(folder)))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("folder in use")
                    .hasMessageContaining(folder.toString());
            try (SecondProcess second = SecondProcess.start(folder)) {
                assertThat(second.refusal()).contains("folder in use", folder.toString());
            }
            Records.createTopic(broker.bootstrapServers(), "calls");
        }
    }

    @Test
    void fixedPortInUse_isRefusedByNumber() throws IOException {
        try (ServerSocket other = Listening.occupy()) {
            EmbeddedBroker.Options options = EmbeddedBroker.Options.in(folder).withPort(other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedBroker.start(options))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("port in use")
                    .hasMessageContaining("port=" + other.getLocalPort());
        }
    }

    @Test
    void refusedStart_leavesTheFolderFree() throws IOException {
        // Given
        try (ServerSocket other = Listening.occupy()) {
            EmbeddedBroker.Options options = EmbeddedBroker.Options.in(folder).withPort(other.getLocalPort());
            assertThatThrownBy(() -> EmbeddedBroker.start(options)).isInstanceOf(StartRefusedException.class);
        }

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder))) {

            // Then
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void failedStart_leavesNothingBehind() throws IOException {
        // Given
        try (ServerSocket other = Listening.occupy()) {
            int controllerPort = LoopbackPort.choose(folder, "controller", 0);
            EmbeddedBroker.Options options = EmbeddedBroker.Options.in(folder)
                    .with(
                            "listeners",
                            "PLAINTEXT://127.0.0.1:" + other.getLocalPort() + ",CONTROLLER://127.0.0.1:"
                                    + controllerPort)
                    .with("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
            assertThatThrownBy(() -> EmbeddedBroker.start(options)).isInstanceOf(RuntimeException.class);
            assertThat(Listening.addresses(controllerPort)).isEmpty();
        }

        // When
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder))) {

            // Then
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void twoBrokers_haveDifferentPortsOnLoopbackOnly() throws IOException {
        try (EmbeddedBroker one = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("one")));
                EmbeddedBroker two = EmbeddedBroker.start(EmbeddedBroker.Options.in(folder.resolve("two")))) {
            assertThat(one.bootstrapServers()).isNotEqualTo(two.bootstrapServers());
            assertThat(Listening.addresses(port(one)))
                    .isNotEmpty()
                    .allSatisfy(
                            address -> assertThat(address.isLoopbackAddress()).isTrue());
        }
    }

    @Test
    void givenProperty_replacesOurs() throws Exception {
        EmbeddedBroker.Options options = EmbeddedBroker.Options.in(folder).with("num.io.threads", "3");
        ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");

        try (EmbeddedBroker broker = EmbeddedBroker.start(options);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Config config = admin.describeConfigs(List.of(node)).all().get().get(node);
            assertThat(config.get("num.io.threads").value()).isEqualTo("3");
            assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("false");
        }
    }

    private static int port(EmbeddedBroker broker) {
        String address = broker.bootstrapServers();
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }
}
