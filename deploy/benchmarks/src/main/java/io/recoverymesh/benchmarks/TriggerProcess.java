package io.recoverymesh.benchmarks;

import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.kafka.CatalogueBoard;
import io.recoverymesh.trigger.kafka.CatalogueConsumer;
import io.recoverymesh.trigger.kafka.KafkaBacklog;
import io.recoverymesh.trigger.kafka.StreamsSettings;
import io.recoverymesh.trigger.kafka.TopologySettings;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.kafka.TriggerTopology;
import io.recoverymesh.trigger.trigger.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The trigger service's topology in a process of its own, whose heap the one who starts it has chosen; it says how many
 * signals it has taken and how many holds it began: bootstrap servers, registry, topic prefix, state directory.
 */
final class TriggerProcess {
    private static final Duration SAY_EVERY = Duration.ofMillis(200);

    private TriggerProcess() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, Object> clients = Map.of("bootstrap.servers", args[0]);
        Map<String, Object> serdes = Map.of("schema.registry.url", args[1]);
        Topics topics = new Topics(args[2]);
        String application = topics.prefix() + "trigger";
        AtomicLong signals = new AtomicLong();
        AtomicLong holds = new AtomicLong();
        CatalogueBoard board = new CatalogueBoard();
        try (CatalogueConsumer catalogue = new CatalogueConsumer(clients, serdes, topics.policies, board)) {
            catalogue.start();
            if (!catalogue.awaitComplete(Duration.ofSeconds(60))) {
                throw new IllegalStateException("Expected to read the catalogue within a minute");
            }
            StreamsSettings settings = new StreamsSettings(
                    application, Path.of(args[3]), Duration.ofMillis(100), 1, -1, StreamsSettings.DEFAULT_CACHE);
            TopologySettings topology = new TopologySettings(
                    topics,
                    Arena.PARTITIONS,
                    TopologySettings.DEFAULT_TICK,
                    TopologySettings.DEFAULT_TIMERS_PER_TICK,
                    serdes);
            KafkaStreams streams = new KafkaStreams(
                    TriggerTopology.build(
                            topology,
                            board,
                            counting(signals, holds),
                            new KafkaBacklog(clients, application, question -> Thread.ofVirtual()
                                    .start(question))),
                    settings.properties(ClientSettings.of(args[0], Map.of()), args[1], null));
            Running.start(streams);
            while (streams.state().isRunningOrRebalancing()) {
                long heap = Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
                System.out.println(signals.get() + " " + holds.get() + " " + heap);
                Pause.of(SAY_EVERY);
            }
        }
    }

    private static TriggerObserver counting(AtomicLong signals, AtomicLong holds) {
        return new TriggerObserver() {
            @Override
            public void signal(SignalKind kind, Received received) {
                signals.incrementAndGet();
            }

            @Override
            public void event(TriggerEventKind kind) {
                if (kind == TriggerEventKind.HOLD_STARTED) {
                    holds.incrementAndGet();
                }
            }
        };
    }
}
