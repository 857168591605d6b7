package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.recorder.profile.FieldSetting;
import io.tonearm.recorder.profile.PolicyProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTextTest {

    @Test
    void policies_areTold() {
        assertThat(PolicyText.line(PolicyProfile.CHIME.form().policyOf("a")))
                .isEqualTo("ONCE_PER_LEG, pause SILENCE with tones billed, transfer CONTINUE, 0 USD per minute");
        assertThat(PolicyText.line(PolicyProfile.AZURE.form().policyOf("a")))
                .isEqualTo("NEW_RECORDING, pause OMIT not billed, transfer STOP, 0.01 USD per minute");
        assertThat(PolicyText.line(PolicyProfile.YELLOW
                        .form()
                        .with(List.of(
                                new FieldSetting("autoStartDestination.bucket", "tonearm"),
                                new FieldSetting("autoStartDestination.prefix", "calls")))
                        .policyOf("a")))
                .contains(", starts by itself to s3://tonearm/calls, ");
    }
}
