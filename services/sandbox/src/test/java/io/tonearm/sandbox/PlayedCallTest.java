package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.devkit.call.CallGenerator;
import io.tonearm.devkit.call.CallLeg;
import io.tonearm.devkit.call.EdgeRecord;
import io.tonearm.devkit.call.LegScript;
import io.tonearm.devkit.call.Pace;
import io.tonearm.devkit.call.RecordingTimes;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.events.LegEnded;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.TrackSelection;
import io.tonearm.recorder.profile.FieldSetting;
import io.tonearm.recorder.profile.PolicyProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlayedCallTest {

    private static final CapturedCall CALL =
            CallGenerator.generate(CallGenerator.Options.of(3, 1_795_000_000_000_000L, 2_000_000));
    private static final StartRecording START = StartRecording.newBuilder()
            .setTracks(TrackSelection.INCOMING)
            .setDestinations(List.of(new S3Destination("a", null), new S3Destination("b", "p")))
            .setMetadata(Map.of("order", "4711"))
            .build();

    private static LegScript script(RecordingPolicy policy) {
        return new PlayedCall(CALL, new CallLeg("c", "l", "acme"), RecordingTimes.WHOLE_CALL, START, policy)
                .script(Pace.FAST);
    }

    private static List<Object> actions(LegScript script) {
        return script.records().stream()
                .filter(EdgeRecord.Command.class::isInstance)
                .map(record -> ((EdgeRecord.Command) record).event().getAction())
                .toList();
    }

    @Test
    void call_isStartedAsTheOptionsSay() {
        LegScript script = script(null);

        assertThat(actions(script)).hasSize(2).first().isEqualTo(START);
        assertThat(script.packets())
                .isEqualTo(CALL.incoming().packets().size()
                        + CALL.outgoing().packets().size());
    }

    @Test
    void callByAPolicyThatStartsByItself_hasNoStart() {
        RecordingPolicy yellow = PolicyProfile.YELLOW
                .form()
                .with(List.of(new FieldSetting("autoStartDestination.bucket", "calls")))
                .policyOf("acme");

        LegScript script = script(yellow);

        assertThat(actions(script)).singleElement().isInstanceOf(LegEnded.class);
        assertThat(script.packets()).isEqualTo(script(null).packets());
    }

    @Test
    void callByAnotherPolicy_isStarted() {
        assertThat(actions(script(PolicyProfile.AZURE.form().policyOf("acme")))).contains(START);
    }
}
