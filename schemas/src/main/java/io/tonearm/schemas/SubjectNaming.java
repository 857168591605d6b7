package io.tonearm.schemas;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** How a schema's subject follows from topic and record type, configured by the class names of Confluent's strategies. */
enum SubjectNaming {
    TOPIC("TopicNameStrategy"),
    RECORD("RecordNameStrategy"),
    TOPIC_RECORD("TopicRecordNameStrategy");

    private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String className;

    SubjectNaming(String simpleName) {
        this.className = PACKAGE + simpleName;
    }

    String className() {
        return className;
    }

    static SubjectNaming parse(String key, String className) {
        return Arrays.stream(values())
                .filter(naming -> naming.className.equals(className))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        key,
                        className,
                        "expected one of "
                                + Arrays.stream(values())
                                        .map(SubjectNaming::className)
                                        .collect(Collectors.joining(", "))));
    }

    String subject(String topic, boolean isKey, Schema schema) {
        return switch (this) {
            case TOPIC -> topic + (isKey ? "-key" : "-value");
            case RECORD -> schema.getFullName();
            case TOPIC_RECORD -> topic + "-" + schema.getFullName();
        };
    }
}
