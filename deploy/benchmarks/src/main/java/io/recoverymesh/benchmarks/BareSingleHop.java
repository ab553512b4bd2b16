package io.recoverymesh.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One bare hop: the denominator of a handler's start. */
final class BareSingleHop implements Chain {
    private static final int VALUE_BYTES = 300;
    private static final int KEYS = 1_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final BareHop hop;
    private final Loop reader;
    private volatile Journeys journeys = new Journeys();

    BareSingleHop(Arena arena) {
        arena.createTopics("single.in", "single.out");
        producer = Clients.producer(arena, Map.of());
        hop = new BareHop(arena, "single.in", "single.out");
        reader = Loop.start("single-reader", Clients.consumer(arena, "single-reader", "single.out"), this::read);
    }

    @Override
    public String name() {
        return "bare hop";
    }

    @Override
    public Journeys measure(int perSecond, Duration length) {
        Journeys measured = new Journeys();
        journeys = measured;
        Pace.run(perSecond, length, i -> {
            byte[] value = ByteBuffer.allocate(VALUE_BYTES).putInt(i).array();
            byte[] key = ("key-" + i % KEYS).getBytes(StandardCharsets.UTF_8);
            Runnable acknowledged = measured.sent(String.valueOf(i));
            Clients.send(producer, new ProducerRecord<>("single.in", key, value), acknowledged);
        });
        Pause.of(Duration.ofSeconds(1));
        return measured;
    }

    private void read(ConsumerRecords<byte[], byte[]> records) {
        long at = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            journeys.arrived(String.valueOf(ByteBuffer.wrap(record.value()).getInt()), at);
        }
    }

    @Override
    public void close() {
        producer.close();
        hop.close();
        reader.close();
    }
}
