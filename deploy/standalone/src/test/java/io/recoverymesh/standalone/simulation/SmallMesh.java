package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Policies for the simulated services; their limits are so small that every guard trips within minutes. */
final class SmallMesh {
    private static final String GUARD = """
                guard:
                  maxEventAge: 2m
                  cooldown: 15s
                  cooldownAfterBlock: 40s
                  limits: [3/90s]
                  serviceLimits: [4/2m]
                  groupLimits: [7/2m]
                  maxDepth: 1
                  fleet: {maxUnhealthy: 60%, calmFor: 5s}
                  backoff: {initial: 3s, max: 15s, failures: 3, block: 40s, resetAfter: 30s}
                  breaker: {minimum: 2, window: 4, openFor: 15s, maxOpenFor: 30s}
                  concurrency: {group: 2, mesh: 3, overflow: OVERFLOW, queue: 2}
                verify: {stableFor: 3s, within: 20s}
              """;

    private static final Map<String, String> ON = new HashMap<>();

    static final List<PolicyEntry> POLICIES = List.of(
            policy(
                    "restart-payments",
                    "queue",
                    "mode: auto",
                    "on: [{health: {service: payments, status: DOWN, holdFor: 2s}}, {alert: {service: payments}}]",
                    "steps: [{id: restart, run: exec/restart, safety: idempotent, timeout: 40s, retry: {attempts: 3,"
                            + " backoff: 1s, max: 4s}}, {id: warm, run: exec/warm, timeout: 20s, onFailure: continue}]"),
            policy(
                    "failover-orders",
                    "replace",
                    "mode: auto",
                    "on: [{health: {service: orders, status: DOWN, holdFor: 0s}},"
                            + " {recovery: {name: restart-payments, outcome: [RECOVERED, FAILED], service: orders}}]",
                    "steps: [{id: failover, run: exec/failover, safety: once, timeout: 20s}]"),
            policy(
                    "page-billing",
                    "queue",
                    "mode: approve",
                    "on: [{alert: {service: billing}}, {recovery: {name: failover-orders, outcome: [RECOVERED, FAILED,"
                            + " INEFFECTIVE], service: billing}}]",
                    "steps: [{id: restart, run: exec/restart, safety: probe, timeout: 20s}]"),
            policy(
                    "restart-search",
                    "drop",
                    "mode: auto",
                    "on: [{health: {service: search, status: DOWN, count: 2, within: 1m, holdFor: 0s}}]",
                    "steps: [{id: restart, run: exec/restart, safety: idempotent, timeout: 40s}]"),
            policy(
                    "chained-cart",
                    "join",
                    "mode: auto",
                    "on: [{recovery: {name: restart-search, outcome: [RECOVERED, FAILED, INEFFECTIVE], service: cart}},"
                            + " {alert: {service: cart}}]",
                    "steps: [{id: restart, run: exec/restart, safety: once, timeout: 20s, retry: {attempts: 2, backoff: 1s}}]"));

    private SmallMesh() {}

    /** The triggers of one of them, as its document has them. */
    static String on(String name) {
        return ON.getOrDefault(name, "");
    }

    /** A policy with the guards of this mesh. */
    static String yaml(String name, String overflow, String... spec) {
        return "apiVersion: recovery.mesh/v1\nkind: Recovery\nmetadata: {name: " + name + "}\nspec:\n  "
                + String.join("\n  ", spec) + "\n" + GUARD.replace("OVERFLOW", overflow);
    }

    private static PolicyEntry policy(String name, String overflow, String... spec) {
        String yaml = yaml(name, overflow, spec);
        PolicyReading reading = new PolicyReader().read(name, yaml);
        if (reading.hasErrors()) {
            throw new IllegalStateException(reading.problems() + "\n" + yaml);
        }
        ON.put(name, spec[1]);
        RecoveryPolicy policy = (RecoveryPolicy) reading.documents().getFirst();
        return new PolicyEntry(policy.policy(), policy.canonical());
    }
}
