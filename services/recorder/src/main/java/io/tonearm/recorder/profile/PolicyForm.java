package io.tonearm.recorder.profile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.recorder.event.PolicyReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A policy without its account as JSON: the fields of {@link RecordingPolicy} by their names, left-out ones take the schema's
 * defaults. Immutable.
 */
public final class PolicyForm {

    static final String ACCOUNT = "accountId";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode fields;

    private PolicyForm(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * Parses a text; its fields are not checked yet.
     *
     * @param source where it is from, for people
     * @throws PolicyRefusedException where it is no JSON object
     */
    public static PolicyForm parse(String json, String source) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node instanceof ObjectNode object) {
                return new PolicyForm(object);
            }
        } catch (JsonProcessingException e) {
            throw new PolicyRefusedException(source + " is no JSON" + place(e) + ": " + sentence(e));
        }
        throw new PolicyRefusedException(source + " must be one JSON object, { \"pricePerMinute\": 0.01 } for example");
    }

    private static String place(JsonProcessingException failure) {
        JsonLocation at = failure.getLocation();
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String sentence(JsonProcessingException failure) {
        String message = String.valueOf(failure.getOriginalMessage());
        return message.lines().findFirst().orElse("it ends too early");
    }

    /**
     * The same with single fields set; those of an object that is not there yet make it.
     *
     * @throws PolicyRefusedException where a field does not exist, is set twice, or has no fields of its own
     */
    public PolicyForm with(List<FieldSetting> settings) {
        ObjectNode changed = fields.deepCopy();
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (FieldSetting setting : settings) {
            if (seen.add(setting.field())) {
                setting.applyTo(changed, RecordingPolicy.getClassSchema()).ifPresent(problems::add);
            } else {
                problems.add("`" + setting.field() + "` is set twice: set it once");
            }
        }
        if (!problems.isEmpty()) {
            throw new PolicyRefusedException(problems);
        }
        return new PolicyForm(changed);
    }

    /**
     * The account's policy with all its fields, of the right types but perhaps out of range.
     *
     * @throws PolicyRefusedException where a field is unknown, missing, or of another type
     */
    public RecordingPolicy read(String accountId) {
        if (fields.has(ACCOUNT)) {
            throw new PolicyRefusedException(
                    "`" + ACCOUNT + "` is no part of the JSON: leave it out, --account says it");
        }
        FieldReading reading = new FieldReading();
        ObjectNode all = fields.deepCopy();
        all.put(ACCOUNT, accountId);
        RecordingPolicy policy = (RecordingPolicy) reading.object(RecordingPolicy.getClassSchema(), all, "");
        if (!reading.problems().isEmpty()) {
            throw new PolicyRefusedException(reading.problems());
        }
        return policy;
    }

    /**
     * The account's policy, fit to be published.
     *
     * @throws PolicyRefusedException where it makes no sense
     */
    public RecordingPolicy policyOf(String accountId) {
        RecordingPolicy policy = read(accountId);
        try {
            PolicyReading.read(policy);
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            boolean needsBucket = policy.getAutoStart() && policy.getAutoStartDestination() == null;
            throw new PolicyRefusedException(needsBucket ? problem + "; --bucket names one" : problem);
        }
        return policy;
    }
}
