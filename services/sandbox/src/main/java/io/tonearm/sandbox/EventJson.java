package io.tonearm.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Events as JSON: fields by their names, times in ISO 8601, decimals as numbers. Stateless. */
final class EventJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EventJson() {}

    /** The event with its type's name in the field {@code type}, on one line. */
    static String line(IndexedRecord event) {
        ObjectNode node = NODES.objectNode().put("type", event.getSchema().getName());
        node.setAll(fields(event));
        return node.toString();
    }

    /** The event's fields. */
    static ObjectNode fields(IndexedRecord event) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : event.getSchema().getFields()) {
            node.set(field.name(), node(event.get(field.pos())));
        }
        return node;
    }

    /** The number without an exponent and without zeros at its end. */
    static JsonNode decimal(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return DecimalNode.valueOf(stripped.setScale(Math.max(0, stripped.scale())));
    }

    private static JsonNode node(@Nullable Object value) {
        if (value instanceof IndexedRecord inner) {
            return fields(inner);
        } else if (value instanceof Collection<?> items) {
            ArrayNode array = NODES.arrayNode();
            items.forEach(item -> array.add(node(item)));
            return array;
        } else if (value instanceof Map<?, ?> entries) {
            ObjectNode object = NODES.objectNode();
            entries.forEach((key, item) -> object.set(String.valueOf(key), node(item)));
            return object;
        } else if (value instanceof BigDecimal decimal) {
            return decimal(decimal);
        } else if (value instanceof Number || value instanceof Boolean) {
            return MAPPER.valueToTree(value);
        }
        return value == null ? NODES.nullNode() : NODES.textNode(value.toString());
    }
}
