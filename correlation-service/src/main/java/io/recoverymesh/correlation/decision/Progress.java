package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import java.time.Instant;

/** A decision about one recovery in the making: every fact moves the recovery at once, as the log will. */
final class Progress {
    private final Draft draft;
    private final Policy policy;
    private final Ledger ledger;
    private Recovery recovery;

    Progress(Draft draft, Recovery recovery, Policy policy, Ledger ledger) {
        this.draft = draft;
        this.recovery = recovery;
        this.policy = policy;
        this.ledger = ledger;
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

    /** What the policy says of a step. */
    Step plan(String id) {
        return Coordinator.stepOf(policy, id);
    }

    TargetRef ref() {
        return TargetRef.of(recovery.group(), recovery.target());
    }

    /** The target as it was before this decision. */
    TargetState target() {
        return Evolution.target(ledger, ref().key());
    }

    Draft draft() {
        return draft;
    }

    Policy policy() {
        return policy;
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
