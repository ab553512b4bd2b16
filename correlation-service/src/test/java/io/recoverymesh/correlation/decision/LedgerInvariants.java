package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What must hold of the ledger between any two inputs: its counts, and that nothing waits for ever. */
final class LedgerInvariants {
    private LedgerInvariants() {}

    static void check(Scene scene) {
        counts(scene);
        Set<String> deadlines = deadlines(scene);
        scene.ledger().recoveries().entries().values().forEach(recovery -> recovery(scene, recovery, deadlines));
        scene.ledger().waiting().entries().values().forEach(waiting -> waiting(waiting, deadlines));
    }

    private static void counts(Scene scene) {
        GroupState group = scene.group();
        Collection<TargetState> targets = scene.ledger().targets().entries().values();
        assertThat(group.known()).isEqualTo(count(targets, TargetState::countsAsKnown));
        assertThat(group.unhealthy()).isEqualTo(count(targets, TargetState::countsAsUnhealthy));
        assertThat(group.active()).isEqualTo(count(targets, target -> target.active() != null));
        assertThat(group.active()).as("B5, concurrency").isLessThanOrEqualTo(2);
        assertThat(group.queued())
                .isEqualTo(count(scene.ledger().waiting().entries().values(), Waiting::deferred));
    }

    private static void recovery(Scene scene, Recovery recovery, Set<String> deadlines) {
        String active = scene.target(recovery.target()).active();
        assertThat(recovery.id().equals(active)).as("B6: " + recovery).isEqualTo(!recovery.isEnded());
        if (recovery.isEnded()) {
            assertThat(recovery.steps()).as("L1").allMatch(run -> run.phase().isTerminal());
            assertThat(recovery.outcome()).isNotNull();
            return;
        }
        if (recovery.phase() == Phase.VERIFYING) {
            assertDeadline(deadlines, Deadline.Kind.VERIFY_TIMEOUT, recovery.id());
        }
        for (StepRun run : recovery.steps()) {
            step(recovery, run, deadlines);
        }
    }

    private static void step(Recovery recovery, StepRun run, Set<String> deadlines) {
        Step step = SmallPlans.ALL.stream()
                .filter(plan -> plan.name().equals(recovery.policy()))
                .flatMap(plan -> plan.policy().steps().stream())
                .filter(s -> s.id().equals(run.id()))
                .findFirst()
                .orElseThrow();
        int limit = step.call().safety() != Step.Safety.ONCE
                ? Math.max(3, step.call().retry().attempts())
                : step.call().retry().attempts();
        assertThat(run.attempt()).as("L5").isLessThanOrEqualTo(limit);
        String subject = recovery.id() + "#" + run.id();
        if (run.phase() == StepPhase.PROBING) {
            assertDeadline(deadlines, Deadline.Kind.PROBE, subject);
        } else if (run.isInFlight()) {
            assertDeadline(deadlines, Deadline.Kind.STEP_TIMEOUT, subject);
        }
        if (run.phase() == StepPhase.RUNNING) {
            assertDeadline(deadlines, Deadline.Kind.LEASE, subject);
        }
        if (run.phase() == StepPhase.WAITING) {
            assertDeadline(deadlines, Deadline.Kind.RETRY, subject);
        }
    }

    private static void waiting(Waiting waiting, Set<String> deadlines) {
        assertDeadline(deadlines, Deadline.Kind.REASSESS, Waiting.slot(waiting.request()));
        assertThat(waiting.request().getRequestedBy() == null
                        || waiting.deferred()
                        || waiting.guard().equals("mode"))
                .isTrue();
    }

    private static void assertDeadline(Set<String> deadlines, Deadline.Kind kind, String subject) {
        assertThat(deadlines.contains(kind + " of " + subject))
                .as(kind + " of " + subject)
                .isTrue();
    }

    private static Set<String> deadlines(Scene scene) {
        Set<String> all = new HashSet<>();
        scene.ledger().deadlines().entries().values().forEach(d -> all.add(d.kind() + " of " + d.subject()));
        return all;
    }

    private static <T> int count(Collection<T> all, Predicate<T> which) {
        return (int) all.stream().filter(which).count();
    }
}
