package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.target.InvalidTargetException;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.BreakerEvolution;
import io.recoverymesh.correlation.breaker.BreakerMoves;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Switch;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators ask for; refused actions are recorded too. */
final class Operators {
    private static final String EVERYTHING = "*";

    private final Coordinator coordinator;
    private final StepOrders steps;
    private final RequestOrders requests;

    Operators(Coordinator coordinator) {
        this.coordinator = coordinator;
        this.steps = new StepOrders(coordinator);
        this.requests = new RequestOrders(coordinator);
    }

    Decision act(OperatorAction action, Ledger ledger, Instant now) {
        if (ledger.answered().get(Answered.key(action)) != null) {
            return Decision.drop("action " + action.getId() + " was answered");
        }
        String problem = problem(action);
        if (problem != null) {
            return refuse(action, now, "", problem);
        }
        return switch (action.getKind()) {
            case PAUSE, RESUME -> pause(action, ledger, now);
            case SILENCE, UNSILENCE -> Silences.act(action, ledger, now);
            case ACKNOWLEDGE -> acknowledge(action, ledger, now);
            case CANCEL -> cancel(action, ledger, now);
            case RESET_BREAKER -> breaker(action, BreakerState.CLOSED, ledger, now);
            case FORCE_OPEN_BREAKER -> breaker(action, BreakerState.FORCED_OPEN, ledger, now);
            case DISABLE_BREAKER -> breaker(action, BreakerState.DISABLED, ledger, now);
            case APPROVE, REJECT ->
                action.getStep() == null ? requests.act(action, ledger, now) : steps.act(action, ledger, now);
            case RETRY_STEP, SKIP_STEP -> steps.act(action, ledger, now);
        };
    }

    /** What makes an action impossible to understand; null when nothing does. */
    private static @Nullable String problem(OperatorAction action) {
        boolean anonymous = action.getBy().isBlank() || action.getComment().isBlank();
        if (action.getKind() == OperatorActionKind.ACKNOWLEDGE && anonymous) {
            return "Expected an acknowledgement to say who and why, but by is '" + action.getBy() + "' and comment is '"
                    + action.getComment() + "'";
        }
        boolean pauses = action.getKind() == OperatorActionKind.PAUSE || action.getKind() == OperatorActionKind.RESUME;
        if (pauses
                && (action.getScope() == OperatorScope.MESH)
                        != action.getGroup().equals(EVERYTHING)) {
            return "Expected group * for scope MESH and for no other, but got group " + action.getGroup()
                    + " for scope " + action.getScope();
        }
        try {
            if (action.getPolicy() != null || (pauses && action.getScope() == OperatorScope.SERVICE)) {
                TargetRef.of(action.getGroup(), action.getTarget());
            }
            return null;
        } catch (InvalidTargetException e) {
            return e.getMessage();
        }
    }

    private Decision pause(OperatorAction action, Ledger ledger, Instant now) {
        if (!Set.of(OperatorScope.MESH, OperatorScope.GROUP, OperatorScope.SERVICE)
                .contains(action.getScope())) {
            return refuse(action, now, "", "Expected scope MESH, GROUP or SERVICE, but got " + action.getScope());
        }
        String subject = subjectOfPause(action);
        Switch paused = Braking.paused(ledger, action);
        boolean pauses = action.getKind() == OperatorActionKind.PAUSE;
        if (pauses && paused != null) {
            return refuse(action, now, "", "Expected " + subject + " to be on, but it is " + paused);
        }
        if (!pauses && paused == null) {
            return refuse(action, now, "", "Expected " + subject + " to be paused, but it is on");
        }
        Draft draft = draft(action, "", now);
        draft.fact(acted(action, subject, true, action.getKind() + " of " + subject));
        return releasing(draft, action, waitingIn(ledger, action.getGroup()));
    }

    private Decision acknowledge(OperatorAction action, Ledger ledger, Instant now) {
        String key = action.getGroup() + "/" + action.getTarget();
        TargetState target = ledger.targets().get(key);
        String flow = target == null ? "" : flowOf(target);
        if (target == null
                || (target.block() == null
                        && target.failures().count() == 0
                        && target.ladder() == null
                        && target.untold() == null)) {
            return refuse(action, now, flow, "Expected a blocked target, but nothing blocks " + key);
        }
        Draft draft = draft(action, flow, now);
        draft.fact(acted(action, key, true, "the block of " + key + " and its failures are cleared"));
        List<Waiting> ofTarget = waitingIn(ledger, action.getGroup()).stream()
                .filter(w -> w.request().getTarget().equals(action.getTarget()))
                .toList();
        return releasing(draft, action, ofTarget);
    }

    private Decision cancel(OperatorAction action, Ledger ledger, Instant now) {
        String id = String.valueOf(action.getRecoveryId());
        Recovery recovery = ledger.recoveries().get(id);
        if (recovery == null || recovery.isEnded()) {
            String state =
                    recovery == null ? "there is none of this id in this group" : "it ended " + recovery.outcome();
            return refuse(
                    action,
                    now,
                    recovery == null ? "" : recovery.flowId(),
                    "Expected a running recovery " + id + ", but " + state);
        }
        Progress progress = coordinator.progress(recovery, action.getId(), ledger, now);
        progress.draft().answering(action).fact(acted(action, id, true, "recovery " + id + " is cancelled"));
        String reason = "cancelled by " + action.getBy() + ": " + action.getComment();
        coordinator.cancelRest(progress, reason);
        Endings.end(progress, Outcome.CANCELLED, reason + Compensation.leftBy(progress.recovery()));
        return Decision.of(progress.draft());
    }

    private Decision breaker(OperatorAction action, BreakerState to, Ledger ledger, Instant now) {
        String policy = action.getPolicy();
        if (policy == null) {
            return refuse(action, now, "", "Expected the policy of the breaker, but none is named");
        }
        TargetRef ref = TargetRef.of(action.getGroup(), action.getTarget());
        Breaker found = ledger.breakers().get(Question.breakerKey(ref, policy));
        BreakerState from = found == null ? BreakerState.CLOSED : found.state();
        String subject = "breaker of " + policy + " on " + ref.service();
        if (from == to || !BreakerMoves.TABLE.getOrDefault(from, Set.of()).contains(to)) {
            return refuse(action, now, "", "Expected a " + subject + " that can become " + to + ", but it is " + from);
        }
        Draft draft = draft(action, "", now).about(null, policy);
        draft.fact(acted(action, subject, true, from + " to " + to));
        draft.fact(BreakerEvolution.move(
                from, to, ref.service(), policy, "by " + action.getBy() + ": " + action.getComment()));
        return releasing(draft, action, waitingIn(ledger, action.getGroup()));
    }

    static List<Waiting> waitingIn(Ledger ledger, String group) {
        List<Waiting> found = new ArrayList<>();
        ledger.waiting().scan(Waiting.firstOf(group), Waiting.afterGroup(group), (slot, waiting) -> found.add(waiting));
        return found;
    }

    static Decision releasing(Draft draft, OperatorAction action, List<Waiting> waiting) {
        waiting.forEach(w -> draft.then(new Input.Released(Waiting.slot(w.request()), action.getId(), null)));
        return Decision.of(draft);
    }

    static Draft draft(OperatorAction action, String flow, Instant now) {
        return new Draft(action.getGroup(), action.getTarget(), flow, action.getId(), now).answering(action);
    }

    static Decision refuse(OperatorAction action, Instant now, String flow, String reason) {
        Draft draft = draft(action, flow, now);
        draft.fact(acted(action, action.getTarget(), false, reason));
        return Decision.of(draft);
    }

    static OperatorActed acted(OperatorAction action, String subject, boolean accepted, String reason) {
        return OperatorActed.newBuilder()
                .setAction(action.getKind())
                .setScope(action.getScope())
                .setSubject(subject)
                .setBy(action.getBy())
                .setComment(action.getComment())
                .setAccepted(accepted)
                .setReason(reason)
                .build();
    }

    private static String subjectOfPause(OperatorAction action) {
        return switch (action.getScope()) {
            case MESH -> "mesh";
            case GROUP -> "group " + action.getGroup();
            default ->
                "service " + action.getGroup() + "/"
                        + TargetRef.of(action.getGroup(), action.getTarget()).service();
        };
    }

    private static String flowOf(TargetState target) {
        String flow = target.health().flowId();
        return flow == null ? "" : flow;
    }
}
