package io.recoverymesh.handler.kafka;

import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Sitting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What one transaction is about: first what is published in the transaction, then what is done once it has committed. */
final class Batch {
    final Sitting sitting;
    final List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>();
    final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    final Map<TopicPartition, Integer> taken = new HashMap<>();
    final List<Decision.Accept> accepted = new ArrayList<>();
    final List<Decision.Ask> asked = new ArrayList<>();
    final List<Decision.Cancel> cancelled = new ArrayList<>();
    final List<Runnable> told = new ArrayList<>();

    Batch(Sitting sitting) {
        this.sitting = sitting;
    }
}
