package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.guard.Explanation;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The whole of gate and coordinator as one pure function: an input, the ledger and the time give facts and commands,
 * and the ledger is changed by those facts alone. The shell stores, publishes and supplies the time.
 */
public final class Correlator {
    private static final int LONGEST_CHAIN = 10_000;

    private final Gate gate;
    private final Coordinator coordinator;
    private final Verifying verifying;
    private final Ladders ladders;
    private final Attempts attempts;
    private final Operators operators;
    private final Evolution evolution;
    private final People people;

    /** Where nothing is known of what actions take, and nobody is told but whom a policy names. */
    public Correlator(Policies policies) {
        this(policies, Contracts.NONE, Addressees.NOBODY);
    }

    /** @param addressees whom to tell where a policy names nobody */
    public Correlator(Policies policies, Contracts contracts, Addressees addressees) {
        people = new People(addressees);
        coordinator = new Coordinator(policies, contracts);
        gate = new Gate(policies, coordinator);
        verifying = new Verifying(coordinator);
        ladders = new Ladders(coordinator);
        attempts = new Attempts(coordinator);
        operators = new Operators(coordinator);
        evolution = new Evolution(policies, ladders);
    }

    /** Decides one input and whatever follows from it at once. */
    public List<Output> handle(Ledger ledger, Input input, Surroundings surroundings) {
        List<Output> outputs = new ArrayList<>();
        Deque<Input> pending = new ArrayDeque<>(List.of(input));
        for (int i = 0; !pending.isEmpty() && i < LONGEST_CHAIN; i++) {
            Decision decision = decide(ledger, pending.poll(), surroundings);
            record(ledger, decision, outputs, pending);
        }
        return outputs;
    }

    /** What every guard says to a request now. */
    public List<Explanation> explain(Ledger ledger, RecoveryRequest request, Surroundings surroundings) {
        return gate.explain(request, ledger, surroundings);
    }

    /**
     * Rebuilds the ledger from a recorded decision, as {@link #handle} did when it was made.
     *
     * @param request the request that its verdict answers; null for a decision without one, and for a request that waits
     *     in the ledger, as every re-assessed one does
     */
    public void replay(Ledger ledger, RecoveryEvent event, @Nullable RecoveryRequest request) {
        evolution.apply(ledger, event, request == null ? Replayed.request(ledger, event) : request);
    }

    /** Rebuilds the ledger from an observation of health, without deciding anything. */
    public void replay(Ledger ledger, TargetHealth health, Instant observedAt) {
        evolution.observe(ledger, health, observedAt);
    }

    private void record(Ledger ledger, Decision decision, List<Output> outputs, Deque<Input> pending) {
        Waiting waiting = decision.keptWaiting();
        if (waiting != null) {
            Admitting.keep(ledger, waiting);
        }
        String forgotten = decision.forgotten();
        if (forgotten != null) {
            ledger.waiting().delete(forgotten);
        }
        String dropped = decision.dropped();
        if (dropped != null) {
            outputs.add(new Output.Dropped(dropped));
        }
        Draft draft = decision.draftOrNull();
        if (draft == null) {
            return;
        }
        // Not a fact of the group, only that this input was taken: a second delivery must find nothing to do.
        String taken = draft.taken();
        if (taken != null) {
            ledger.answered().put(taken, new Answered(null));
        }
        people.tell(draft, ledger);
        if (!draft.isEmpty()) {
            GroupState before = Evolution.group(ledger, draft.group);
            RecoveryEvent event = draft.toEvent(before);
            evolution.apply(ledger, event, draft.request());
            outputs.add(new Output.Recorded(event));
            outputs.addAll(draft.commands());
            if (!Loads.isSame(before, Evolution.group(ledger, draft.group))) {
                outputs.add(new Output.LoadChanged(draft.group));
            }
        }
        pending.addAll(draft.followUps());
    }

    private Decision decide(Ledger ledger, Input input, Surroundings surroundings) {
        Instant now = surroundings.now();
        return switch (input) {
            case Input.Requested in -> gate.request(in.request(), ledger, surroundings);
            case Input.Observed in -> observe(ledger, in, now);
            case Input.Reported in -> reported(in.result(), ledger, now);
            case Input.Acted in -> operators.act(in.action(), ledger, now);
            case Input.Warned in -> Warnings.warned(in.event(), ledger, now);
            case Input.Due in -> due(ledger, in.deadline(), surroundings);
            case Input.CaughtUp in ->
                Releases.caughtUp(ledger, in.group(), now, w -> gate.isStale(w, ledger, surroundings));
            case Input.Released in -> release(ledger, in, surroundings);
            case Input.Awaited in ->
                about(ledger, in.recoveryId(), r -> verifying.onHealth(r, in.target(), in.cause(), ledger, now));
            case Input.SlotFreed in -> Releases.slotFreed(ledger, in, now);
        };
    }

    private Decision observe(Ledger ledger, Input.Observed in, Instant now) {
        var record = in.health();
        if (!evolution.observe(ledger, record, now)) {
            return Decision.drop("health of " + record.getTarget() + " is not newer");
        }
        String key = record.getGroup() + "/" + record.getTarget();
        String active = Evolution.target(ledger, key).active();
        Decision decision = active == null
                ? Decision.NOTHING
                : about(
                        ledger,
                        active,
                        r -> verifying.onHealth(
                                r, record.getTarget(), record.getSignal().getId(), ledger, now));
        Decision others = Releases.awaiting(ledger, record, decision, now);
        return Releases.onHealth(ledger, record, others, now);
    }

    private Decision reported(StepResult result, Ledger ledger, Instant now) {
        return result.getStep().startsWith(Notices.STEP)
                ? people.onResult(result, ledger, now)
                : about(ledger, result.getRecoveryId(), r -> attempts.onResult(r, result, ledger, now));
    }

    private Decision release(Ledger ledger, Input.Released in, Surroundings surroundings) {
        Waiting waiting = ledger.waiting().get(in.slot());
        return waiting == null
                ? Decision.NOTHING
                : gate.release(waiting, in.cause(), in.approvedBy(), ledger, surroundings);
    }

    /** A request that was looked at since, and has a later deadline, needs no second look. */
    private Decision reassess(Ledger ledger, Deadline deadline, Surroundings surroundings) {
        Waiting waiting = ledger.waiting().get(deadline.subject());
        return waiting == null || surroundings.now().isBefore(waiting.until())
                ? Decision.NOTHING
                : gate.release(waiting, deadline.key(), null, ledger, surroundings);
    }

    private Decision due(Ledger ledger, Deadline deadline, Surroundings surroundings) {
        Instant now = surroundings.now();
        String cause = deadline.key();
        return switch (deadline.kind()) {
            case RETRY -> step(ledger, deadline, (r, s) -> attempts.onRetry(r, s, cause, ledger, now));
            case STEP_TIMEOUT -> step(ledger, deadline, (r, s) -> attempts.onTimeout(r, s, cause, ledger, now));
            case LEASE -> step(ledger, deadline, (r, s) -> attempts.onLease(r, s, cause, ledger, now));
            case PROBE -> step(ledger, deadline, (r, s) -> attempts.onProbeTimeout(r, s, cause, ledger, now));
            case VERIFIED -> about(ledger, deadline.subject(), r -> verifying.onVerified(r, cause, ledger, now));
            case VERIFY_TIMEOUT -> about(ledger, deadline.subject(), r -> verifying.onTimeout(r, cause, ledger, now));
            case REASSESS -> reassess(ledger, deadline, surroundings);
            case ESCALATE -> ladders.due(deadline, ledger, now);
            case CALM -> Calm.due(deadline.group(), cause, ledger, now);
            case TELL -> people.due(deadline, ledger, now);
            case TOLD -> people.overdue(deadline, ledger, now);
            case FORGET -> forget(ledger, deadline.subject());
        };
    }

    private static Decision step(Ledger ledger, Deadline deadline, StepDecision decision) {
        int hash = deadline.subject().indexOf('#');
        Recovery recovery = ledger.recoveries().get(deadline.subject().substring(0, hash));
        StepRun run = recovery == null
                ? null
                : recovery.step(deadline.subject().substring(hash + 1)).orElse(null);
        return recovery == null || run == null || run.attempt() != deadline.attempt()
                ? Decision.NOTHING
                : decision.decide(recovery, run);
    }

    private static Decision about(Ledger ledger, String recoveryId, Function<Recovery, Decision> decision) {
        Recovery recovery = ledger.recoveries().get(recoveryId);
        return recovery == null
                ? Decision.drop("recovery " + recoveryId + " is not known here")
                : decision.apply(recovery);
    }

    private static Decision forget(Ledger ledger, String recoveryId) {
        Recovery recovery = ledger.recoveries().get(recoveryId);
        if (recovery != null && recovery.isEnded()) {
            ledger.recoveries().delete(recoveryId);
            ledger.keys().delete(recovery.idempotencyKey());
        }
        return Decision.NOTHING;
    }

    private interface StepDecision {
        Decision decide(Recovery recovery, StepRun run);
    }
}
