package io.recoverymesh.standalone.crash;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Plays the trigger service: bad periods of many targets, each with a request and a duplicate of it. */
final class Load implements AutoCloseable {
    private static final String POLICY = """
        apiVersion: recovery.mesh/v1
        kind: Recovery
        metadata: {name: %s}
        spec:
          mode: auto
          on: [{health: {status: DOWN, labels: {load: "yes"}}}]
          guard:
            cooldown: 0s
            cooldownAfterBlock: 1s
            backoff: {initial: 100ms, max: 200ms, failures: 100, block: 1s}
            limits: [1000/1m]
            serviceLimits: [1000/1m]
            groupLimits: [1000/1m]
            fleet: {maxUnhealthy: 100%%}
            concurrency: {target: 1, group: 100, mesh: 1000}
            breaker: {enabled: false}
          steps: [{%s}]
          verify: {health: UP, stableFor: 100ms, within: %s}
        """;

    private final Topics topics;
    private final int partitions;
    private final RecoveryPolicy policy;
    private final KafkaProducer<String, SpecificRecord> producer;
    private final List<String> requests = new ArrayList<>();

    Load(Topics topics, int partitions, MeshInfrastructure mesh) {
        this(
                topics,
                partitions,
                mesh,
                "effect",
                "run: exec/effect, timeout: 60s, safety: idempotent, retry: {attempts: 3, backoff: 100ms}",
                "60s");
    }

    /**
     * @param step of the policy's one step, without braces
     * @param within of its verification
     */
    Load(Topics topics, int partitions, MeshInfrastructure mesh, String name, String step, String within) {
        this.topics = topics;
        this.partitions = partitions;
        this.policy = (RecoveryPolicy) new PolicyReader()
                .read("effect.yaml", POLICY.formatted(name, step, within))
                .documents()
                .getFirst();
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(mesh.serdeConfig(), false);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", mesh.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                serializer);
    }

    /** The target becomes unhealthy, and two requests say so. */
    void fail(String group, String target, int period) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String episode = EventIds.of("episode", group, target, Integer.toString(period));
        send(topics.targets, health(group, target, HealthStatus.DOWN, episode, now), group, target);
        for (int copy = 0; copy < 2; copy++) {
            RecoveryRequest request = request(group, target, episode, copy, now);
            requests.add(request.getId());
            send(topics.requests, request, group, target);
        }
    }

    /** The target is healthy again. */
    void heal(String group, String target) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        send(topics.targets, health(group, target, HealthStatus.UP, null, now), group, target);
    }

    /** Ids of all requests sent. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(Topic topic, SpecificRecord record, String group, String target) {
        String key = group + "/" + target;
        int partition = Partitions.of(TopicKey.GROUP_TARGET, key, partitions);
        try {
            producer.send(new ProducerRecord<>(topic.name(), partition, key, record))
                    .get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Expected Kafka to take a record of " + topic.name(), e);
        }
    }

    private RecoveryRequest request(String group, String target, String episode, int copy, Instant now) {
        String id = EventIds.of("request", episode, Integer.toString(copy));
        return RecoveryRequest.newBuilder()
                .setId(id)
                .setFlowId(EventIds.readable("f", episode))
                .setIdempotencyKey(EventIds.of("key", episode))
                .setPolicy(policy.policy().name())
                .setPolicyVersion(policy.policy().version())
                .setPolicyDocument(policy.canonical())
                .setGroup(group)
                .setTarget(target)
                .setEpisode(episode)
                .setSignal(signal(HealthStatus.DOWN, now))
                .setEventTime(now)
                .setRequestedAt(now)
                .setSeed(EventIds.seed(id))
                .build();
    }

    private static TargetHealth health(
            String group, String target, HealthStatus status, @Nullable String episode, Instant now) {
        return TargetHealth.newBuilder()
                .setGroup(group)
                .setTarget(target)
                .setHealth(status)
                .setSince(now)
                .setEpisode(episode)
                .setEpisodeStartedAt(episode == null ? null : now)
                .setFlowId(episode == null ? null : EventIds.readable("f", episode))
                .setReasons(List.of())
                .setSignal(signal(status, now))
                .setChangedAt(now)
                .build();
    }

    private static SignalSummary signal(HealthStatus status, Instant now) {
        return SignalSummary.newBuilder()
                .setId("s-" + now)
                .setKind(SignalKind.HEALTH)
                .setName("health")
                .setState(status.name())
                .setObservedAt(now)
                .setSource("crash-it")
                .build();
    }
}
