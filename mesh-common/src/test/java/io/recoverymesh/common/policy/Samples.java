package io.recoverymesh.common.policy;

/** Documents that use most of the language. */
final class Samples {
    static final String RECOVERY = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: payments-unavailable, owner: team-payments}
            spec:
              mode: auto
              on:
                - health: {service: payments, status: [DOWN, UNKNOWN], holdFor: 10s}
                - alert: {labels: {alertname: PaymentsErrorRate, team: payments}, severity: critical}
                - anomaly: {metric: latency_p99, where: "signal.score > 0.9", count: 3, within: 1m}
                - recovery: {name: orders-db-failover, outcome: [RECOVERED, FAILED]}
              objective: {rto: 5m}
              guard:
                cooldown: 6m
                limits: [3/30m, 7/24h]
                fleet: {maxUnhealthy: 25%}
                concurrency: {overflow: join}
                breaker: {failureRate: 60%, shadow: true}
              steps:
                - {run: http, with: {url: "http://lb/drain/${target.name}", method: POST}, timeout: 30s,
                   retry: {attempts: 3, backoff: 1s, max: 8s}, onFailure: continue}
                - {run: exec/restart, safety: idempotent}
                - {run: http}
              verify: {health: DEGRADED, stableFor: 60s, within: 3m}
              escalate: [{notify: oncall}, {after: 15m, notify: manager}]
            """;
    static final String SERVICE = """
            apiVersion: recovery.mesh/v1
            kind: Service
            metadata: {name: payments, owner: team-payments}
            spec:
              group: eu
              dependsOn: [orders-db]
              rto: 5m
              rpo: 0s
              probes:
                - {http: "http://127.0.0.1:8081/health", instance: payments-1}
                - {tcp: "[::1]:5432", interval: 1s, timeout: 500ms, failures: 1, successes: 2}
                - {process: {pidFile: /run/payments.pid}}
            """;

    private Samples() {}
}
