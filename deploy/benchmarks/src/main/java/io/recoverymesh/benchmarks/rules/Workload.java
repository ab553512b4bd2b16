package io.recoverymesh.benchmarks.rules;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Rules of three kinds in turn, and events of the same kinds, of which one in twenty matches a rule. */
final class Workload {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int TARGETS = 1_000;
    private static final int ONE_IN = 20;

    private Workload() {}

    /** What rule number {@code i} waits for: 0 an alert, 1 a health, 2 an anomaly. */
    static int kindOf(int rule) {
        return rule % 3;
    }

    static String team(int rule) {
        return "team-" + rule % 20;
    }

    /** Events number {@code from} and following, each a millisecond later than the one before. */
    static List<SpecificRecord> events(int from, int count, int rules) {
        List<SpecificRecord> events = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            events.add(event(i, matches(i) ? (i / ONE_IN * 7) % rules : rules + i % TARGETS));
        }
        return events;
    }

    /** Whether a rule is about an event. */
    static boolean matches(int number) {
        return number % ONE_IN == 0;
    }

    private static SpecificRecord event(int number, int rule) {
        Instant at = NOW.plusMillis(number);
        String service = "service-" + rule;
        Map<String, String> labels = Map.of("team", team(rule), "region", "eu-west-1");
        return switch (kindOf(rule)) {
            case 0 ->
                AlertReceived.newBuilder()
                        .setId("a-" + number)
                        .setTarget(service)
                        .setName("Alert" + rule)
                        .setState(SignalState.FIRING)
                        .setSeverity("critical")
                        .setFingerprint("fp-" + rule)
                        .setStartsAt(NOW)
                        .setObservedAt(at)
                        .setSource("alertmanager")
                        .setLabels(labels)
                        .build();
            case 1 ->
                HealthReported.newBuilder()
                        .setId("h-" + number)
                        .setTarget(service)
                        .setStatus(HealthStatus.DOWN)
                        .setObservedAt(at)
                        .setSource("blackbox-exporter")
                        .setLabels(labels)
                        .build();
            default ->
                AnomalyDetected.newBuilder()
                        .setId("n-" + number)
                        .setTarget(service)
                        .setMetric("latency_p99")
                        .setScore(0.95)
                        .setObservedAt(at)
                        .setSource("detector")
                        .setLabels(labels)
                        .build();
        };
    }
}
