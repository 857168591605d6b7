package io.tonearm.schemas;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What serializer and deserializer are told, by the keys of Confluent's.
 *
 * @param autoRegister whether a schema that the registry lacks is registered; refused otherwise
 * @param useLatestVersion whether records are written with the subject's newest version instead of their own schema
 * @param specificReader whether records are read into event classes, or else into generic records
 * @param naming how subjects are named
 */
record SerdeConfig(boolean autoRegister, boolean useLatestVersion, boolean specificReader, SubjectNaming naming) {

    static final String SPECIFIC_READER = "specific.avro.reader";

    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String USE_LATEST = "use.latest.version";

    private static final ConfigDef KEYS = new ConfigDef()
            .define(
                    AUTO_REGISTER,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "register schemas that the registry lacks")
            .define(
                    USE_LATEST,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "write with the subject's newest version")
            .define(SPECIFIC_READER, ConfigDef.Type.BOOLEAN, true, Importance.MEDIUM, "read into event classes");

    static SerdeConfig parse(Map<String, ?> config, boolean isKey) {
        AbstractConfig values = new AbstractConfig(KEYS, config, false);
        String key = (isKey ? "key" : "value") + ".subject.name.strategy";
        Object naming = config.get(key);
        return new SerdeConfig(
                values.getBoolean(AUTO_REGISTER),
                values.getBoolean(USE_LATEST),
                values.getBoolean(SPECIFIC_READER),
                naming == null ? SubjectNaming.TOPIC : SubjectNaming.parse(key, className(naming)));
    }

    private static String className(Object naming) {
        return naming instanceof Class<?> type ? type.getName() : naming.toString();
    }
}
