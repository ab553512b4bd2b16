package io.recoverymesh.trigger.kafka;

import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** The topic that the record at hand came from, with a suffix. */
record SourceTopic(String suffix) implements TopicNameExtractor<byte[], byte[]> {
    @Override
    public String extract(byte[] key, byte[] value, RecordContext context) {
        return context.topic() + suffix;
    }
}
