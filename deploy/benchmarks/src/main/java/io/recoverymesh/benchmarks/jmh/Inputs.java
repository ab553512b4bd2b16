package io.recoverymesh.benchmarks.jmh;

import io.recoverymesh.benchmarks.Catalogues;
import io.recoverymesh.benchmarks.Responder;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;
import java.util.Map;

/** Records of one recovery, as the services write them. */
final class Inputs {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String GROUP = "eu";
    private static final String TARGET = "payments/payments-1";

    private Inputs() {}

    static RecoveryRequest request() {
        RecoveryPolicy policy = Catalogues.responsive();
        return RecoveryRequest.newBuilder()
                .setId("r-1")
                .setFlowId("f-1")
                .setIdempotencyKey("k-1")
                .setPolicy(policy.policy().name())
                .setPolicyVersion(policy.policy().version())
                .setPolicyDocument(policy.canonical())
                .setGroup(GROUP)
                .setTarget(TARGET)
                .setEpisode("e-1")
                .setSignal(signal("DOWN"))
                .setEventTime(NOW)
                .setRequestedAt(NOW)
                .setSeed(42)
                .build();
    }

    static TargetHealth down() {
        return health(HealthStatus.DOWN).setEpisode("e-1").setFlowId("f-1").build();
    }

    static TargetHealth up() {
        return health(HealthStatus.UP)
                .setSince(NOW.plusMillis(1))
                .setChangedAt(NOW.plusMillis(1))
                .build();
    }

    static StepResult started(StepCommand command) {
        return Responder.started(command, NOW);
    }

    static StepResult succeeded(StepCommand command) {
        return Responder.succeeded(command, NOW);
    }

    private static TargetHealth.Builder health(HealthStatus health) {
        return TargetHealth.newBuilder()
                .setGroup(GROUP)
                .setTarget(TARGET)
                .setHealth(health)
                .setSince(NOW)
                .setSignal(signal(health.name()))
                .setChangedAt(NOW);
    }

    private static SignalSummary signal(String state) {
        return SignalSummary.newBuilder()
                .setId("s-" + state)
                .setKind(SignalKind.HEALTH)
                .setName("blackbox-exporter")
                .setState(state)
                .setObservedAt(NOW)
                .setSource("blackbox-exporter")
                .setLabels(Map.of("team", "payments"))
                .build();
    }
}
