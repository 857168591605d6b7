package io.tonearm.recorder.leg;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.CallLegState;
import java.io.IOException;

/**
 * A leg's state as JSON, the value of the legs store. Fields that a version does not know are passed over, so that an older
 * recorder can take over a newer one's store. Thread-safe.
 */
final class LegStateCodec {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Action.class, NamedAction.class)
            .build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Action.StartRecording.class, name = "start"),
        @JsonSubTypes.Type(value = Action.PauseRecording.class, name = "pause"),
        @JsonSubTypes.Type(value = Action.ResumeRecording.class, name = "resume"),
        @JsonSubTypes.Type(value = Action.StopRecording.class, name = "stop"),
        @JsonSubTypes.Type(value = Action.LegEnded.class, name = "legEnded"),
        @JsonSubTypes.Type(value = Action.LegTransferred.class, name = "legTransferred"),
        @JsonSubTypes.Type(value = Action.RecordAudio.class, name = "recordAudio"),
        @JsonSubTypes.Type(value = Action.AttachMetadata.class, name = "attachMetadata"),
        @JsonSubTypes.Type(value = Action.DigitPressed.class, name = "digitPressed")
    })
    private interface NamedAction {}

    private LegStateCodec() {}

    static byte[] encode(CallLegState state) {
        try {
            return MAPPER.writeValueAsBytes(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a leg's state must have a JSON form", e);
        }
    }

    static CallLegState decode(byte[] json) {
        try {
            return MAPPER.readValue(json, CallLegState.class);
        } catch (IOException e) {
            throw new IllegalStateException("the legs store must hold what was written, bytes=" + json.length, e);
        }
    }
}
