package io.tonearm.recorder.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tonearm.events.PauseFill;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.S3Destination;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFormTest {

    private static final PolicyForm LEAST = PolicyForm.parse("{\"pricePerMinute\": 0}", "least.json");

    private static RecordingPolicy policy(String json) {
        return PolicyForm.parse(json, "policy.json").policyOf("acme");
    }

    private static List<String> problems(String json) {
        return catchThrowableOfType(PolicyRefusedException.class, () -> policy(json))
                .problems();
    }

    private static PolicyForm with(String... settings) {
        return LEAST.with(Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .map(parts -> new FieldSetting(parts[0], parts[1]))
                .toList());
    }

    private static List<String> problemsWith(String... settings) {
        return catchThrowableOfType(
                        PolicyRefusedException.class, () -> with(settings).policyOf("acme"))
                .problems();
    }

    @Test
    void leftOutFields_takeTheSchemasDefaults() {
        RecordingPolicy expected = RecordingPolicy.newBuilder()
                .setAccountId("acme")
                .setPricePerMinute(new BigDecimal("0.000000"))
                .build();

        assertThat(LEAST.policyOf("acme")).isEqualTo(expected);
    }

    @Test
    void allFields_areTaken() {
        RecordingPolicy policy = policy("""
                {
                  "restart": "NEW_RECORDING", "pauseFill": "OMIT", "pauseTone": false, "autoStart": true,
                  "autoStartDestination": {"bucket": "calls", "prefix": "a/b"}, "onTransfer": "STOP",
                  "pauseBilled": false, "pricePerMinute": 0.123456, "currency": "EUR",
                  "billingIncrementSeconds": 6, "fileEncoding": "MULAW", "sampleRate": 16000,
                  "longestRecordingSeconds": 7200, "longestPauseSeconds": 60, "onLongestPause": "STOP",
                  "noMediaTimeoutSeconds": 30, "settleTimeMillis": 500, "allowedBuckets": ["calls", "other"],
                  "expectedBucketOwner": "123456789012", "encryptionKeyId": "key", "retentionDays": 90,
                  "metadataMostEntries": 5, "metadataMostBytes": 100,
                  "fallbackDestination": {"bucket": "other"}, "sidecar": true
                }
                """);

        assertThat(policy.getPauseFill()).isEqualTo(PauseFill.OMIT);
        assertThat(policy.getAutoStartDestination()).isEqualTo(new S3Destination("calls", "a/b"));
        assertThat(policy.getFallbackDestination()).isEqualTo(new S3Destination("other", null));
        assertThat(policy.getPricePerMinute()).isEqualTo(new BigDecimal("0.123456"));
        assertThat(policy.getAllowedBuckets()).containsExactly("calls", "other");
        assertThat(policy.getRetentionDays()).isEqualTo(90);
        assertThat(policy.getSidecar()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.100000",
        "0.004, 0.004000",
        "3, 3.000000",
        "1e2, 100.000000",
        "1.10000000, 1.100000",
        "123456789.123456, 123456789.123456",
        "0e-400, 0.000000"
    })
    void price_isExact(String written, String read) {
        assertThat(policy("{\"pricePerMinute\": " + written + "}").getPricePerMinute())
                .isEqualTo(new BigDecimal(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e2147483647", "1e-999999999", "0.0000001", "100000000000000"})
    void priceThatDoesNotFit_isRefusedWithoutBeingWrittenOut(String written) {
        assertThat(problems("{\"pricePerMinute\": " + written + "}"))
                .singleElement()
                .asString()
                .contains("`pricePerMinute`", "6 decimal places", "value=")
                .hasSizeLessThan(150);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"pricePerMinute\": 1,        | line 1, column 22",
                "{\"pricePerMinute\": 1} {}     | line 1",
                "{\"sidecar\": 1, \"sidecar\": 2} | 'sidecar'",
                "{sidecar: 1}                   | line 1, column 2",
                "[]                             | must be one JSON object",
                "7                              | must be one JSON object",
                "''                             | must be one JSON object"
            })
    void textThatIsNoObject_isRefusedWithItsPlace(String json, String said) {
        assertThat(problems(json))
                .singleElement()
                .asString()
                .startsWith("policy.json")
                .contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pauseFil: \"OMIT\"                     | `pauseFil` is no field of a policy: did you mean `pauseFill`?",
                "colour: 1                              | `colour` is no field of a policy: there are restart, pauseFill",
                "autoStartDestination: {bucket: \"b\", prefx: \"p\"} | did you mean `autoStartDestination.prefix`?",
                "autoStartDestination: {}               | `autoStartDestination.bucket` is missing",
                "autoStartDestination: {bucket: 7}      | `autoStartDestination.bucket` must be a text, value=7",
                "autoStartDestination: \"s3://b\"       | `autoStartDestination` must be an object with bucket, prefix",
                "pauseFill: \"silence\"                 | `pauseFill` must be SILENCE or OMIT, value=\"silence\"",
                "pauseFill: 1                           | `pauseFill` must be SILENCE or OMIT, value=1",
                "pauseTone: \"true\"                    | `pauseTone` must be true or false, value=\"true\"",
                "sampleRate: 8000.5                     | `sampleRate` must be a whole number of at most 32 bits",
                "sampleRate: 8000000000                 | `sampleRate` must be a whole number of at most 32 bits",
                "sampleRate: null                       | `sampleRate` must not be null: it must be a whole number",
                "currency: 4                            | `currency` must be a text, value=4",
                "allowedBuckets: \"b\"                  | `allowedBuckets` must be a list, value=\"b\"",
                "allowedBuckets: [\"b\", 4]             | `allowedBuckets[1]` must be a text, value=4",
                "accountId: \"acme\"                    | `accountId` is no part of the JSON",
                "sampleRate: 100                        | `sampleRate` is invalid: 8000 to 48000 is needed, value=100",
                "currency: \"usd\"                      | `currency` is invalid",
                "retentionDays: 0                       | `retentionDays` is invalid",
                "autoStart: true                        | `autoStartDestination` is invalid: it is needed with autoStart"
            })
    void fieldThatMakesNoSense_isRefusedByName(String field, String problem) {
        String json = "{\"pricePerMinute\": 0, " + field.strip().replaceAll("(\\w+):(?!//)", "\"$1\":") + "}";

        assertThat(problems(json)).singleElement().asString().contains(problem);
    }

    @Test
    void allProblems_areSaidAtOnce() {
        assertThat(problems("{\"restart\": 1, \"sidecar\": 2, \"x\": 3}"))
                .hasSize(4)
                .anyMatch(problem -> problem.contains("`pricePerMinute` is missing"))
                .anyMatch(problem -> problem.contains("`restart`"))
                .anyMatch(problem -> problem.contains("`sidecar`"))
                .anyMatch(problem -> problem.contains("`x`"));
    }

    @Test
    void longValue_isCutInTheProblem() {
        assertThat(problems("{\"pricePerMinute\": \"" + "9".repeat(5_000) + "\"}"))
                .singleElement()
                .asString()
                .hasSizeLessThan(200);
    }

    @Test
    void settings_overrideSingleFields() {
        RecordingPolicy policy = with(
                        "pricePerMinute=0.004",
                        "pauseTone=false",
                        "fileEncoding=ALAW",
                        "sampleRate=48000",
                        "currency=EUR",
                        "longestRecordingSeconds=null",
                        "allowedBuckets=calls, other",
                        "autoStartDestination.bucket=calls",
                        "autoStartDestination.prefix=a/b=c")
                .read("acme");

        assertThat(policy.getPricePerMinute()).isEqualTo(new BigDecimal("0.004000"));
        assertThat(policy.getPauseTone()).isFalse();
        assertThat(policy.getFileEncoding()).hasToString("ALAW");
        assertThat(policy.getSampleRate()).isEqualTo(48_000);
        assertThat(policy.getCurrency()).isEqualTo("EUR");
        assertThat(policy.getLongestRecordingSeconds()).isNull();
        assertThat(policy.getAllowedBuckets()).containsExactly("calls", "other");
        assertThat(policy.getAutoStartDestination()).isEqualTo(new S3Destination("calls", "a/b=c"));
    }

    @Test
    void settingOfAnObject_keepsItsOtherFields() {
        PolicyForm form = PolicyForm.parse(
                "{\"pricePerMinute\": 0, \"fallbackDestination\": {\"bucket\": \"calls\", \"prefix\": \"a\"}}",
                "p.json");

        RecordingPolicy policy = form.with(List.of(new FieldSetting("fallbackDestination.bucket", "other")))
                .policyOf("acme");

        assertThat(policy.getFallbackDestination()).isEqualTo(new S3Destination("other", "a"));
        assertThat(form.policyOf("acme").getFallbackDestination()).isEqualTo(new S3Destination("calls", "a"));
        assertThat(form.with(List.of(new FieldSetting("fallbackDestination", "null")))
                        .policyOf("acme")
                        .getFallbackDestination())
                .isNull();
    }

    @Test
    void emptyList_isTaken() {
        assertThat(with("allowedBuckets=").policyOf("acme").getAllowedBuckets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pricePerMinut=1                | did you mean `pricePerMinute`?",
                "autoStartDestination.bukket=b  | did you mean `autoStartDestination.bucket`?",
                "pauseFill.x=1                  | `pauseFill` has no fields of its own",
                "autoStartDestination=b         | `autoStartDestination` must be an object with bucket, prefix",
                "autoStartDestination.prefix=p  | `autoStartDestination.bucket` is missing",
                "pricePerMinute=cheap           | `pricePerMinute` must be a number",
                "pricePerMinute=1e3             | `pricePerMinute` must be a number",
                "pricePerMinute=null            | `pricePerMinute` must not be null",
                "pauseTone=yes                  | `pauseTone` must be true or false, value=\"yes\"",
                "sampleRate=9999999999          | `sampleRate` must be a whole number of at most 32 bits",
                "onTransfer=PERHAPS             | `onTransfer` must be CONTINUE or STOP, value=\"PERHAPS\"",
                "accountId=acme                 | `accountId`"
            })
    void settingThatMakesNoSense_isRefusedByName(String setting, String problem) {
        assertThat(problemsWith(setting.strip())).singleElement().asString().contains(problem);
    }

    @Test
    void fieldSetTwice_isRefused() {
        assertThat(problemsWith("currency=EUR", "currency=USD"))
                .containsExactly("`currency` is set twice: set it once");
    }
}
