package io.recoverymesh.correlation.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.recoverymesh.correlation.kafka.Telemetry;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StormStarted;
import io.recoverymesh.schemas.VerdictGiven;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts decisions; never tagged by anything without a bound, such as flows or targets. */
@Singleton
final class MicrometerTelemetry implements Telemetry {
    private final MeterRegistry meters;

    MicrometerTelemetry(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void decided(RecoveryEvent event) {
        event.getFacts().forEach(fact -> count(event, fact));
    }

    @Override
    public void dropped(String reason) {
        meters.counter("mesh.inputs.dropped").increment();
    }

    @Override
    public void failed() {
        meters.counter("mesh.deadlines.failed").increment();
    }

    private void count(RecoveryEvent event, Object fact) {
        String policy = event.getPolicy() == null ? "none" : event.getPolicy();
        switch (fact) {
            case VerdictGiven verdict ->
                meters.counter(
                                "mesh.verdicts",
                                "verdict",
                                verdict.getVerdict().name(),
                                "guard",
                                verdict.getGuard() == null ? "none" : verdict.getGuard())
                        .increment();
            case RecoveryEnded ended -> ended(policy, ended);
            case BreakerChanged breaker ->
                meters.counter("mesh.breaker.changes", "to", breaker.getTo().name())
                        .increment();
            case EscalationRaised escalation ->
                meters.counter(
                                "mesh.escalations",
                                "level",
                                escalation.getLevel().name())
                        .increment();
            case StormStarted ignored -> meters.counter("mesh.storms").increment();
            case StepLost ignored -> meters.counter("mesh.steps.lost").increment();
            default -> {}
        }
    }

    private void ended(String policy, RecoveryEnded ended) {
        String outcome = ended.getOutcome().name();
        meters.timer("mesh.recovery.duration", "policy", policy, "outcome", outcome)
                .record(Duration.ofMillis(ended.getDurationMs()));
        if (ended.getRecoveryTimeMs() != null) {
            meters.timer("mesh.recovery.time", "policy", policy)
                    .record(Duration.ofMillis(Math.max(0, ended.getRecoveryTimeMs())));
        }
    }
}
