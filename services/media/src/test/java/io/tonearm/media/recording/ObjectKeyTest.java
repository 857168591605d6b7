package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.media.seeded.Seeded;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectKeyTest {

    private static final long START =
            Instant.parse("2026-01-02T03:04:05.006789Z").toEpochMilli() * 1000 + 789;
    private static final Destination PLAIN = new Destination("bucket-1", null);

    @Test
    void firstRecording_isNamedByTimeCallAndLeg() {
        ObjectKey object = ObjectKey.of(PLAIN, START, "call-7", "leg-1", 1);

        assertThat(object.bucket()).isEqualTo("bucket-1");
        assertThat(object.key()).isEqualTo("recordings/2026/01/02/2026-01-02-03-04-05-006_call-7_leg-1.wav");
        assertThat(object.uri())
                .isEqualTo("s3://bucket-1/recordings/2026/01/02/2026-01-02-03-04-05-006_call-7_leg-1.wav");
    }

    @Test
    void furtherRecording_isNumbered() {
        assertThat(ObjectKey.of(PLAIN, START, "call-7", "leg-1", 2).key()).endsWith("_call-7_leg-1_2.wav");
        assertThat(ObjectKey.of(PLAIN, START, "call-7", "leg-1", 12).key()).endsWith("_call-7_leg-1_12.wav");
    }

    @Test
    void prefix_takesThePlaceOfRecordings() {
        assertThat(ObjectKey.of(new Destination("bucket-1", "a/b"), START, "c", "l", 1)
                        .key())
                .isEqualTo("a/b/2026/01/02/2026-01-02-03-04-05-006_c_l.wav");
    }

    @ParameterizedTest
    @CsvSource({
        "Az09-_.*(), Az09-_.*()",
        "it''s, it''s",
        "a/b, a!2fb",
        "../x, ..!2fx",
        "a b, a!20b",
        "a!b, a!21b",
        "sip:x@y, sip!3ax!40y",
        "ü, !c3!bc",
        "%, !25",
    })
    void characterThatIsNotSafe_isEscaped(String id, String escaped) {
        assertThat(ObjectKey.of(PLAIN, START, "c", id, 1).key()).endsWith("_c_" + escaped + ".wav");
    }

    @Seeded(runs = 300)
    void idsThatDiffer_haveKeysThatDifferWithinOneFolder(Random random) {
        String one = id(random);
        String other = id(random);
        String key = ObjectKey.of(PLAIN, START, "c", one, 1).key();

        assertThat(key).matches("recordings/2026/01/02/[^/]+\\.wav");
        assertThat(key.equals(ObjectKey.of(PLAIN, START, "c", other, 1).key())).isEqualTo(one.equals(other));
    }

    private static String id(Random random) {
        StringBuilder id = new StringBuilder();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            id.appendCodePoint("!2f/a.\u00fc".codePointAt(random.nextInt(6)));
        }
        return id.toString();
    }

    @Test
    void keyOf1024Bytes_isTheLongest() {
        Destination longest = new Destination("bucket-1", "p".repeat(979));

        assertThat(ObjectKey.of(longest, START, "c", "leg", 1).key()).hasSize(1024);
        assertThatThrownBy(() -> ObjectKey.of(longest, START, "c", "leg1", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes=1025");
    }

    @Test
    void recordAudioWithoutPrefix_liesInTheRootOfItsBucket() {
        assertThat(ObjectKey.ofAudio(PLAIN, START, "call-7", "leg-1", 2))
                .isEqualTo(new ObjectKey("bucket-1", "2026-01-02-03-04-05-006_call-7_leg-1_2.wav"));
        assertThat(ObjectKey.ofAudio(new Destination("bucket-1", "a/b"), START, "c", "l", 1)
                        .key())
                .isEqualTo("a/b/2026/01/02/2026-01-02-03-04-05-006_c_l.wav");
    }

    @Test
    void sidecar_liesBesideTheFile() {
        assertThat(ObjectKey.of(PLAIN, START, "c", "l", 1).sidecar())
                .isEqualTo(new ObjectKey("bucket-1", "recordings/2026/01/02/2026-01-02-03-04-05-006_c_l.json"));
        assertThatThrownBy(() -> ObjectKey.of(new Destination("bucket-1", "p".repeat(979)), START, "c", "leg", 1)
                        .sidecar())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
