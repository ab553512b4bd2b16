package io.recoverymesh.correlation.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recoverymesh.correlation.kafka.Telemetry;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.NoticeAnswered;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StormStarted;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/** Counts decisions; never tagged by anything without a bound, such as flows or targets. */
@Singleton
final class MicrometerTelemetry implements Telemetry {
    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;

    MicrometerTelemetry(MeterRegistry meters) {
        this.meters = meters;
        registerCounters();
    }

    @Override
    public void deadLettered(String topic) {
        meters.counter("mesh.correlation.dead.letters", "topic", topic).increment();
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
            case NoticeAnswered answer ->
                meters.counter("mesh.notices", "told", answer.getTold() ? "yes" : "no")
                        .increment();
            case StormStarted ignored -> meters.counter("mesh.storms").increment();
            case StepLost ignored -> meters.counter("mesh.steps.lost").increment();
            case StepAttemptFailed failed -> attemptFailed(failed.getKind());
            case StepFailed failed -> attemptFailed(failed.getKind());
            default -> {}
        }
    }

    private void ended(String policy, RecoveryEnded ended) {
        String outcome = ended.getOutcome().name();
        timer("mesh.recovery.duration", "policy", policy, "outcome", outcome)
                .record(Duration.ofMillis(ended.getDurationMs()));
        if (ended.getRecoveryTimeMs() != null) {
            timer("mesh.recovery.time", "policy", policy)
                    .record(Duration.ofMillis(Math.max(0, ended.getRecoveryTimeMs())));
        }
        if (ended.getRtoMs() != null) {
            String met = Boolean.TRUE.equals(ended.getRtoMet()) ? "yes" : "no";
            meters.counter("mesh.recovery.objectives", "policy", policy, "met", met)
                    .increment();
        }
    }

    private void attemptFailed(FailureKind kind) {
        meters.counter("mesh.attempts.failed", "kind", kind.name()).increment();
    }

    private Timer timer(String name, String... tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(meters);
    }

    /** All whose tags are known: a rate is there from the first increase on. */
    private void registerCounters() {
        for (Verdict verdict : Verdict.values()) {
            meters.counter("mesh.verdicts", "verdict", verdict.name(), "guard", "none");
        }
        for (BreakerState state : BreakerState.values()) {
            meters.counter("mesh.breaker.changes", "to", state.name());
        }
        for (EscalationLevel level : EscalationLevel.values()) {
            meters.counter("mesh.escalations", "level", level.name());
        }
        for (FailureKind kind : FailureKind.values()) {
            meters.counter("mesh.attempts.failed", "kind", kind.name());
        }
        meters.counter("mesh.notices", "told", "yes");
        meters.counter("mesh.notices", "told", "no");
        meters.counter("mesh.storms");
        meters.counter("mesh.steps.lost");
        meters.counter("mesh.inputs.dropped");
        meters.counter("mesh.deadlines.failed");
    }
}
