package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.kafka.GroupPartitioner;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.trigger.TargetState;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The one topology: signals and recovery events in; targets' health, trigger events and requests out. */
public final class TriggerTopology {
    static final String PROCESSOR = "trigger";
    static final String TARGETS_SINK = "targets";
    static final String EVENTS_SINK = "trigger-events";
    static final String REQUESTS_SINK = "requests";
    static final String REROUTE_SINK = "reroute";
    static final String DEAD_LETTERS_SINK = "dead-letters";
    static final String STATES = "target-states";
    static final String TIMERS = "target-timers";
    static final String CHAINS = "recovery-chains";

    private TriggerTopology() {}

    /** Nothing lies behind it when it starts: see {@link #build(TopologySettings, Supplier, TriggerObserver, Backlog)}. */
    public static Topology build(TopologySettings settings, Supplier<Catalogue> catalogue, TriggerObserver observer) {
        return build(settings, catalogue, observer, Backlog.NONE);
    }

    /**
     * @param catalogue asked for each record: always the newest
     * @param backlog asked at the start of each task, for what must be read before anything is acted on
     */
    public static Topology build(
            TopologySettings settings, Supplier<Catalogue> catalogue, TriggerObserver observer, Backlog backlog) {
        Topics topics = settings.topics();
        Topology topology = new Topology();
        Stream.of(topics.health, topics.anomaly, topics.alert, topics.events)
                .forEach(topic -> addSource(topology, topic));
        topology.addProcessor(
                PROCESSOR,
                () -> new TriggerProcessor(settings, catalogue, observer, backlog),
                sourceOf(topics.health),
                sourceOf(topics.anomaly),
                sourceOf(topics.alert),
                sourceOf(topics.events));
        addStores(topology);
        topology.addSink(
                TARGETS_SINK,
                topics.targets.name(),
                new StringSerializer(),
                TriggerTopology.<TargetHealth>avro(settings.serdes()),
                new GroupPartitioner<TargetHealth>(),
                PROCESSOR);
        topology.addSink(
                EVENTS_SINK,
                topics.triggerEvents.name(),
                new StringSerializer(),
                TriggerTopology.<TriggerEvent>avro(settings.serdes()),
                new GroupPartitioner<TriggerEvent>(),
                PROCESSOR);
        topology.addSink(
                REQUESTS_SINK,
                topics.requests.name(),
                new StringSerializer(),
                TriggerTopology.<RecoveryRequest>avro(settings.serdes()),
                new GroupPartitioner<RecoveryRequest>(),
                PROCESSOR);
        addRawSinks(topology);
        return topology;
    }

    /**
     * What is kept of a target in the stores of this instance.
     *
     * @throws IllegalStateException while they are not there
     */
    public static TargetState stateOf(KafkaStreams streams, String key) {
        try {
            ReadOnlyKeyValueStore<String, TargetState> states =
                    streams.store(StoreQueryParameters.fromNameAndType(STATES, QueryableStoreTypes.keyValueStore()));
            TargetState state = states.get(key);
            return state == null ? TargetState.NEW : state;
        } catch (InvalidStateStoreException e) {
            throw new IllegalStateException("Expected to read the targets' states, but " + e.getMessage(), e);
        }
    }

    /** Partitions whose targets an instance keeps now; empty while it starts. */
    public static Set<Integer> partitionsHeldBy(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(task -> task.taskId().partition())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sourceOf(Topic topic) {
        return topic.value() + "-source";
    }

    private static void addSource(Topology topology, Topic topic) {
        topology.addSource(sourceOf(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
    }

    private static void addStores(Topology topology) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STATES), Serdes.String(), new TargetStateSerde())
                        .withCachingEnabled(),
                PROCESSOR);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(TIMERS), Serdes.Bytes(), Serdes.ByteArray()),
                PROCESSOR);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(CHAINS), Serdes.String(), Serdes.Long()),
                PROCESSOR);
    }

    /** Raw bytes to topics beside the one that the record came from. */
    private static void addRawSinks(Topology topology) {
        topology.addSink(
                REROUTE_SINK, new SourceTopic(""), new ByteArraySerializer(), new ByteArraySerializer(), PROCESSOR);
        topology.addSink(
                DEAD_LETTERS_SINK,
                new SourceTopic(DeadLetter.SUFFIX),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                PROCESSOR);
    }

    private static <T extends SpecificRecord> Serializer<T> avro(Map<String, Object> configs) {
        AvroSerializer<T> serializer = new AvroSerializer<>();
        serializer.configure(configs, false);
        return serializer;
    }
}
