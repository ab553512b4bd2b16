package io.recoverymesh.benchmarks;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TargetHealth;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes health of targets as trigger-service does: each bad period is a flow. */
final class HealthChanges implements AutoCloseable {
    /** Groups that the targets belong to, in turn. */
    static final int GROUPS = 20;

    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerializer<TargetHealth> serializer = new AvroSerializer<>();
    private int number;

    HealthChanges(Arena arena, Topics topics) {
        this.topics = topics;
        serializer.configure(Map.of("schema.registry.url", arena.registryUrl(), "auto.register.schemas", true), false);
        producer = Clients.bulkProducer(arena);
    }

    static String flowId(int target) {
        return "f-" + target;
    }

    /** The id of the flow that begins. */
    String down(int target) {
        send(target, HealthStatus.DOWN);
        return flowId(target);
    }

    /** From DOWN to DEGRADED, or back. */
    void flips(int target) {
        send(target, number % 2 == 0 ? HealthStatus.DEGRADED : HealthStatus.DOWN);
        flush();
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }

    private void send(int target, HealthStatus status) {
        String group = "group-" + target % GROUPS;
        Instant now = Instant.now();
        TargetHealth record = TargetHealth.newBuilder()
                .setGroup(group)
                .setTarget("service-" + target)
                .setHealth(status)
                .setSince(now)
                .setEpisode("e-" + target)
                .setEpisodeStartedAt(now)
                .setFlowId(flowId(target))
                .setReasons(List.of("reported " + status + " by the benchmark"))
                .setSignal(SignalSummary.newBuilder()
                        .setId("s-" + ++number)
                        .setKind(SignalKind.HEALTH)
                        .setName("health")
                        .setState(status.name())
                        .setObservedAt(now)
                        .setSource("benchmark")
                        .build())
                .setChangedAt(now)
                .build();
        String key = group + "/service-" + target;
        Clients.send(
                producer,
                new ProducerRecord<>(
                        topics.targets.name(),
                        Partitions.of(TopicKey.GROUP_TARGET, key, Arena.PARTITIONS),
                        key.getBytes(StandardCharsets.UTF_8),
                        serializer.serialize(topics.targets.name(), record)));
    }
}
