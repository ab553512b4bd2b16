package io.recoverymesh.benchmarks;

import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.trigger.Received;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The trigger service under firing alerts that are known already and that no policy is about. */
final class SignalsThatMatchNothing implements Subject {
    static final int TARGETS = 1_000;
    static final int FEW = 10;
    static final int MANY = 10_000;

    private final int policies;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerializer<AlertReceived> values = new AvroSerializer<>();
    private final Drain drain = new Drain();
    private final TriggerUnderTest trigger;
    private long number;

    /** @param policies how many there are, none of them about these signals */
    SignalsThatMatchNothing(Arena arena, int policies) {
        this.policies = policies;
        topics = new Topics("throughput" + policies + ".mesh.");
        arena.createTopics(topics);
        Catalogues.publish(arena, topics, Catalogues.others(policies));
        values.configure(arena.serdes(), false);
        producer = Clients.bulkProducer(arena);
        trigger = new TriggerUnderTest(arena, topics, new TriggerObserver() {
            @Override
            public void signal(SignalKind kind, Received received) {
                drain.count();
            }
        });
        trigger.streams().pause();
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "signals that match nothing, %,d policies", policies);
    }

    @Override
    public double measure(int messages) {
        String topic = topics.alert.name();
        for (int i = 0; i < messages; i++) {
            AlertReceived alert =
                    Signals.alert(i % TARGETS, number++, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            byte[] key = alert.getTarget().getBytes(StandardCharsets.UTF_8);
            Clients.send(producer, new ProducerRecord<>(topic, key, values.serialize(topic, alert)));
        }
        producer.flush();
        return drain.perSecond(trigger.streams(), messages);
    }

    @Override
    public void close() {
        trigger.close();
        producer.close();
    }
}
