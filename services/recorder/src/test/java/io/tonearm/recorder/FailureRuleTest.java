package io.tonearm.recorder;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class FailureRuleTest {

    private Instant now = Instant.parse("2026-11-20T09:00:00Z");
    private final FailureRule rule = new FailureRule(() -> now);

    @Test
    void failureNowAndThen_replacesTheThread() {
        for (int i = 0; i < 100; i++) {
            assertThat(rule.handle(new StreamsException("x"))).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(1)).plusMillis(1);
        }
        assertThat(rule.last()).isNull();
    }

    @Test
    void manyFailuresInTenMinutes_stopTheRecorder() {
        for (int i = 0; i < 10; i++) {
            assertThat(rule.handle(new StreamsException("x"))).isEqualTo(REPLACE_THREAD);
        }
        StreamsException last = new StreamsException("last");

        assertThat(rule.handle(last)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(rule.last()).isSameAs(last);
    }

    @Test
    void registryThatIsAway_neverStopsTheRecorder() {
        StreamsException away = new StreamsException(new RegistryUnavailableException("away", null));

        for (int i = 0; i < 1_000; i++) {
            assertThat(rule.handle(away)).isEqualTo(REPLACE_THREAD);
        }
        assertThat(rule.handle(new StreamsException("x"))).isEqualTo(REPLACE_THREAD);
    }
}
