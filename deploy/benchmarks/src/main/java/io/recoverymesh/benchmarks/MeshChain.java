package io.recoverymesh.benchmarks;

import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Signals in, commands out: trigger and correlation as they run in production, and whole recoveries. One signal in twenty
 * reports a target down; of the others, some report those targets up again, and the rest tell nothing new.
 */
final class MeshChain implements Chain {
    private static final int OTHER_POLICIES = 100;
    private static final int FRAGILE = 400;
    private static final int STEADY = 1_000;
    private static final int ONE_IN = 20;

    private record Place(String group, String target) {
        String key() {
            return group + "/" + target;
        }
    }

    private final Topics topics = new Topics("latency.mesh.");
    private final KafkaProducer<byte[], byte[]> monitoring;
    private final KafkaProducer<byte[], byte[]> handler;
    private final Responder responder;
    private final AvroSerializer<HealthReported> signals = new AvroSerializer<>();
    private final AvroDeserializer<StepCommand> commands = new AvroDeserializer<>(StepCommand.class);
    private final Queue<Place> restarted = new ConcurrentLinkedQueue<>();
    private final TriggerUnderTest trigger;
    private final CorrelationUnderTest correlation;
    private final Loop reader;
    private volatile Journeys journeys = new Journeys();
    private long number;
    private int nextFragile;

    MeshChain(Arena arena) {
        arena.createTopics(topics);
        arena.topicCreator().ensure(List.of(topics.commands(Catalogues.HANDLER)), true);
        List<RecoveryPolicy> policies = new ArrayList<>(Catalogues.others(OTHER_POLICIES));
        policies.add(Catalogues.responsive());
        Catalogues.publish(arena, topics, policies);
        signals.configure(arena.serdes(), false);
        commands.configure(arena.serdes(), false);
        monitoring = Clients.producer(arena, Map.of());
        handler = Clients.producer(arena, Map.of());
        responder = new Responder(arena, topics, handler);
        correlation = new CorrelationUnderTest(arena, topics);
        trigger = new TriggerUnderTest(arena, topics, TriggerObserver.NONE);
        String topic = topics.commands(Catalogues.HANDLER).name();
        reader = Loop.start("command-reader", Clients.consumer(arena, "command-reader", topic), this::read);
        reportAllHealthy();
    }

    @Override
    public String name() {
        return "signal to command";
    }

    @Override
    public Journeys measure(int perSecond, Duration length) {
        Journeys measured = new Journeys();
        journeys = measured;
        Pace.run(perSecond, length, i -> {
            if (i % ONE_IN == 0) {
                Place place = fragile(nextFragile++);
                Runnable acknowledged = measured.sent(place.key());
                send(Signals.down(place.group(), place.target(), number++, now()), acknowledged);
            } else {
                Place place = restarted.poll();
                healthy(place == null ? steady(i) : place);
            }
        });
        Pause.of(Duration.ofSeconds(1));
        return measured;
    }

    private void read(ConsumerRecords<byte[], byte[]> records) {
        long at = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            StepCommand command = commands.deserialize(record.topic(), record.headers(), record.value());
            if (command != null) {
                Place place = new Place(command.getGroup(), command.getTarget());
                journeys.arrived(place.key(), at);
                responder.answer(command);
                restarted.add(place);
            }
        }
    }

    private void reportAllHealthy() {
        for (int i = 0; i < FRAGILE; i++) {
            healthy(fragile(i));
        }
        for (int i = 0; i < STEADY; i++) {
            healthy(steady(i));
        }
        monitoring.flush();
        Pause.of(Duration.ofSeconds(3));
    }

    private void healthy(Place place) {
        send(Signals.healthy(place.group(), place.target(), number++, now()), () -> {});
    }

    private void send(HealthReported signal, Runnable acknowledged) {
        String topic = topics.health.name();
        byte[] key = signal.getTarget().getBytes(StandardCharsets.UTF_8);
        Clients.send(monitoring, new ProducerRecord<>(topic, key, signals.serialize(topic, signal)), acknowledged);
    }

    private static Place fragile(int i) {
        int n = i % FRAGILE;
        return new Place("fragile-" + n / 10, "service-" + n);
    }

    private static Place steady(int i) {
        int n = i % STEADY;
        return new Place("steady-" + n / 20, "steady-service-" + n);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        trigger.close();
        correlation.close();
        reader.close();
        monitoring.close();
        handler.close();
    }
}
