package io.recoverymesh.correlation.decision;

import java.util.List;

/** Policies whose limits are so small that every guard trips within minutes. */
final class SmallPlans {
    private static final String GUARD = "maxEventAge: 2m, cooldown: 10s, cooldownAfterBlock: 30s, limits: [3/1m],"
            + " serviceLimits: [4/2m], groupLimits: [9/2m], fleet: {maxUnhealthy: 80%, calmFor: 5s}, maxDepth: 3,"
            + " backoff: {initial: 5s, max: 20s, failures: 3, block: 30s, resetAfter: 30s}";
    private static final String BREAKER = ", breaker: {minimum: 2, window: 4, openFor: 10s, maxOpenFor: 40s}";
    private static final String VERIFY = "verify: {stableFor: 3s, within: 15s}";

    static final List<Plan> ALL = List.of(
            plan(
                    "queues",
                    "concurrency: {group: 2, mesh: 3, queue: 2}",
                    "steps: [{id: a, run: exec/a, safety: idempotent, timeout: 20s, retry: {attempts: 3, backoff: 1s}},"
                            + " {id: b, run: http/b, safety: idempotent, timeout: 10s, onFailure: continue}]"),
            plan(
                    "once",
                    "concurrency: {group: 2, overflow: replace}",
                    "steps: [{id: a, run: exec/a, safety: once, timeout: 10s, retry: {attempts: 2, backoff: 1s}}]"),
            plan(
                    "approves",
                    "concurrency: {group: 2, queue: 1}",
                    "mode: approve",
                    "steps: [{id: a, run: exec/a, safety: probe, timeout: 10s}]"),
            plan("joins", "concurrency: {group: 1, overflow: join}", "steps: [{id: a, run: exec/a, timeout: 10s}]"),
            plan("drops", "concurrency: {group: 1, overflow: drop}", "steps: [{id: a, run: exec/a, timeout: 10s}]"));

    private SmallPlans() {}

    private static Plan plan(String name, String concurrency, String... spec) {
        String[] lines = new String[spec.length + 2];
        lines[0] = "guard: {" + GUARD + ", " + concurrency + BREAKER + "}";
        lines[1] = VERIFY;
        System.arraycopy(spec, 0, lines, 2, spec.length);
        return Plan.auto(name, lines);
    }
}
