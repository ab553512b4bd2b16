package io.recoverymesh.correlation.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plans of every shape from a seed: joins, conditions, edges forward and back, waits, approvals, undo, repeats. */
final class RandomGraphs {
    private final Random random;

    RandomGraphs(long seed) {
        random = new Random(seed);
    }

    /** The first one that the language accepts. */
    Plan plan() {
        for (int i = 0; ; i++) {
            try {
                return draw();
            } catch (IllegalArgumentException e) {
                if (i > 200) {
                    throw e;
                }
            }
        }
    }

    private Plan draw() {
        int size = 1 + random.nextInt(7);
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            steps.add(step(i, size));
        }
        List<String> spec = new ArrayList<>(List.of("verify: {stableFor: 5s, within: 30s}"));
        spec.add("onFailure: " + (random.nextBoolean() ? "halt" : "compensate"));
        if (random.nextInt(3) == 0) {
            spec.add("repeat: {max: 3, within: 10m}");
        }
        if (random.nextInt(3) == 0) {
            spec.add("escalate: [{after: 0s, notify: oncall}, {after: 5m, notify: manager}]");
        }
        return Stage.plan(spec, steps.toArray(String[]::new));
    }

    private String step(int i, int size) {
        StringBuilder step = new StringBuilder("{id: s" + i + ", ").append(work(i));
        step.append(after(i));
        if (i > 0 && random.nextInt(5) == 0) {
            step.append(", when: \"")
                    .append(pick(
                            "iteration == 1",
                            "visit < 2",
                            "signal.severity == 'critical'",
                            "target.health != 'UP'",
                            "steps.s0 == 'SUCCEEDED'",
                            "outputs.s0.x > 3"))
                    .append('"');
        }
        if (random.nextInt(4) == 0) {
            step.append(", on: {")
                    .append(pick("succeeded", "failed", "failed", "timedOut"))
                    .append(": s")
                    .append(random.nextInt(size))
                    .append('}');
        }
        if (random.nextInt(3) == 0) {
            step.append(", maxVisits: ").append(2 + random.nextInt(2));
        }
        if (random.nextInt(4) == 0) {
            step.append(", onFailure: continue");
        }
        return step.append('}').toString();
    }

    private String work(int i) {
        return switch (random.nextInt(8)) {
            case 0 -> "approve: {timeout: 1m}";
            case 1 -> "await: {health: UP, target: " + pick("db", "payments") + ", within: 30s}";
            case 2 -> "notify: oncall";
            default ->
                "run: exec/a" + i + ", timeout: 40s, safety: " + pick("once", "probe", "idempotent", "idempotent")
                        + ", retry: {attempts: " + (1 + random.nextInt(3)) + ", backoff: 1s}"
                        + (random.nextBoolean()
                                ? ", undo: {run: exec/u" + i + ", timeout: 20s, safety: idempotent}"
                                : "");
        };
    }

    private String after(int i) {
        if (i == 0) {
            return ", after: []";
        }
        String some = "s" + random.nextInt(i);
        String other = "s" + random.nextInt(i);
        return switch (random.nextInt(7)) {
            case 0 -> ", after: []";
            case 1 -> ", after: " + some;
            case 2 -> some.equals(other) ? ", after: " + some : ", after: [" + some + ", " + other + "]";
            case 3 -> some.equals(other) ? "" : ", after: {any: [" + some + ", " + other + "]}";
            case 4 -> i < 3 ? "" : ", after: {quorum: 2, of: [s0, s1, s2]}";
            default -> "";
        };
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }
}
