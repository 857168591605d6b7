package io.tonearm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.ActionType;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.S3Location;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTextTest {

    private static CommandResult recordAudio(String terminator) {
        return CommandResult.newBuilder()
                .setCommandId("c")
                .setCallId("call")
                .setLegId("leg-1")
                .setAccountId("acme")
                .setAction(ActionType.RECORD_AUDIO)
                .setStatus(CommandStatus.SUCCEEDED)
                .setDestinations(List.of(new S3Location("tonearm", "recordings/a.wav")))
                .setTerminatorUsed(terminator)
                .setIssuedAt(Instant.EPOCH)
                .setAnsweredAt(Instant.EPOCH)
                .build();
    }

    @Test
    void answerToRecordAudio_hasBucketKeyAndTerminator() {
        assertThat(EventText.line(recordAudio("#")))
                .isEqualTo(
                        "00:00:00.000Z  result       leg-1  RECORD_AUDIO SUCCEEDED, to s3://tonearm/recordings/a.wav,"
                                + " ended by #");
        assertThat(EventText.line(recordAudio(null))).doesNotContain("ended by");
    }

    @ParameterizedTest
    @CsvSource({
        "0.010000, 0.01",
        "10.000000, 10",
        "0.000000, 0",
        "0.000001, 0.000001",
        "12345678901234.5, 12345678901234.5"
    })
    void decimal_isPlainInJson(BigDecimal value, String json) {
        RecordingPolicy policy = RecordingPolicy.newBuilder()
                .setAccountId("acme")
                .setPricePerMinute(value.setScale(6))
                .build();

        assertThat(EventJson.line(policy)).contains("\"pricePerMinute\":" + json + ",");
    }
}
