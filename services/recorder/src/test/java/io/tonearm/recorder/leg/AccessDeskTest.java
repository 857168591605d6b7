package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.Effect.AccessCheck;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.delivery.Access;
import io.tonearm.recorder.leg.AccessDesk.Verdict;
import io.tonearm.recorder.testing.HeldObjectStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AccessDeskTest {

    private static final long START = 1_795_165_200_000_000L;
    private static final long NOW = START / 1000;

    private final HeldObjectStore objects = new HeldObjectStore();
    private final AccessDesk desk = new AccessDesk(objects);

    private static AccessCheck check(StorageRule storage, String... buckets) {
        Command start = Commands.of("leg-1").start(START);
        List<Destination> destinations =
                Stream.of(buckets).map(bucket -> new Destination(bucket, null)).toList();
        return new AccessCheck(
                start,
                destinations,
                destinations.stream()
                        .map(destination -> ObjectKey.of(destination, START, "call-1", "leg-1", 1))
                        .toList(),
                storage);
    }

    private boolean isGranted(long nowMillis, String... buckets) {
        desk.ask("leg-1", check(StorageRule.ANYWHERE, buckets), nowMillis);
        List<Verdict> verdicts = desk.take(nowMillis);
        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.get(0).legId()).isEqualTo("leg-1");
        assertThat(verdicts.get(0).commandId()).isEqualTo("command-1");
        return verdicts.get(0).granted();
    }

    @Test
    void verdict_isTakenOnce() {
        assertThat(isGranted(NOW, "one")).isTrue();

        assertThat(desk.take(NOW)).isEmpty();
    }

    @Test
    void grant_isRememberedForAMinute() {
        isGranted(NOW, "one");
        isGranted(NOW + 59_999, "one");
        assertThat(objects.probes()).hasSize(1);

        isGranted(NOW + 60_000, "one");
        assertThat(objects.probes()).hasSize(2);
    }

    @Test
    void denial_isRememberedForFiveSeconds() {
        objects.denyNext();

        assertThat(isGranted(NOW, "one")).isFalse();
        assertThat(isGranted(NOW + 4_999, "one")).isFalse();
        assertThat(objects.probes()).hasSize(1);
        assertThat(isGranted(NOW + 5_000, "one")).isTrue();
    }

    @Test
    void outage_isRememberedForFiveSecondsAndDeniesNothing() {
        objects.answerNextProbe(Access.UNKNOWN);

        assertThat(isGranted(NOW, "one")).isTrue();
        assertThat(isGranted(NOW + 4_999, "one")).isTrue();
        assertThat(objects.probes()).hasSize(1);
        isGranted(NOW + 5_000, "one");
        assertThat(objects.probes()).hasSize(2);
    }

    @Test
    void destinationsAskedByOtherRules_areOtherDestinations() {
        objects.denyNext();
        isGranted(NOW, "one");

        desk.ask("leg-1", check(new StorageRule(Set.of(), "123456789012", null, null, false, null), "one"), NOW);

        assertThat(desk.take(NOW)).extracting(Verdict::granted).containsExactly(true);
        assertThat(objects.probes()).hasSize(2);
    }

    @Test
    void someDestinationsUnanswered_leaveTheVerdictOpen() {
        isGranted(NOW, "one");
        objects.beSilentToProbes();

        desk.ask("leg-2", check(StorageRule.ANYWHERE, "one", "two"), NOW);
        assertThat(desk.take(NOW)).isEmpty();
        objects.speak();

        assertThat(desk.take(NOW)).extracting(Verdict::legId).containsExactly("leg-2");
    }

    @Test
    void moreDestinationsThanMayBeAsked_areNotAskedAndDenyNothing() {
        // Given
        objects.beSilentToProbes();
        for (int i = 0; i < 1_000; i++) {
            desk.ask("leg-" + i, check(StorageRule.ANYWHERE, "bucket-" + i), NOW);
        }
        assertThat(desk.take(NOW)).isEmpty();

        // When
        desk.ask("leg-more", check(StorageRule.ANYWHERE, "bucket-more"), NOW);

        // Then
        assertThat(desk.take(NOW)).containsExactly(new Verdict("leg-more", "command-1", true));
        assertThat(objects.probes()).hasSize(1_000);
        objects.speak();
        assertThat(desk.take(NOW)).hasSize(1_000);
    }

    @Test
    void answersBeyondWhatIsRemembered_areForgottenTheLongestUnusedFirst() {
        for (int i = 0; i < 1_001; i++) {
            isGranted(NOW, "bucket-" + i);
        }

        isGranted(NOW, "bucket-1000");
        assertThat(objects.probes()).hasSize(1_001);
        isGranted(NOW, "bucket-0");
        assertThat(objects.probes()).hasSize(1_002);
    }
}
