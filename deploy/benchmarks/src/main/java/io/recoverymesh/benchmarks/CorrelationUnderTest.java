package io.recoverymesh.benchmarks;

import io.recoverymesh.common.kafka.CompactedTopic;
import io.recoverymesh.common.kafka.StreamsDefaults;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.kafka.CorrelationTopology;
import io.recoverymesh.correlation.kafka.KafkaCommandTopics;
import io.recoverymesh.correlation.kafka.KafkaTargetsTail;
import io.recoverymesh.correlation.kafka.MeshGroups;
import io.recoverymesh.correlation.kafka.Shell;
import io.recoverymesh.correlation.kafka.Telemetry;
import io.recoverymesh.schemas.GroupLoad;
import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;

/** The correlation service's topology with the settings of its wiring, one thread. */
final class CorrelationUnderTest implements AutoCloseable {
    private final CompactedTopic<GroupLoad> groupReader;
    private final KafkaStreams streams;

    CorrelationUnderTest(Arena arena, Topics topics) {
        String application = topics.prefix() + "correlation";
        MeshGroups groups = new MeshGroups();
        AvroDeserializer<GroupLoad> loads = new AvroDeserializer<>(GroupLoad.class);
        loads.configure(arena.serdes(), false);
        groupReader = new CompactedTopic<>(topics.groups.name(), arena.clientConfig(), loads, groups::onEntry);
        groupReader.start();
        Shell shell = new Shell(
                groups,
                io.recoverymesh.correlation.guard.Neighbourhood.NONE,
                io.recoverymesh.correlation.decision.Contracts.NONE,
                io.recoverymesh.correlation.decision.Addressees.NOBODY,
                new KafkaCommandTopics(topics, arena.topicCreator(), true),
                new KafkaTargetsTail(topics.targets.name(), arena.clientConfig(), application),
                new Unheard(),
                Duration.ofMillis(100),
                Runnable::run);
        Properties config = new Properties();
        config.putAll(StreamsDefaults.of(
                application, arena.bootstrapServers(), arena.registryUrl(), arena.state(application)));
        streams = new KafkaStreams(CorrelationTopology.of(topics, shell, arena.serdes()), config);
        Running.start(streams);
    }

    /** Sum of a counter over all stream threads. */
    double total(String metric) {
        return streams.metrics().values().stream()
                .filter(m -> m.metricName().name().equals(metric)
                        && m.metricName().group().equals("stream-thread-metrics"))
                .mapToDouble(m -> (Double) m.metricValue())
                .sum();
    }

    @Override
    public void close() {
        Running.close(streams);
        groupReader.close();
    }

    private static final class Unheard implements Telemetry {
        @Override
        public void decided(RecoveryEvent event) {}

        @Override
        public void dropped(String reason) {}

        @Override
        public void failed() {}
    }
}
