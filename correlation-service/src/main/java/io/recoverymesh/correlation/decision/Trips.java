package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.correlation.guard.Answer;
import io.recoverymesh.correlation.guard.FlappingGuard;
import io.recoverymesh.correlation.guard.FleetGuard;
import io.recoverymesh.correlation.guard.Judgement;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.StormStarted;
import io.recoverymesh.schemas.TargetBlocked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a refusal means beyond the one request: storms begin, limits escalate once. */
final class Trips {
    void record(Draft draft, Question question, Judgement.Refused refused) {
        if (refused.guard().equals(FleetGuard.NAME) && question.group().storm() == null) {
            StormStarted storm = storm(question);
            draft.fact(storm);
            draft.tell(new Message(
                    Endings.whom(question.policy()),
                    "storm in group " + draft.group,
                    storm.getUnhealthy() + " of " + storm.getKnown() + " targets are unhealthy or in recovery, at most "
                            + storm.getLimit() + " may be",
                    "Nothing new begins in " + draft.group + " before at most " + storm.getPercent()
                            + " % were unhealthy for "
                            + Durations.format(question.settings().fleet().calmFor()),
                    "critical"));
        }
        EscalationLevel level = refused.answer().escalate();
        if (level != null && !question.isByHand()) {
            escalate(draft, question, refused, level);
        }
    }

    private static StormStarted storm(Question question) {
        FleetGuard.Share share = FleetGuard.share(question);
        return StormStarted.newBuilder()
                .setUnhealthy(share.unhealthy())
                .setKnown(share.known())
                .setLimit(share.limit())
                .setPercent(question.settings().fleet().maxUnhealthyPercent())
                .setCalmForMs(question.settings().fleet().calmFor().toMillis())
                .build();
    }

    private static void escalate(Draft draft, Question question, Judgement.Refused refused, EscalationLevel level) {
        Answer.Refuse answer = refused.answer();
        Instant already = escalatedUntil(question, level);
        if (already != null && draft.now.isBefore(already)) {
            return;
        }
        Instant until = later(draft.now.plus(question.settings().cooldownAfterBlock()), answer.until());
        boolean stops = level == EscalationLevel.SERVICE || refused.guard().equals(FlappingGuard.NAME);
        if (stops) {
            TargetState target = question.target();
            draft.fact(TargetBlocked.newBuilder()
                    .setUntil(until)
                    .setReason(answer.reason())
                    .setFailures(target.failures().count())
                    .build());
        }
        draft.fact(EscalationRaised.newBuilder()
                .setLevel(level)
                .setReason(answer.reason())
                .setNotify(Endings.whom(question.policy()))
                .setUntil(until)
                .build());
        draft.tell(new Message(
                Endings.whom(question.policy()),
                question.policy().name() + " is held back by " + refused.guard(),
                answer.reason(),
                stops ? Endings.blocked(draft.group, draft.target, until) : "Nobody is told again before " + until,
                question.request().getSignal().getSeverity()));
    }

    private static @Nullable Instant escalatedUntil(Question question, EscalationLevel level) {
        return switch (level) {
            case SERVICE -> question.target().limitEscalatedUntil();
            case GROUP -> question.service().escalatedUntil();
            case MESH -> question.group().escalatedUntil();
            case HUMAN -> question.target().limitEscalatedUntil();
            case TARGET -> null;
        };
    }

    private static Instant later(Instant a, @Nullable Instant b) {
        return b == null || a.isAfter(b) ? a : b;
    }
}
