package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.trigger.catalogue.PolicyEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Policies of all shapes, drawn from a seed: graphs, joins, conditions, cycles, people, undoing, iterations, fallbacks. */
final class RandomMesh {
    private static final int TRIES = 200;
    private static final List<String> OVERFLOWS = List.of("drop", "queue", "replace", "join");
    private static final List<String> RESULTS =
            List.of("succeeded", "failed", "failed", "failed", "timedOut", "rejected");

    private final SplittableRandom random;

    private RandomMesh(long seed) {
        random = new SplittableRandom(seed * 31 + 7);
    }

    /** Names and triggers as those of {@link SmallMesh}; everything else is drawn. */
    static List<PolicyEntry> of(long seed) {
        RandomMesh mesh = new RandomMesh(seed);
        List<PolicyEntry> drawn = new ArrayList<>();
        for (PolicyEntry known : SmallMesh.POLICIES) {
            drawn.add(mesh.policy(
                    known.policy().name(), SmallMesh.on(known.policy().name())));
        }
        return drawn;
    }

    private PolicyEntry policy(String name, String on) {
        for (int i = 0; i < TRIES; i++) {
            String yaml = SmallMesh.yaml(name, OVERFLOWS.get(random.nextInt(OVERFLOWS.size())), spec(name, on));
            PolicyReading reading = new PolicyReader().read(name, yaml);
            if (!reading.hasErrors()) {
                RecoveryPolicy policy = (RecoveryPolicy) reading.documents().getFirst();
                return new PolicyEntry(policy.policy(), policy.canonical());
            }
        }
        throw new IllegalStateException("Expected a valid policy among " + TRIES + " drawn ones of " + name);
    }

    private String[] spec(String name, String on) {
        List<String> lines = new ArrayList<>(List.of(
                "mode: " + (chance(15) ? "approve" : "auto"), on, "steps: [" + String.join(", ", steps()) + "]"));
        if (chance(45)) {
            lines.add("onFailure: compensate");
        }
        if (chance(35)) {
            lines.add("repeat: {max: " + (2 + random.nextInt(2)) + (chance(50) ? ", within: 2m}" : "}"));
        }
        if (chance(20)) {
            String other = SmallMesh.POLICIES
                    .get(random.nextInt(SmallMesh.POLICIES.size()))
                    .policy()
                    .name();
            if (!other.equals(name)) {
                lines.add("fallback: " + other);
            }
        }
        if (chance(40)) {
            lines.add("escalate: [{after: 0s, notify: oncall}, {after: 20s, notify: manager}]");
        }
        return lines.toArray(String[]::new);
    }

    private List<String> steps() {
        int count = 1 + random.nextInt(6);
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add("{id: s" + i + ", " + work() + after(i) + when(i) + on(i, count)
                    + (chance(15) ? ", onFailure: continue" : "") + "}");
        }
        return steps;
    }

    private String work() {
        int kind = random.nextInt(100);
        if (kind < 8) {
            return "approve: {timeout: " + (5 + random.nextInt(40)) + "s}";
        }
        if (kind < 16) {
            return "await: {health: UP, within: " + (5 + random.nextInt(20)) + "s}";
        }
        return kind < 24 ? "notify: oncall" : run();
    }

    private String run() {
        String safety = List.of("idempotent", "probe", "once").get(random.nextInt(3));
        return "run: exec/" + List.of("restart", "warm", "failover").get(random.nextInt(3)) + ", safety: " + safety
                + ", timeout: " + (5 + random.nextInt(35)) + "s"
                + (chance(40) ? ", retry: {attempts: " + (2 + random.nextInt(2)) + ", backoff: 1s, max: 4s}" : "")
                + (chance(50)
                        ? ", undo: {run: exec/undo, timeout: 15s, safety: idempotent, retry: {attempts: 2}}"
                        : "");
    }

    private String after(int step) {
        if (step == 0 || chance(40)) {
            return "";
        }
        List<String> members = new ArrayList<>();
        for (int i = 0; i < step; i++) {
            if (chance(50)) {
                members.add("s" + i);
            }
        }
        String of = "[" + String.join(", ", members) + "]";
        int kind = random.nextInt(4);
        if (members.isEmpty() || kind == 0) {
            return ", after: " + of;
        }
        return switch (kind) {
            case 1 -> ", after: {all: " + of + "}";
            case 2 -> ", after: {any: " + of + "}";
            default -> ", after: {quorum: " + (1 + random.nextInt(members.size())) + ", of: " + of + "}";
        };
    }

    private String when(int step) {
        if (!chance(25)) {
            return "";
        }
        List<String> conditions = new ArrayList<>(List.of(
                "iteration == 1",
                "iteration > 1",
                "visit < 3",
                "target.service != 'orders'",
                "target.health == 'DOWN'"));
        if (step > 0) {
            conditions.add("has(steps.s" + random.nextInt(step) + ")");
            conditions.add("steps.s" + (step - 1) + " == 'SUCCEEDED'");
        }
        return ", when: \"" + conditions.get(random.nextInt(conditions.size())) + "\"";
    }

    private String on(int step, int count) {
        if (!chance(30)) {
            return "";
        }
        int other = random.nextInt(count);
        String bound = other <= step || chance(30) ? ", maxVisits: " + (2 + random.nextInt(2)) : "";
        return ", on: {" + RESULTS.get(random.nextInt(RESULTS.size())) + ": s" + other + "}" + bound;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
