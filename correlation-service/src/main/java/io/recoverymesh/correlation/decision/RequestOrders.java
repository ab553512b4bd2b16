package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.correlation.guard.ModeGuard;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.RecoveryRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person's word on a whole request, where the policy's mode is approve: bound to the version that was asked for. */
final class RequestOrders {
    private final Coordinator coordinator;

    RequestOrders(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    Decision act(OperatorAction action, Ledger ledger, Instant now) {
        Waiting waiting = awaitingApproval(action, ledger);
        if (waiting == null) {
            return Operators.refuse(
                    action,
                    now,
                    "",
                    "Expected a request that awaits approval, but " + action.getRequestId() + " does not");
        }
        RecoveryRequest request = waiting.request();
        String problem = unanswerable(action, waiting, now);
        if (problem != null) {
            return Operators.refuse(action, now, request.getFlowId(), problem);
        }
        Draft draft = Operators.draft(action, request.getFlowId(), now).about(null, request.getPolicy());
        if (action.getKind() == OperatorActionKind.REJECT) {
            draft.fact(Operators.acted(action, Waiting.slot(request), true, "rejected"));
            return Decision.of(draft);
        }
        draft.fact(Operators.acted(
                action, "request " + action.getRequestId(), true, "approved, version " + request.getPolicyVersion()));
        draft.then(new Input.Released(Waiting.slot(request), action.getId(), action.getBy()));
        return Decision.of(draft);
    }

    /** Why this answer does not count; null where it does. */
    private @Nullable String unanswerable(OperatorAction action, Waiting waiting, Instant now) {
        RecoveryRequest request = waiting.request();
        Policy.Approval approval = coordinator.policyOf(request).approval();
        boolean approves = action.getKind() == OperatorActionKind.APPROVE;
        if (approves && action.getBy().equals(request.getRequestedBy())) {
            return "Expected the approval of somebody else, but " + action.getBy() + " requested it";
        }
        Instant until = waiting.since().plus(approval.timeout());
        if (!now.isBefore(until)) {
            return "Expected an answer until " + until + ", but it is " + now;
        }
        if (!Approvals.mayAnswer(approval.roles(), action)) {
            return Approvals.notOneOf(approval.roles(), action);
        }
        String shown = action.getBinding();
        return shown != null && !shown.equals(request.getPolicyVersion())
                ? "Expected an answer to version " + request.getPolicyVersion() + ", but this one is about " + shown
                : null;
    }

    private static @Nullable Waiting awaitingApproval(OperatorAction action, Ledger ledger) {
        for (Waiting waiting : Operators.waitingIn(ledger, action.getGroup())) {
            if (waiting.guard().equals(ModeGuard.NAME)
                    && waiting.request().getId().equals(action.getRequestId())) {
                return waiting;
            }
        }
        return null;
    }
}
