package io.recoverymesh.benchmarks.rules;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.trigger.Decision;
import io.recoverymesh.trigger.trigger.TargetState;
import io.recoverymesh.trigger.trigger.TriggerCore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The trigger core over a map: besides matching it folds health, episodes and requests, as it does in the service. */
final class MeshEngine implements Engine {
    private final Map<TargetRef, TargetState> states = new HashMap<>();
    private final Catalogue catalogue;
    private long fired;

    MeshEngine(int rules) {
        catalogue = catalogue(rules);
    }

    static Catalogue catalogue(int rules) {
        PolicyReader reader = new PolicyReader();
        List<PolicyEntry> entries = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            var reading = reader.read("benchmark.yaml", policy(i));
            if (reading.hasErrors()) {
                throw new IllegalStateException("Expected a good policy, but " + reading.problems());
            }
            RecoveryPolicy document =
                    (RecoveryPolicy) List.copyOf(reading.documents()).getFirst();
            entries.add(new PolicyEntry(document.policy(), document.canonical()));
        }
        return Catalogue.of(entries, List.of());
    }

    @Override
    public Object prepared(SpecificRecord record) {
        return Signal.of(record);
    }

    @Override
    public void take(Object event) {
        Signal signal = (Signal) event;
        TargetRef key = signal.target();
        TargetState before = states.getOrDefault(key, TargetState.NEW);
        Decision decision = TriggerCore.decide(before, signal, catalogue, signal.observedAt());
        if (decision.changes(before)) {
            states.put(key, decision.state());
        }
        fired += decision.requests().size();
    }

    @Override
    public long fired() {
        return fired;
    }

    @Override
    public void close() {
        states.clear();
    }

    private static String policy(int i) {
        String trigger =
                switch (Workload.kindOf(i)) {
                    case 0 ->
                        "alert: {name: Alert%d, severity: critical, labels: {team: %s}}".formatted(i, Workload.team(i));
                    case 1 -> "health: {service: service-%d, status: [DOWN, DEGRADED], holdFor: 0s}".formatted(i);
                    default ->
                        "anomaly: {metric: latency_p99, service: service-%d, where: \"signal.score > 0.9\"}"
                                .formatted(i);
                };
        return """
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: rule-%d}
                spec:
                  mode: auto
                  on: [{%s}]
                  steps: [{run: exec/restart}]
                """.formatted(i, trigger);
    }
}
