package io.recoverymesh.standalone.crash;

import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows one topic as a committed reader, from its beginning; keeps everything. */
final class Log<T extends SpecificRecord> implements AutoCloseable {
    private final KafkaConsumer<String, T> consumer;
    private final List<T> records = new ArrayList<>();

    Log(String topic, int partitions, Class<T> type, MeshInfrastructure mesh) {
        AvroDeserializer<T> deserializer = new AvroDeserializer<>(type);
        deserializer.configure(mesh.serdeConfig(), false);
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", mesh.bootstrapServers());
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(config, new StringDeserializer(), deserializer);
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Reads what has come meanwhile; everything so far. */
    List<T> read() {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> records.add(record.value()));
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
