package io.recoverymesh.benchmarks;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Policies as teams write them, read by the product's own reader. */
public final class Catalogues {
    /** Handler that {@link #responsive} sends its commands to. */
    public static final String HANDLER = "bench";

    /** Label of the signals that trigger {@link #responsive}. */
    public static final String LABEL = "bench";

    private Catalogues() {}

    /** Policies of other services, on alerts, health and anomalies; none matches a signal of the benchmarks. */
    public static List<RecoveryPolicy> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> read("""
                        apiVersion: recovery.mesh/v1
                        kind: Recovery
                        metadata: {name: other-%d, owner: team-%d}
                        spec:
                          mode: auto
                          on:
                            - alert: {name: Alert%d, severity: critical, labels: {team: team-%d}}
                            - health: {service: other-%d, status: [DOWN, DEGRADED]}
                            - anomaly: {metric: latency_p99, service: other-%d, where: "signal.score > 0.9"}
                          steps: [{run: exec/restart}]
                        """.formatted(i, i % 20, i, i % 20, i, i)))
                .toList();
    }

    /** Matches every target that is DOWN, and waits for hours. */
    static RecoveryPolicy holding(int number) {
        return read("""
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: holding-%d, owner: team-bench}
                spec:
                  mode: auto
                  on: [{health: {status: DOWN, labels: {%s: "yes"}, holdFor: 12h}}]
                  steps: [{run: exec/restart}]
                """.formatted(number, LABEL));
    }

    /** Acts on the first report, again and again; every guard is asked, none of them has a reason to refuse. */
    public static RecoveryPolicy responsive() {
        return read("""
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: responsive, owner: team-bench}
                spec:
                  mode: auto
                  on: [{health: {status: DOWN, labels: {%s: "yes"}, holdFor: 0s}}]
                  guard:
                    cooldown: 0s
                    limits: [100/10s]
                    serviceLimits: [100/10s]
                    groupLimits: [500/30s]
                    fleet: {maxUnhealthy: 100%%}
                    concurrency: {group: 100, mesh: 1000}
                  steps: [{id: restart, run: %s/restart, with: {unit: "${target.name}"}}]
                  verify: {health: UP, stableFor: 0s, within: 1m}
                """.formatted(LABEL, HANDLER));
    }

    /** One step, no limits, verified as soon as the step has succeeded and the target is well. */
    public static RecoveryPolicy immediate() {
        return read("""
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: immediate, owner: team-bench}
                spec:
                  mode: auto
                  on: [{health: {service: none}}]
                  guard:
                    cooldown: 0s
                    limits: [1000/1s]
                    serviceLimits: [1000/1s]
                    groupLimits: [100000/1s]
                    fleet: {maxUnhealthy: 100%%}
                    concurrency: {group: 1000, mesh: 10000}
                  steps: [{id: restart, run: %s/restart, with: {unit: "${target.name}"}}]
                  verify: {health: UP, stableFor: 0s, within: 1m}
                """.formatted(HANDLER));
    }

    /** Writes policies to the catalogue topic, as the loader does. */
    static void publish(Arena arena, Topics topics, List<RecoveryPolicy> policies) {
        AvroSerializer<PolicyDocument> values = new AvroSerializer<>();
        values.configure(arena.serdes(), false);
        try (KafkaProducer<byte[], byte[]> producer = Clients.producer(arena, Map.of())) {
            for (RecoveryPolicy policy : policies) {
                byte[] key = ("Recovery/" + policy.policy().name()).getBytes(StandardCharsets.UTF_8);
                byte[] value = values.serialize(topics.policies.name(), document(policy));
                Clients.send(producer, new ProducerRecord<>(topics.policies.name(), key, value));
            }
        }
    }

    private static PolicyDocument document(RecoveryPolicy policy) {
        return PolicyDocument.newBuilder()
                .setKind("Recovery")
                .setName(policy.policy().name())
                .setVersion(policy.policy().version())
                .setDocument(policy.canonical())
                .setSource(policy.source())
                .setLoadedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static RecoveryPolicy read(String yaml) {
        PolicyReading reading = new PolicyReader().read("benchmark.yaml", yaml);
        if (reading.hasErrors()) {
            throw new IllegalStateException("Expected a good policy, but " + reading.problems());
        }
        return (RecoveryPolicy) new ArrayList<>(reading.documents()).getFirst();
    }
}
