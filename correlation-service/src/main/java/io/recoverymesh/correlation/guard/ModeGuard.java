package io.recoverymesh.correlation.guard;

import io.recoverymesh.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/** What the policy's owner allows: only to watch, to ask a person, or to act. A run by hand needs no mode auto. */
public final class ModeGuard implements Guard {
    public static final String NAME = "mode";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer ask(Question q) {
        return switch (q.policy().mode()) {
            case AUTO -> new Answer.Allow("mode is auto");
            case OBSERVE ->
                q.isByHand()
                        ? new Answer.Allow("mode is observe, and a person asked for it")
                        : Answer.Refuse.lasting(
                                Verdict.OBSERVED,
                                "Expected mode auto to act, but it is observe: this would have been admitted");
            case APPROVE -> approval(q, q.approvedBy());
        };
    }

    private static Answer approval(Question q, @Nullable String approver) {
        if (approver == null) {
            return Answer.Refuse.passing(
                    Verdict.AWAITING_APPROVAL,
                    "Expected a person's approval first: mode is approve",
                    q.now().plus(q.policy().approval().timeout()),
                    "approval");
        }
        return approver.equals(q.request().getRequestedBy())
                ? Answer.Refuse.passing(
                        Verdict.AWAITING_APPROVAL,
                        "Expected the approval of somebody else, but " + approver + " requested it",
                        null,
                        "approval")
                : new Answer.Allow("approved by " + approver);
    }
}
