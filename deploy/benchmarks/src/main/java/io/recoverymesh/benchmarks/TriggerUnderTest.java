package io.recoverymesh.benchmarks;

import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.trigger.kafka.CatalogueBoard;
import io.recoverymesh.trigger.kafka.CatalogueConsumer;
import io.recoverymesh.trigger.kafka.KafkaBacklog;
import io.recoverymesh.trigger.kafka.StreamsSettings;
import io.recoverymesh.trigger.kafka.TopologySettings;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.kafka.TriggerTopology;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** The trigger service's topology and catalogue reader with their own settings, one thread. */
final class TriggerUnderTest implements AutoCloseable {
    private static final Duration READ_CATALOGUE = Duration.ofSeconds(60);

    private final CatalogueConsumer catalogue;
    private final KafkaStreams streams;

    TriggerUnderTest(Arena arena, Topics topics, TriggerObserver observer) {
        CatalogueBoard board = new CatalogueBoard();
        catalogue = new CatalogueConsumer(arena.clientConfig(), arena.serdes(), topics.policies, board);
        catalogue.start();
        await(catalogue);
        String application = topics.prefix() + "trigger";
        StreamsSettings settings = new StreamsSettings(
                application, arena.state(application), Duration.ofMillis(100), 1, -1, StreamsSettings.DEFAULT_CACHE);
        TopologySettings topology = new TopologySettings(
                topics,
                Arena.PARTITIONS,
                TopologySettings.DEFAULT_TICK,
                TopologySettings.DEFAULT_TIMERS_PER_TICK,
                arena.serdes());
        streams = new KafkaStreams(
                TriggerTopology.build(
                        topology,
                        board,
                        observer,
                        new KafkaBacklog(arena.clientConfig(), application, question -> Thread.ofVirtual()
                                .start(question))),
                settings.properties(ClientSettings.of(arena.bootstrapServers(), Map.of()), arena.registryUrl(), null));
        Running.start(streams);
    }

    KafkaStreams streams() {
        return streams;
    }

    private static void await(CatalogueConsumer catalogue) {
        try {
            if (!catalogue.awaitComplete(READ_CATALOGUE)) {
                throw new IllegalStateException("Expected to read the catalogue within " + READ_CATALOGUE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    @Override
    public void close() {
        Running.close(streams);
        catalogue.close();
    }
}
