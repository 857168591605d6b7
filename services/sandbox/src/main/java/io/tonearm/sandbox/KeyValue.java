package io.tonearm.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A name and a value as a person writes them: {@code key=value}. Immutable.
 *
 * @param key what is before the first equals sign, not empty
 * @param value what is behind it, perhaps empty
 */
record KeyValue(String key, String value) {

    /** Reads one. */
    static final class Text implements ITypeConverter<KeyValue> {

        @Override
        public KeyValue convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("'" + text + "' must be written like key=value");
            }
            return new KeyValue(text.substring(0, equals), text.substring(equals + 1));
        }
    }

    /**
     * All of them by key.
     *
     * @throws UsageException where a key is given twice
     */
    static Map<String, String> map(List<KeyValue> pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (KeyValue pair : pairs) {
            if (map.put(pair.key(), pair.value()) != null) {
                throw new UsageException("a key must be given once, key=" + pair.key());
            }
        }
        return map;
    }
}
