package io.recoverymesh.benchmarks;

import io.recoverymesh.common.kafka.StreamsDefaults;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** One Streams processor with one get and one put per message, with the settings of the mesh: the denominator of its throughput. */
final class BareTopology implements Subject {
    private static final int VALUE_BYTES = 300;
    private static final String STORE = "bare-store";

    /** What it does beside the get and the put. */
    enum Shape {
        /** Writes are held back until the commit, nothing is sent on: as little as a topology can do. */
        CACHED("bare topology: get, cached put"),
        /** Every put reaches store and changelog, every message is sent on: a hop. */
        HOP("bare topology: get, put, send on");

        private final String title;

        Shape(String title) {
            this.title = title;
        }
    }

    private final Shape shape;
    private final String in;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Drain drain = new Drain();
    private final KafkaStreams streams;

    BareTopology(Arena arena, Shape shape) {
        this.shape = shape;
        String application = "bare-" + shape.name().toLowerCase(Locale.ROOT);
        in = application + ".in";
        String out = application + ".out";
        arena.createTopics(in, out);
        producer = Clients.bulkProducer(arena);
        Properties config = new Properties();
        config.putAll(StreamsDefaults.of(
                application, arena.bootstrapServers(), arena.registryUrl(), arena.state(application)));
        streams = new KafkaStreams(topology(out), config);
        Running.start(streams);
        streams.pause();
    }

    @Override
    public String name() {
        return shape.title;
    }

    @Override
    public double measure(int messages) {
        for (int i = 0; i < messages; i++) {
            byte[] key = ("service-" + i % SignalsThatMatchNothing.TARGETS).getBytes(StandardCharsets.UTF_8);
            Clients.send(
                    producer,
                    new ProducerRecord<>(
                            in, key, ByteBuffer.allocate(VALUE_BYTES).putInt(i).array()));
        }
        producer.flush();
        return drain.perSecond(streams, messages);
    }

    private Topology topology(String out) {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> store =
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray());
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), in);
        topology.addProcessor("get-put", GetPut::new, "in");
        topology.addStateStore(shape == Shape.CACHED ? store.withCachingEnabled() : store, "get-put");
        topology.addSink("out", out, new ByteArraySerializer(), new ByteArraySerializer(), "get-put");
        return topology;
    }

    @Override
    public void close() {
        Running.close(streams);
        producer.close();
    }

    private final class GetPut implements Processor<byte[], byte[], byte[], byte[]> {
        private @Nullable ProcessorContext<byte[], byte[]> context;
        private @Nullable KeyValueStore<Bytes, byte[]> store;

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            context = processorContext;
            store = processorContext.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (store == null || context == null) {
                throw new IllegalStateException("Expected init before any record");
            }
            Bytes key = Bytes.wrap(record.key());
            store.get(key);
            store.put(key, record.value());
            if (shape == Shape.HOP) {
                context.forward(record);
            }
            drain.count();
        }
    }
}
