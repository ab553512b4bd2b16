package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.guard.Answer;
import io.recoverymesh.correlation.guard.DependencyGuard;
import io.recoverymesh.correlation.guard.GuardChain;
import io.recoverymesh.correlation.guard.Judgement;
import io.recoverymesh.correlation.guard.Neighbourhood;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a judgement down as a fact. */
final class Verdicts {
    private Verdicts() {}

    static VerdictGiven of(RecoveryRequest request, Judgement judgement, @Nullable String reassessmentOf) {
        VerdictGiven.Builder fact = VerdictGiven.newBuilder()
                .setRequestId(request.getId())
                .setVerdict(GuardChain.verdict(judgement))
                .setIdempotencyKey(request.getIdempotencyKey())
                .setPolicyVersion(request.getPolicyVersion())
                .setBypassed(judgement.bypassed())
                .setRequestedBy(request.getRequestedBy())
                .setReassessmentOf(reassessmentOf)
                .setSignal(request.getSignal())
                .setDepth(request.getDepth());
        return switch (judgement) {
            case Judgement.Admitted ignored ->
                fact.setReason("every guard allowed it").build();
            case Judgement.Refused refused -> refused(fact, refused.guard(), refused.answer());
        };
    }

    /** With the flow of the dependency that it waits for. */
    static VerdictGiven of(Question question, Judgement judgement, @Nullable String reassessmentOf) {
        VerdictGiven verdict = of(question.request(), judgement, reassessmentOf);
        Neighbourhood.Cause cause = question.dependency();
        boolean waits = cause != null
                && judgement instanceof Judgement.Refused refused
                && refused.guard().equals(DependencyGuard.NAME);
        return cause == null || !waits
                ? verdict
                : VerdictGiven.newBuilder(verdict)
                        .setCauseFlowId(cause.trouble().flowId())
                        .build();
    }

    /** The last word on a request that waited and has been overtaken. */
    static VerdictGiven expired(RecoveryRequest request, String reason) {
        Answer.Refuse answer = new Answer.Refuse(Verdict.EXPIRED, reason, null, null, null, null, null);
        return of(request, new Judgement.Refused("superseded", answer, List.of()), request.getId());
    }

    /** Nobody approved in time. */
    static Judgement unapproved(Instant until) {
        String reason = "Expected an approval until " + until + ", but none was given";
        Answer.Refuse answer = new Answer.Refuse(Verdict.EXPIRED, reason, null, null, null, null, null);
        return new Judgement.Refused("approval", answer, List.of());
    }

    private static VerdictGiven refused(VerdictGiven.Builder fact, String guard, Answer.Refuse answer) {
        return fact.setGuard(guard)
                .setReason(answer.reason())
                .setUntil(answer.until())
                .setBlockedBy(answer.blockedBy())
                .setPriorRecoveryId(answer.recoveryId())
                .setPriorOutcome(answer.outcome())
                .build();
    }
}
