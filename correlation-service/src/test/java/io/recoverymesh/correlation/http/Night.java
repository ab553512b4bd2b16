package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A night as an SRE finds it: something was repaired, something is being repaired, something waits, something is refused. */
final class Night {
    static final String RESTART = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart-payments, owner: team-payments}
            spec:
              mode: auto
              on: [{alert: {name: PaymentsErrorRate}}, {health: {service: payments, holdFor: 10s}}]
              objective: {rto: 2m}
              guard: {cooldown: 5m}
              steps:
                - {id: drain, run: exec/drain, timeout: 30s, retry: {attempts: 3, backoff: 2s}, safety: idempotent}
                - {id: restart, run: exec/restart, timeout: 1m, safety: idempotent}
                - {id: warm, run: exec/warm, timeout: 30s, safety: idempotent, onFailure: continue}
              verify: {health: UP, stableFor: 20s, within: 2m}
            """;
    static final String FAILOVER = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: failover-orders-db, owner: team-data}
            spec:
              mode: approve
              on: [{alert: {name: ReplicationLag}}]
              objective: {rto: 10m}
              steps: [{id: promote, run: exec/promote, timeout: 2m}]
              verify: {health: UP, stableFor: 30s, within: 5m}
            """;
    static final String CHECKOUT = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart-checkout, owner: team-shop}
            spec:
              mode: auto
              on: [{health: {service: checkout}}, {recovery: {name: restart-payments, outcome: RECOVERED}}]
              steps: [{id: restart, run: exec/restart, timeout: 1m, safety: idempotent}]
              verify: {health: UP, stableFor: 10s, within: 1m}
            """;
    static final String SEARCH = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: reindex-search, owner: team-shop}
            spec:
              mode: observe
              on: [{anomaly: {metric: latency_p99, service: search}}]
              steps: [{id: reindex, run: exec/reindex}]
            """;
    static final String ASKING = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: fail-over-gateway, owner: team-edge}
            spec:
              mode: auto
              on: [{health: {service: gateway}}]
              steps:
                - {id: ask, approve: {roles: [operator], timeout: 15m}}
                - {id: switch, run: exec/switch, safety: idempotent}
              verify: {health: UP, stableFor: 10s, within: 1m}
            """;
    /** Every kind of step, joins, conditions, edges that lead back. */
    static final String GRAPH = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: payments-unavailable, owner: team-payments}
            spec:
              mode: auto
              on: [{health: {service: payments, status: DOWN, holdFor: 30s}}]
              objective: {rto: 5m}
              onFailure: compensate
              steps:
                - {id: drain, run: exec/drain, undo: {run: exec/undrain}}
                - {id: restart, run: exec/restart, after: {all: [drain]}, safety: idempotent, maxVisits: 3, on: {failed: page}}
                - {id: warm, run: exec/warm, after: [], onFailure: continue}
                - {id: ask, approve: {roles: [operator], timeout: 15m}, after: {all: [restart, warm]}, when: "signal.severity != 'critical'", on: {timedOut: page}, maxVisits: 3}
                - {id: settle, await: {health: UP, within: 2m}, on: {timedOut: restart}, maxVisits: 3}
                - {id: page, notify: oncall}
              verify: {health: UP, stableFor: 60s, within: 3m}
              repeat: {max: 3, within: 10m}
            """;

    private final Api api;
    private final Map<String, TargetHealth> healths = new HashMap<>();

    Night(Api api) {
        this.api = api;
    }

    /** Everything up to now. */
    void passes() {
        Plan restart = declare(RESTART);
        Plan failover = declare(FAILOVER);
        Plan checkout = declare(CHECKOUT);
        Plan search = declare(SEARCH);
        List.of("checkout/c-1", "checkout/c-2", "cart", "frontend", "search")
                .forEach(t -> health("shop", t, HealthStatus.UP));
        List.of("payments/p-1", "payments/p-2", "ledger", "fraud").forEach(t -> health("payments", t, HealthStatus.UP));
        List.of("orders-db", "events-db").forEach(t -> health("data", t, HealthStatus.UP));
        wait(Duration.ofMinutes(3));

        repaired(restart, checkout);
        wait(Duration.ofMinutes(22));

        ill("shop", "cart", "connection refused");
        StepCommand first = ask("shop", "cart", checkout);
        wait(Duration.ofSeconds(2));
        started(first);
        wait(Duration.ofSeconds(4));
        failed(first, "Expected exit code 0, but got 1: no such unit");
        health("shop", "cart", HealthStatus.DEGRADED);

        health("shop", "search", HealthStatus.DEGRADED);
        request("shop", "search", search, "latency_p99 is 2.4 s, expected below 800 ms");
        wait(Duration.ofMinutes(2));

        ill("data", "orders-db", "replication lag is 48 s");
        request("data", "orders-db", failover, "replication lag is 48 s, above 10 s for 1 min");
        wait(Duration.ofSeconds(45));

        ill("payments", "payments/p-2", "probe answered 503");
        StepCommand drain = ask("payments", "payments/p-2", restart);
        wait(Duration.ofMillis(300));
        started(drain);
        wait(Duration.ofSeconds(3));
        succeeded(drain);
        wait(Duration.ofMillis(400));
        started(last());
        wait(Duration.ofSeconds(7));
        api.tell();
    }

    /** Drained at the second try, restarted, warmed, verified; then another service follows. */
    private void repaired(Plan restart, Plan checkout) {
        ill("payments", "payments/p-1", "GET http://127.0.0.1:8081/health: connection refused");
        wait(Duration.ofMillis(150));
        StepCommand drain = ask("payments", "payments/p-1", restart);
        wait(Duration.ofMillis(250));
        started(drain);
        wait(Duration.ofSeconds(2));
        result(drain, new AttemptFailed(FailureKind.FAILED, "Expected exit code 0, but got 75: busy", true, 2_000L));
        wait(Duration.ofSeconds(4));
        started(last());
        wait(Duration.ofSeconds(3));
        succeeded(last());
        wait(Duration.ofMillis(200));
        started(last());
        wait(Duration.ofSeconds(9));
        succeeded(last());
        wait(Duration.ofMillis(200));
        started(last());
        wait(Duration.ofSeconds(4));
        succeeded(last());
        wait(Duration.ofSeconds(5));
        health("payments", "payments/p-1", HealthStatus.UP);
        wait(Duration.ofSeconds(21));
        chained(checkout);
    }

    private void chained(Plan checkout) {
        VerdictGiven admitted = api.mesh.tale.scene().facts(VerdictGiven.class).getLast();
        RecoveryRequest follows = RecoveryRequest.newBuilder(request("payments", "ledger", checkout))
                .setFlowId("f-e-payments/p-1-1")
                .setFlowId(api.mesh.tale.scene().events().getLast().getFlowId())
                .setCauseRecoveryId(api.mesh.tale.scene().events().getLast().getRecoveryId())
                .setDepth(1)
                .setSignal(SignalSummary.newBuilder(admitted.getSignal())
                        .setKind(SignalKind.RECOVERY)
                        .setName("restart-payments")
                        .setState("RECOVERED")
                        .build())
                .build();
        api.mesh.tale.give(follows);
        wait(Duration.ofMillis(500));
        started(last());
        wait(Duration.ofSeconds(2));
        succeeded(last());
        wait(Duration.ofSeconds(11));
    }

    Plan declare(String yaml) {
        api.mesh.declare(yaml, "policies.yaml");
        return Plan.read(yaml);
    }

    void wait(Duration time) {
        api.mesh.tale.after(time);
    }

    void ill(String group, String target, String reason) {
        health(group, target, HealthStatus.DOWN, reason);
    }

    void health(String group, String target, HealthStatus status) {
        health(group, target, status, status == HealthStatus.UP ? "" : "error rate is 12 %");
    }

    void health(String group, String target, HealthStatus status, String reason) {
        var scene = api.mesh.tale.scene();
        TargetHealth before = healths.get(target);
        TargetHealth.Builder record = TargetHealth.newBuilder()
                .setGroup(group)
                .setTarget(target)
                .setHealth(status)
                .setPrevious(before == null ? null : before.getHealth())
                .setSince(scene.now())
                .setFlowId(before == null ? null : before.getFlowId())
                .setSignal(scene.signal(SignalKind.HEALTH, status.name()))
                .setReasons(reason.isEmpty() ? List.of() : List.of(reason))
                .setChangedAt(scene.now());
        if (status != HealthStatus.UP) {
            String known = before == null ? null : before.getEpisode();
            String episode =
                    known == null ? "e" + Integer.toHexString((group + target + scene.now()).hashCode()) : known;
            record.setEpisode(episode)
                    .setEpisodeStartedAt(before == null || known == null ? scene.now() : before.getEpisodeStartedAt())
                    .setFlowId("f-" + episode);
        }
        TargetHealth made = record.build();
        healths.put(target, made);
        api.mesh.tale.observe(made);
    }

    RecoveryRequest request(String group, String target, Plan plan) {
        var scene = api.mesh.tale.scene();
        return RecoveryRequest.newBuilder(scene.request(plan, target))
                .setGroup(group)
                .build();
    }

    RecoveryRequest request(String group, String target, Plan plan, String reason) {
        RecoveryRequest plain = request(group, target, plan);
        RecoveryRequest request = RecoveryRequest.newBuilder(plain)
                .setSignal(SignalSummary.newBuilder(plain.getSignal())
                        .setReason(reason)
                        .build())
                .build();
        api.mesh.tale.give(request);
        return request;
    }

    /** Admitted at once; its first command. */
    StepCommand ask(String group, String target, Plan plan) {
        api.mesh.tale.give(request(group, target, plan));
        return last();
    }

    StepCommand last() {
        return api.mesh.tale.scene().lastCommand();
    }

    void started(StepCommand command) {
        result(command, new AttemptStarted(api.mesh.tale.scene().now().plusSeconds(30)));
    }

    void succeeded(StepCommand command) {
        result(command, new AttemptSucceeded("{}", 5L));
    }

    void failed(StepCommand command, String error) {
        result(command, new AttemptFailed(FailureKind.FAILED, error, false, 5L));
    }

    /** Fails so that it is tried again. */
    void busy(StepCommand command) {
        result(command, new AttemptFailed(FailureKind.FAILED, "Expected exit code 0, but got 75: busy", true, 5L));
    }

    private void result(StepCommand command, Object body) {
        api.mesh.tale.result(command, body);
    }
}
