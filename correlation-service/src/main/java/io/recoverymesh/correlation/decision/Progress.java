package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.plan.PlanGraph;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import java.time.Instant;

/** A decision about one recovery in the making: every fact moves the recovery at once, as the log will. */
final class Progress {
    private final Draft draft;
    private final PlanGraph graph;
    private final Ledger ledger;
    private Recovery recovery;
    private long fence;

    Progress(Draft draft, Recovery recovery, PlanGraph graph, Ledger ledger) {
        this.draft = draft;
        this.recovery = recovery;
        this.graph = graph;
        this.ledger = ledger;
        this.fence = target().fence();
    }

    /** A fact about the recovery as a whole. */
    void fact(Object fact) {
        draft.fact(fact);
        recovery = recovery.evolve(fact, draft.now);
    }

    /** A fact about one of its steps. */
    void step(String id, Object fact) {
        draft.fact(fact);
        recovery = recovery.evolveStep(id, fact, draft.now);
    }

    /** A step as it stands now. */
    StepRun run(String id) {
        return recovery.step(id).orElseThrow(() -> new IllegalStateException("Expected step '" + id + "'"));
    }

    PlanGraph graph() {
        return graph;
    }

    /** A fence above all that were given out, also in this decision. */
    long nextFence() {
        return ++fence;
    }

    TargetRef ref() {
        return TargetRef.of(recovery.group(), recovery.target());
    }

    /** The target as it was before this decision. */
    TargetState target() {
        return target(recovery.target());
    }

    /** Another target of the group. */
    TargetState target(String name) {
        return Evolution.target(ledger, recovery.group() + "/" + name);
    }

    Draft draft() {
        return draft;
    }

    Policy policy() {
        return graph.policy();
    }

    Ledger ledger() {
        return ledger;
    }

    Recovery recovery() {
        return recovery;
    }

    Instant now() {
        return draft.now;
    }
}
