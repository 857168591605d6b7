package io.tonearm.recorder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingPolicy;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The profiles against the table of the design. */
class PolicyProfileTest {

    @ParameterizedTest
    @CsvSource({
        // profile, restart, pauseFill, pauseTone, autoStart, onTransfer, pauseBilled, pricePerMinute
        "CHIME,   ONCE_PER_LEG,  SILENCE, true,  false, CONTINUE, true,  0",
        "AZURE,   NEW_RECORDING, OMIT,    false, false, STOP,     false, 0.01",
        "COGNIGY, NEW_RECORDING, OMIT,    false, false, CONTINUE, false, 0",
        "YELLOW,  ONCE_PER_LEG,  OMIT,    false, true,  CONTINUE, false, 0"
    })
    void profile_hasTheRulesOfItsSystem(
            PolicyProfile profile,
            String restart,
            String pauseFill,
            boolean pauseTone,
            boolean autoStart,
            String onTransfer,
            boolean pauseBilled,
            BigDecimal pricePerMinute) {
        RecordingPolicy policy = profile.form().read("acme");

        assertThat(policy.getAccountId()).isEqualTo("acme");
        assertThat(policy.getRestart()).hasToString(restart);
        assertThat(policy.getPauseFill()).hasToString(pauseFill);
        assertThat(policy.getPauseTone()).isEqualTo(pauseTone);
        assertThat(policy.getAutoStart()).isEqualTo(autoStart);
        assertThat(policy.getOnTransfer()).hasToString(onTransfer);
        assertThat(policy.getPauseBilled()).isEqualTo(pauseBilled);
        assertThat(policy.getPricePerMinute()).isEqualByComparingTo(pricePerMinute);
        assertThat(policy.getCurrency()).isEqualTo("USD");
        assertThat(policy.getLongestRecordingSeconds()).isEqualTo(86_400);
        assertThat(policy.getNoMediaTimeoutSeconds()).isEqualTo(3_600);
    }

    @ParameterizedTest
    @EnumSource
    void profile_makesSenseWithADestination(PolicyProfile profile) {
        RecordingPolicy policy = profile.form()
                .with(List.of(new FieldSetting("autoStartDestination.bucket", "tonearm")))
                .policyOf("acme");

        assertThat(policy.getAutoStartDestination().getBucket()).isEqualTo("tonearm");
    }

    @Test
    void name_isFoundInAnyCase() {
        assertThat(PolicyProfile.named("Azure")).contains(PolicyProfile.AZURE);
        assertThat(PolicyProfile.named("azure.json")).isEmpty();
        assertThat(PolicyProfile.names()).containsExactly("chime", "azure", "cognigy", "yellow");
    }
}
