package io.tonearm.devkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class EmbeddedInfrastructureIT {

    @TempDir
    private Path folder;

    @Test
    void restartOnSameFolder_keepsSchemaIdsAndContinuesThem() throws Exception {
        // Given
        try (EmbeddedInfrastructure first = start()) {
            assertThat(register(first, "calls-value", "int")).isEqualTo("{\"id\":1}");
            assertThat(register(first, "legs-value", "long")).isEqualTo("{\"id\":2}");
        }

        // When
        try (EmbeddedInfrastructure second = start()) {

            // Then
            assertThat(register(second, "legs-value", "long")).isEqualTo("{\"id\":2}");
            assertThat(register(second, "tracks-value", "string")).isEqualTo("{\"id\":3}");
        }
        try (EmbeddedInfrastructure third = start()) {
            assertThat(get(third.registry().url().resolve("/schemas/ids/3"))).contains("string");
        }
    }

    @Test
    void restartOnSameFolder_keepsAllAddresses() {
        // Given
        URI registry;
        URI objectStore;
        String broker;
        try (EmbeddedInfrastructure first = start()) {
            registry = first.registry().url();
            objectStore = first.objectStore().endpoint();
            broker = first.broker().bootstrapServers();
        }

        // When
        try (EmbeddedInfrastructure second = start()) {

            // Then
            assertThat(second.registry().url()).isEqualTo(registry);
            assertThat(second.objectStore().endpoint()).isEqualTo(objectStore);
            assertThat(second.broker().bootstrapServers()).isEqualTo(broker);
        }
    }

    @Test
    void registryListensOnLoopbackOnly() throws IOException {
        try (EmbeddedInfrastructure infrastructure = start()) {
            assertThat(Listening.addresses(infrastructure.registry().url().getPort()))
                    .isNotEmpty()
                    .allSatisfy(
                            address -> assertThat(address.isLoopbackAddress()).isTrue());
        }
    }

    @Test
    void lastServerRefused_leavesNothingRunning() throws IOException {
        // Given
        try (ServerSocket other = Listening.occupy()) {
            EmbeddedInfrastructure.Options options =
                    new EmbeddedInfrastructure.Options(folder, 0, other.getLocalPort(), 0);

            // When
            assertThatThrownBy(() -> EmbeddedInfrastructure.start(options))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("registry, port=" + other.getLocalPort());
        }

        // Then
        try (EmbeddedInfrastructure infrastructure = start()) {
            assertThat(infrastructure.objectStore().bucketFolder("calls")).isAbsolute();
        }
    }

    @Test
    void closedTwice_staysClosed() throws IOException {
        EmbeddedInfrastructure infrastructure = start();
        int port = infrastructure.objectStore().endpoint().getPort();

        infrastructure.close();
        infrastructure.close();

        assertThat(Listening.addresses(port)).isEmpty();
    }

    private EmbeddedInfrastructure start() {
        return EmbeddedInfrastructure.start(EmbeddedInfrastructure.Options.in(folder));
    }

    private static String register(EmbeddedInfrastructure infrastructure, String subject, String type)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        infrastructure.registry().url().resolve("/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"\\\"" + type + "\\\"\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String get(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
