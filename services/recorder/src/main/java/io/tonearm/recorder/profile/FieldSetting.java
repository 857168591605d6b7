package io.tonearm.recorder.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * One field of a policy and its value as a person writes them: {@code pricePerMinute} and {@code 0.004}. Immutable.
 *
 * @param field its name; inside of an object both names with a dot between them
 * @param value {@code null} clears it, the items of a list are separated by commas
 */
public record FieldSetting(String field, String value) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,20}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");

    /** Sets it; returns what is wrong with its name, if anything. A value of another type is kept, to be refused later. */
    Optional<String> applyTo(ObjectNode policy, Schema schema) {
        int dot = field.indexOf('.');
        String name = dot < 0 ? field : field.substring(0, dot);
        Schema.Field known = schema.getField(name);
        if (known == null) {
            return Optional.of(SchemaFields.unknown(schema, "", name));
        }
        Schema type = SchemaFields.type(known.schema());
        if (dot < 0) {
            policy.set(name, node(type));
            return Optional.empty();
        }
        String inner = field.substring(dot + 1);
        if (type.getType() != Schema.Type.RECORD) {
            return Optional.of("`" + name + "` has no fields of its own: set `" + name + "`, field=" + field);
        }
        Schema.Field innerKnown = type.getField(inner);
        if (innerKnown == null) {
            return Optional.of(SchemaFields.unknown(type, name + ".", inner));
        }
        ObjectNode object = policy.get(name) instanceof ObjectNode there ? there : policy.putObject(name);
        object.set(inner, node(SchemaFields.type(innerKnown.schema())));
        return Optional.empty();
    }

    private JsonNode node(Schema type) {
        if (value.equals("null")) {
            return NODES.nullNode();
        }
        JsonNode text = NODES.textNode(value);
        return switch (type.getType()) {
            case BOOLEAN ->
                value.equals("true") || value.equals("false") ? NODES.booleanNode(value.equals("true")) : text;
            case INT ->
                WHOLE.matcher(value).matches() ? NODES.numberNode(new BigDecimal(value).toBigIntegerExact()) : text;
            case BYTES -> NUMBER.matcher(value).matches() ? NODES.numberNode(new BigDecimal(value)) : text;
            case ARRAY -> items();
            default -> text;
        };
    }

    private ArrayNode items() {
        ArrayNode items = NODES.arrayNode();
        if (!value.isBlank()) {
            for (String item : value.split(",", -1)) {
                items.add(item.strip());
            }
        }
        return items;
    }
}
