package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.kafka.GroupPartitioner;
import io.recoverymesh.common.registry.AvroSerde;
import io.recoverymesh.common.topic.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The topology: five sources of one group's events, one processor that decides, four sinks. */
public final class CorrelationTopology {
    public static final String LEDGER = "ledger";
    public static final String FLOWS = "flow-book";
    static final String DECIDE = "decide";
    static final String EVENTS = "recovery-events";
    static final String COMMANDS = "commands";
    static final String GROUPS = "groups";
    static final String FLOW_VIEWS = "flows";

    private CorrelationTopology() {}

    /**
     * All names are explicit: renaming a store would lose its state.
     *
     * @param serdeConfig of the Avro serdes: {@code schema.registry.url} and the like
     */
    public static Topology of(Topics topics, Shell shell, Map<String, ?> serdeConfig) {
        AvroSerde<SpecificRecord> serde = new AvroSerde<>();
        serde.configure(serdeConfig, false);
        Topology topology = new Topology();
        source(topology, serde, "targets", topics.targets.name());
        source(topology, serde, "requests", topics.requests.name());
        source(topology, serde, "results", topics.results.name());
        source(topology, serde, "operator", topics.operator.name());
        source(topology, serde, "trigger-events", topics.triggerEvents.name());
        topology.addProcessor(
                DECIDE,
                () -> new CorrelationProcessor(topics, shell),
                "targets",
                "requests",
                "results",
                "operator",
                "trigger-events");
        topology.addStateStore(store(LEDGER), DECIDE);
        topology.addStateStore(store(FLOWS), DECIDE);
        topology.addSink(
                EVENTS,
                topics.events.name(),
                new StringSerializer(),
                serde.serializer(),
                new GroupPartitioner<>(),
                DECIDE);
        topology.addSink(COMMANDS, new CommandTopic(topics), new StringSerializer(), serde.serializer(), DECIDE);
        topology.addSink(GROUPS, topics.groups.name(), new StringSerializer(), serde.serializer(), DECIDE);
        topology.addSink(FLOW_VIEWS, topics.flows.name(), new StringSerializer(), serde.serializer(), DECIDE);
        return topology;
    }

    private static void source(Topology topology, AvroSerde<SpecificRecord> serde, String name, String topic) {
        topology.addSource(name, new StringDeserializer(), serde.deserializer(), topic);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }
}
