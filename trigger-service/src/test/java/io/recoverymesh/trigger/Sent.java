package io.recoverymesh.trigger;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalState;
import java.time.Instant;
import java.util.Map;

/** Signals as tests send them; ids follow from the content. */
public final class Sent {
    public static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private Sent() {}

    public static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    public static HealthReported health(String target, HealthStatus status, long second) {
        return HealthReported.newBuilder()
                .setId("h-" + target + "-" + status + "-" + second)
                .setTarget(target)
                .setStatus(status)
                .setObservedAt(at(second))
                .setSource("test")
                .build();
    }

    public static AlertReceived firing(String target, String name, long startsAt, long second) {
        return alert(target, name, SignalState.FIRING, startsAt, second);
    }

    public static AlertReceived resolved(String target, String name, long startsAt, long second) {
        return alert(target, name, SignalState.RESOLVED, startsAt, second);
    }

    public static AnomalyDetected anomaly(String target, String metric, double score, long second) {
        return AnomalyDetected.newBuilder()
                .setId("n-" + target + "-" + metric + "-" + second)
                .setTarget(target)
                .setMetric(metric)
                .setScore(score)
                .setObservedAt(at(second))
                .setSource("test")
                .build();
    }

    private static AlertReceived alert(String target, String name, SignalState state, long startsAt, long second) {
        return AlertReceived.newBuilder()
                .setId("a-" + target + "-" + name + "-" + state + "-" + second)
                .setTarget(target)
                .setName(name)
                .setState(state)
                .setSeverity("critical")
                .setFingerprint("fp-" + target + "-" + name)
                .setStartsAt(at(startsAt))
                .setEndsAt(state == SignalState.RESOLVED ? at(second) : null)
                .setObservedAt(at(second))
                .setSource("test")
                .setLabels(Map.of("alertname", name, "severity", "critical"))
                .build();
    }
}
