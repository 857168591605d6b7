package io.tonearm.recorder;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The reference page of the configuration, made from its definition. Stateless. */
final class ConfigurationPage {

    private static final String HEAD = """
            # Configuration of the recorder

            The recorder reads a file of properties, if it is given one (`recorder FILE.properties`), and the environment,
            which prevails: the variable of a key is `TONEARM_` and the key in capitals, `_` for `.`, so `s3.endpoint` is
            `TONEARM_S3_ENDPOINT`.

            Keys that begin with `kafka.` go to Kafka Streams and its clients without that prefix
            (`kafka.security.protocol`). `schema.registry.*`, `basic.auth.*`, `bearer.auth.*`, `avro.serializer`,
            `avro.deserializer` and the other keys of Confluent's serdes go to the serdes.

            Made from `RecorderKeys.DEFINITION`; `-Dgolden=rewrite` makes it anew.

            | key | type | default | range | meaning |
            | --- | --- | --- | --- | --- |
            """;

    private ConfigurationPage() {}

    static String of(ConfigDef definition) {
        StringBuilder page = new StringBuilder(HEAD);
        Map<String, ConfigKey> keys = new TreeMap<>(definition.configKeys());
        keys.values()
                .forEach(key -> page.append("| `%s` | %s | %s | %s | %s |%n"
                        .formatted(
                                key.name,
                                key.type.name().toLowerCase(Locale.ROOT),
                                initial(key),
                                range(key),
                                meaning(key))
                        .replace("\r\n", "\n")));
        return page.toString();
    }

    private static String initial(ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        String value = String.valueOf(ConfigDef.convertToString(key.defaultValue, key.type));
        return key.type == ConfigDef.Type.PASSWORD || value.isEmpty() ? "empty" : "`" + value + "`";
    }

    private static String range(ConfigKey key) {
        if (key.validator instanceof TextForm form) {
            return form.words();
        }
        return key.validator instanceof ConfigDef.Range
                ? key.validator.toString().replace(",...,", " to ").replaceAll("[\\[\\]]", "")
                : "";
    }

    private static String meaning(ConfigKey key) {
        return key.documentation.replace("|", "\\|");
    }
}
