package io.recoverymesh.common.registry;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Under which subject a record's schema is registered; configured by the names of Confluent's classes. */
enum SubjectNameStrategy {
    TOPIC_NAME("TopicNameStrategy") {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + (key ? "-key" : "-value");
        }
    },
    RECORD_NAME("RecordNameStrategy") {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return schema.getFullName();
        }
    },
    TOPIC_RECORD_NAME("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private final String className;

    SubjectNameStrategy(String className) {
        this.className = className;
    }

    abstract String subject(String topic, boolean key, Schema schema);

    /** Reads a class, or its name with or without its package; null is the default. */
    static SubjectNameStrategy of(String setting, @Nullable Object value) {
        if (value == null) {
            return TOPIC_NAME;
        }
        String name = value instanceof Class<?> type ? type.getName() : value.toString();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(each -> each.className.equals(simple))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        setting, name, "expected TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy"));
    }
}
