package io.tonearm.recorder.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.rtp.Track;
import io.tonearm.media.seeded.Seeded;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LegKeyTest {

    private static final byte[] CHUNK = {1, 2, 3};

    private static Bytes audio(String legId, Track track, long micros) {
        return LegKey.audio(legId, track, micros, CHUNK);
    }

    @Test
    void keysOfATrack_areInTheOrderOfTime() {
        long[] times = {Long.MIN_VALUE, -1_000_000_000_000L, -1, 0, 1, 255, 256, 1_795_165_200_000_000L, Long.MAX_VALUE
        };

        for (int i = 1; i < times.length; i++) {
            assertThat(audio("leg", Track.INCOMING, times[i - 1])).isLessThan(audio("leg", Track.INCOMING, times[i]));
        }
    }

    @Seeded(runs = 50)
    void range_holdsExactlyTheChunksOfItsTimes(Random random) {
        long from = random.nextLong();
        long to = Math.max(from, random.nextLong());
        long[] times = {from, to, random.nextLong(), from - 1, to + 1};

        for (long time : times) {
            byte[] chunk = new byte[1 + random.nextInt(5)];
            random.nextBytes(chunk);
            Bytes key = LegKey.audio("leg", Track.OUTGOING, time, chunk);
            boolean within = key.compareTo(LegKey.audioFrom("leg", Track.OUTGOING, from)) >= 0
                    && key.compareTo(LegKey.audioUntil("leg", Track.OUTGOING, to)) <= 0;

            assertThat(within).isEqualTo(time >= from && time <= to);
        }
    }

    @Test
    void tracksOfALeg_lieApart() {
        assertThat(LegKey.audioUntil("leg", Track.INCOMING, Long.MAX_VALUE))
                .isLessThan(LegKey.audioFrom("leg", Track.OUTGOING, Long.MIN_VALUE));
    }

    @Test
    void sameChunk_hasTheSameKeyAndAnotherHasNot() {
        assertThat(LegKey.audio("leg", Track.INCOMING, 1, CHUNK))
                .isEqualTo(LegKey.audio("leg", Track.INCOMING, 1, CHUNK.clone()))
                .isNotEqualTo(LegKey.audio("leg", Track.INCOMING, 1, new byte[] {1, 2, 4}))
                .isNotEqualTo(LegKey.audio("leg", Track.INCOMING, 1, Arrays.copyOf(CHUNK, 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "leg-1", "Müller", "\u0000", "\uFFFF\uFFFF", "z"})
    void keyOfALeg_namesIt(String legId) {
        assertThat(LegKey.legOf(audio(legId, Track.INCOMING, -5))).isEqualTo(legId);
        assertThat(LegKey.legOf(LegKey.answer(legId, "command"))).isEqualTo(legId);
    }

    @Seeded(runs = 50)
    void keysOfALeg_liePrefixFreeBetweenItsBounds(Random random) {
        String legId = text(random);
        String other = text(random);

        assertWithin(legId, legId, true);
        assertWithin(legId, other, legId.equals(other));
        assertWithin(legId, legId + other, other.isEmpty());
    }

    private static String text(Random random) {
        String letters = "a\u00FF\u0000\uFFFF";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static void assertWithin(String bounds, String legId, boolean expected) {
        for (Bytes key : new Bytes[] {
            audio(legId, Track.INCOMING, Long.MIN_VALUE),
            audio(legId, Track.OUTGOING, Long.MAX_VALUE),
            LegKey.answer(legId, "c"),
            LegKey.answer(legId, "\uFFFF".repeat(80))
        }) {
            boolean within = key.compareTo(LegKey.first(bounds)) >= 0 && key.compareTo(LegKey.afterLast(bounds)) < 0;
            assertThat(within).isEqualTo(expected);
        }
    }
}
