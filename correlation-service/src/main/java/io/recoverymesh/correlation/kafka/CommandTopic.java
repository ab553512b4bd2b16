package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** The topic of a command: that of the handler named in its header. */
record CommandTopic(Topics topics) implements TopicNameExtractor<String, SpecificRecord> {
    @Override
    public String extract(String key, SpecificRecord value, RecordContext context) {
        return topics.commands(Publisher.handlerOf(context)).name();
    }

    @Override
    public String toString() {
        return "commands.<handler>";
    }
}
