package io.tonearm.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompandingLawTest {

    /** Hashes of what the software tools of ITU-T G.191 decode all codes to. */
    @ParameterizedTest
    @CsvSource({
        "MU_LAW, 3dab54339e520bb2c924826e3b72a917a2b612e9fd12fc867500f1d983a75827",
        "A_LAW,  e04788d110e58ff8c70c93b8480190d973e3b67876b6119abbaec766cc75c174",
    })
    void allCodes_decodeAsTheItuToolsDo(CompandingLaw law, String sha256) throws Exception {
        ByteBuffer samples = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        for (int code = 0; code < 256; code++) {
            samples.putShort(law.decode((byte) code));
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(samples.array());
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
    }

    @ParameterizedTest
    @CsvSource({
        "MU_LAW, 0x00, -32124",
        "MU_LAW, 0x7F, 0",
        "MU_LAW, 0x80, 32124",
        "MU_LAW, 0xFF, 0",
        "A_LAW, 0x2A, -32256",
        "A_LAW, 0xAA, 32256",
        "A_LAW, 0x55, -8",
        "A_LAW, 0xD5, 8",
    })
    void code_hasItsSample(CompandingLaw law, String code, short sample) {
        assertThat(law.decode(Integer.decode(code).byteValue())).isEqualTo(sample);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeButNegativeZero_survivesDecodingAndEncoding(CompandingLaw law) {
        for (int code = 0; code < 256; code++) {
            int expected = law == CompandingLaw.MU_LAW && code == 0x7F ? 0xFF : code;
            assertThat(law.encode(law.decode((byte) code))).as("code %d", code).isEqualTo((byte) expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySample_getsTheIntervalOfTheRecommendation(CompandingLaw law) {
        List<Integer> decisions = law == CompandingLaw.MU_LAW ? decisionsOfMuLaw() : decisionsOfALaw();
        assertThat(decisions).hasSize(127);
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int interval = 0;
            for (int decision : decisions) {
                interval += (sample < 0 ? -sample > decision : sample >= decision) ? 1 : 0;
            }
            int expected = law == CompandingLaw.MU_LAW
                    ? (sample < 0 ? 0x7F : 0xFF) - interval
                    : ((sample < 0 ? 0x00 : 0x80) + interval) ^ 0x55;
            assertThat(law.encode((short) sample)).as("sample %d", sample).isEqualTo((byte) expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"MU_LAW, 32124", "A_LAW, 32256"})
    void everySample_getsTheNearestCodeButWhereTheStepChanges(CompandingLaw law, int loudest) {
        for (int sample = -loudest; sample <= loudest; sample++) {
            int code = law.encode((short) sample) & 0xFF;
            int nearest = nearest(law, sample);
            if (distance(law, code, sample) > distance(law, nearest, sample)) {
                assertThat(Math.abs(law.decode((byte) code)))
                        .as("sample %d", sample)
                        .isGreaterThan((short) Math.abs(law.decode((byte) nearest)));
                assertThat(code >> 4).as("sample %d", sample).isNotEqualTo(nearest >> 4);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_holdWhatTheFormulasGive(CompandingLaw law) {
        for (int code = 0; code < 256; code++) {
            assertThat(law.expand(code)).as("code %d", code).isEqualTo(law.decode((byte) code));
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            assertThat((byte) law.compress(sample)).as("sample %d", sample).isEqualTo(law.encode((short) sample));
        }
    }

    @Test
    void samplesBeyondTheLoudestCode_getTheLoudestCode() {
        assertThat(CompandingLaw.MU_LAW.encode(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
        assertThat(CompandingLaw.MU_LAW.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
        assertThat(CompandingLaw.A_LAW.encode(Short.MAX_VALUE)).isEqualTo((byte) 0xAA);
        assertThat(CompandingLaw.A_LAW.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x2A);
    }

    @ParameterizedTest
    @CsvSource({"MU_LAW, 0xFF", "A_LAW, 0xD5"})
    void silence_isTheCodeOfZero(CompandingLaw law, String code) {
        assertThat(law.silence()).isEqualTo(Integer.decode(code).byteValue()).isEqualTo(law.encode((short) 0));
    }

    /** Decision values of table 2 of G.711, left justified in 16 bits. */
    private static List<Integer> decisionsOfMuLaw() {
        List<Integer> decisions = new ArrayList<>();
        int decision = 4;
        decisions.add(decision);
        for (int step = 8; step <= 1024; step *= 2) {
            for (int i = step == 8 ? 1 : 0; i < 16 && decisions.size() < 127; i++) {
                decision += step;
                decisions.add(decision);
            }
        }
        return decisions;
    }

    /** Decision values of table 1 of G.711, left justified in 16 bits. */
    private static List<Integer> decisionsOfALaw() {
        List<Integer> decisions = new ArrayList<>();
        int decision = 0;
        for (int step = 16; step <= 1024; step *= 2) {
            for (int i = 0; i < (step == 16 ? 32 : 16) && decisions.size() < 127; i++) {
                decision += step;
                decisions.add(decision);
            }
        }
        return decisions;
    }

    private static int nearest(CompandingLaw law, int sample) {
        int nearest = law.encode((short) sample) & 0xFF;
        for (int code = 0; code < 256; code++) {
            if (distance(law, code, sample) < distance(law, nearest, sample)) {
                nearest = code;
            }
        }
        return nearest;
    }

    private static int distance(CompandingLaw law, int code, int sample) {
        return Math.abs(law.decode((byte) code) - sample);
    }
}
