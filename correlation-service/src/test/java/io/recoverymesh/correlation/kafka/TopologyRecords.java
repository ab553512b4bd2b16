package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records about one target of one group that is to be recovered by one policy. */
final class TopologyRecords {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final String POLICY = """
        apiVersion: recovery.mesh/v1
        kind: Recovery
        metadata: {name: restart-payments}
        spec:
          mode: auto
          on: [{health: {service: payments, status: DOWN}}]
          steps: [{run: exec/restart, with: {who: "${target.name}"}}]
          verify: {health: UP, stableFor: 10s, within: 60s}
        """;

    private TopologyRecords() {}

    private static SignalSummary signal(String state) {
        return SignalSummary.newBuilder()
                .setId("s-" + state)
                .setKind(SignalKind.HEALTH)
                .setName("health")
                .setState(state)
                .setObservedAt(START)
                .setSource("test")
                .build();
    }

    static TargetHealth down() {
        return health(HealthStatus.DOWN, HealthStatus.UP, "e1", START);
    }

    static TargetHealth up() {
        return health(HealthStatus.UP, HealthStatus.DOWN, null, START.plusSeconds(1));
    }

    private static TargetHealth health(HealthStatus now, HealthStatus before, @Nullable String episode, Instant at) {
        return TargetHealth.newBuilder()
                .setGroup("shop")
                .setTarget("payments")
                .setHealth(now)
                .setPrevious(before)
                .setSince(at)
                .setEpisode(episode)
                .setEpisodeStartedAt(episode == null ? null : at)
                .setFlowId("f-1")
                .setReasons(List.of())
                .setSignal(signal(now.name()))
                .setChangedAt(at)
                .build();
    }

    static RecoveryRequest request(String id) {
        RecoveryPolicy policy = (RecoveryPolicy)
                new PolicyReader().read("test.yaml", POLICY).documents().getFirst();
        return RecoveryRequest.newBuilder()
                .setId(id)
                .setFlowId("f-1")
                .setIdempotencyKey("key-1")
                .setPolicy(policy.policy().name())
                .setPolicyVersion(policy.policy().version())
                .setPolicyDocument(policy.canonical())
                .setGroup("shop")
                .setTarget("payments")
                .setEpisode("e1")
                .setSignal(signal("DOWN"))
                .setEventTime(START)
                .setRequestedAt(START)
                .setSeed(7)
                .build();
    }

    static StepResult result(StepCommand command, Object body) {
        return StepResult.newBuilder()
                .setId(command.getId() + body.getClass().getSimpleName())
                .setCommandId(command.getId())
                .setFlowId(command.getFlowId())
                .setRecoveryId(command.getRecoveryId())
                .setGroup(command.getGroup())
                .setTarget(command.getTarget())
                .setStep(command.getStep())
                .setAttempt(command.getAttempt())
                .setFence(command.getFence())
                .setHandler("exec")
                .setInstance("test")
                .setAt(START)
                .setBody(body)
                .build();
    }
}
