package io.tonearm.recorder;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The form that a text of the configuration must have. Immutable.
 *
 * @param pattern matches the whole of an acceptable text
 * @param words the same in words
 */
record TextForm(Pattern pattern, String words) implements ConfigDef.Validator {

    static TextForm of(String regex, String words) {
        return new TextForm(Pattern.compile(regex), words);
    }

    @Override
    public void ensureValid(String name, Object value) {
        if (!(value instanceof String text) || !pattern.matcher(text).matches()) {
            throw new ConfigException(name, value, words + " needed");
        }
    }

    @Override
    public String toString() {
        return words;
    }
}
