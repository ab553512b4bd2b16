package io.recoverymesh.trigger.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** The topic that the record at hand came from, with a suffix; a part of a record names its own. */
record SourceTopic(String suffix) implements TopicNameExtractor<byte[], byte[]> {
    @Override
    public String extract(byte[] key, byte[] value, RecordContext context) {
        Header part = suffix.isEmpty() ? context.headers().lastHeader(SignalParts.TOPIC) : null;
        return part == null ? context.topic() + suffix : new String(part.value(), StandardCharsets.UTF_8);
    }
}
