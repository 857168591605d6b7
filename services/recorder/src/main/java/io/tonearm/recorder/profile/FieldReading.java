package io.tonearm.recorder.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values as a schema wants them and keeps what is wrong with them. A value that is wrong is read as null. Not
 * thread-safe.
 */
final class FieldReading {

    private static final int MOST_SHOWN_CHARACTERS = 60;

    private final List<String> problems = new ArrayList<>();

    /** What was wrong so far: a sentence each, which names the field. */
    List<String> problems() {
        return problems;
    }

    /**
     * Reads an object; left-out fields take the schema's defaults.
     *
     * @param path what the names of its fields begin with: empty, or a name and a dot
     */
    SpecificRecord object(Schema schema, JsonNode node, String path) {
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null) {
                problems.add(SchemaFields.unknown(schema, path, name));
            }
        }
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            if (value != null) {
                Object read = value(field.schema(), value, path + field.name());
                if (read != null || field.schema().isNullable()) {
                    record.put(field.pos(), read);
                }
            } else if (field.hasDefaultValue()) {
                record.put(field.pos(), SpecificData.get().getDefaultValue(field));
            } else {
                refuse(path + field.name(), "is missing: it has no default");
            }
        }
        return record;
    }

    private @Nullable Object value(Schema schema, JsonNode node, String name) {
        Schema type = SchemaFields.type(schema);
        if (node.isNull()) {
            return schema.isNullable() ? null : refuse(name, "must not be null: it must be " + expected(type));
        }
        boolean fits = switch (type.getType()) {
            case BOOLEAN -> node.isBoolean();
            case INT -> node.isIntegralNumber() && node.canConvertToInt();
            case STRING -> node.isTextual();
            case ENUM -> node.isTextual() && type.hasEnumSymbol(node.textValue());
            case BYTES -> node.isNumber();
            case ARRAY -> node.isArray();
            case RECORD -> node.isObject();
            default -> throw new IllegalStateException("a field's type must be known here, type=" + type);
        };
        if (!fits) {
            return refuse(name, "must be " + expected(type) + ", value=" + shown(node.toString()));
        }
        return switch (type.getType()) {
            case BOOLEAN -> node.booleanValue();
            case INT -> node.intValue();
            case ENUM -> SpecificData.get().createEnum(node.textValue(), type);
            case BYTES -> decimal(type, node.decimalValue(), name);
            case ARRAY -> items(type.getElementType(), node, name);
            case RECORD -> object(type, node, name + ".");
            default -> node.textValue();
        };
    }

    private @Nullable BigDecimal decimal(Schema type, BigDecimal value, String name) {
        LogicalTypes.Decimal limits = (LogicalTypes.Decimal) type.getLogicalType();
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        long integerDigits = (long) stripped.precision() - stripped.scale();
        if (stripped.scale() > limits.getScale() || integerDigits > limits.getPrecision() - limits.getScale()) {
            refuse(name, "must be " + expected(type) + ", value=" + shown(value.toString()));
            return null;
        }
        return stripped.setScale(limits.getScale());
    }

    private List<@Nullable Object> items(Schema type, JsonNode array, String name) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            items.add(value(type, array.get(i), name + "[" + i + "]"));
        }
        return items;
    }

    private static String expected(Schema type) {
        return switch (type.getType()) {
            case BOOLEAN -> "true or false";
            case INT -> "a whole number of at most 32 bits";
            case STRING -> "a text";
            case ENUM -> String.join(" or ", type.getEnumSymbols());
            case BYTES -> {
                LogicalTypes.Decimal limits = (LogicalTypes.Decimal) type.getLogicalType();
                yield "a number with at most " + limits.getScale() + " decimal places and "
                        + (limits.getPrecision() - limits.getScale()) + " digits before them";
            }
            case ARRAY -> "a list";
            default -> "an object with " + String.join(", ", SchemaFields.names(type));
        };
    }

    private static String shown(String value) {
        return value.length() <= MOST_SHOWN_CHARACTERS ? value : value.substring(0, MOST_SHOWN_CHARACTERS) + "...";
    }

    private @Nullable Object refuse(String name, String why) {
        problems.add("`" + name + "` " + why);
        return null;
    }
}
