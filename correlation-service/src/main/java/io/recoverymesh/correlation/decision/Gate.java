package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import io.recoverymesh.correlation.breaker.BreakerEvolution;
import io.recoverymesh.correlation.guard.DependencyGuard;
import io.recoverymesh.correlation.guard.Explanation;
import io.recoverymesh.correlation.guard.GuardChain;
import io.recoverymesh.correlation.guard.Judgement;
import io.recoverymesh.correlation.guard.ModeGuard;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers requests: admits each once, or says why not. */
final class Gate {
    private final GuardChain chain = new GuardChain();
    private final Trips trips = new Trips();
    private final Policies policies;
    private final Coordinator coordinator;

    Gate(Policies policies, Coordinator coordinator) {
        this.policies = policies;
        this.coordinator = coordinator;
    }

    /** A request that came from outside. */
    Decision request(RecoveryRequest request, Ledger ledger, Surroundings surroundings) {
        if (ledger.answered().get(Answered.key(request)) != null) {
            return Decision.drop("request " + request.getId() + " has its verdict");
        }
        Question question = Question.of(request, policyOf(request), ledger, surroundings);
        Judgement judgement = chain.judge(question);
        VerdictGiven verdict = Verdicts.of(question, judgement, null);
        Waiting other = question.waiting();
        if (other != null && other.deferred() && wantsThePlace(verdict)) {
            Decision expired = supersede(other, request, surroundings);
            expired.draft().then(new Input.Requested(request));
            return expired;
        }
        return answer(question, judgement, verdict, request.getId(), ledger);
    }

    /** A waiting request is looked at again. A verdict that would say the same again is not repeated. */
    Decision release(
            Waiting waiting, String cause, @Nullable String approvedBy, Ledger ledger, Surroundings surroundings) {
        RecoveryRequest again = waiting.deferred()
                ? held(waiting, ledger, surroundings)
                : renewed(waiting.request(), cause, surroundings.now());
        if (!waiting.deferred() && approvedBy == null && !isStillWanted(again, ledger)) {
            return Decision.forget(
                    waiting, "nothing to re-assess: " + again.getTarget() + " is not unhealthy any more");
        }
        Question question = again(again, waiting, approvedBy, ledger, surroundings);
        Instant answerBy = approvedBy == null ? answerBy(waiting, question.policy()) : null;
        Judgement judgement = answerBy != null && !surroundings.now().isBefore(answerBy)
                ? Verdicts.unapproved(answerBy)
                : chain.judge(question);
        if (judgement instanceof Judgement.Refused refused && goesOnWaiting(waiting, refused)) {
            Instant until = answerBy == null ? refused.answer().until() : answerBy;
            return Decision.keepWaiting(waiting.asked(refused.guard(), until, surroundings.now()));
        }
        VerdictGiven verdict =
                Verdicts.of(question, judgement, waiting.request().getId());
        return answer(question, judgement, verdict, cause, ledger);
    }

    /** Until when a person may answer; null where none is asked. */
    private static @Nullable Instant answerBy(Waiting waiting, Policy policy) {
        return waiting.guard().equals(ModeGuard.NAME)
                ? waiting.since().plus(policy.approval().timeout())
                : null;
    }

    /** Whether a waiting request would expire if it were looked at now. */
    boolean isStale(Waiting waiting, Ledger ledger, Surroundings surroundings) {
        Judgement judgement = chain.judge(again(waiting.request(), waiting, null, ledger, surroundings));
        return GuardChain.verdict(judgement) == Verdict.EXPIRED;
    }

    /** What every guard says to a request now, without deciding anything. */
    List<Explanation> explain(RecoveryRequest request, Ledger ledger, Surroundings surroundings) {
        Question question = Question.of(request, policyOf(request), ledger, surroundings);
        Waiting other = question.waiting();
        // The place of an older request that waits would be free by then, as in request().
        if (other != null && other.deferred() && wantsThePlace(Verdicts.of(question, chain.judge(question), null))) {
            return chain.explain(Question.again(request, policyOf(request), ledger, surroundings, other, null));
        }
        return chain.explain(question);
    }

    /** Held for the sake of its cause, a request does not age while its target is seen to be unhealthy. */
    private static RecoveryRequest held(Waiting waiting, Ledger ledger, Surroundings surroundings) {
        RecoveryRequest request = waiting.request();
        return waiting.guard().equals(DependencyGuard.NAME) && isStillWanted(request, ledger)
                ? reassessed(request, request.getId(), surroundings.now())
                : request;
    }

    /** The request of a re-assessment: its evidence is the target's present health, not the old signal. */
    static RecoveryRequest renewed(RecoveryRequest request, String cause, Instant now) {
        return reassessed(request, EventIds.of("reassess", request.getId(), cause), now);
    }

    /** The same, by its id. A request that does not follow from the target's health keeps its age. */
    static RecoveryRequest reassessed(RecoveryRequest request, String id, Instant now) {
        return RecoveryRequest.newBuilder(request)
                .setId(id)
                .setRequestedAt(now)
                .setEventTime(followsFromHealth(request) ? now : request.getEventTime())
                .build();
    }

    private Decision answer(Question question, Judgement judgement, VerdictGiven verdict, String cause, Ledger ledger) {
        RecoveryRequest request = question.request();
        Draft draft = new Draft(request.getGroup(), request.getTarget(), request.getFlowId(), cause, question.now())
                .answering(request);
        switch (judgement) {
            case Judgement.Admitted ignored -> admit(draft, question, verdict, ledger);
            case Judgement.Refused refused -> {
                draft.about(refused.answer().recoveryId(), question.policy().name());
                draft.fact(verdict);
                trips.record(draft, question, refused);
            }
        }
        return Decision.of(draft);
    }

    private void admit(Draft draft, Question question, VerdictGiven verdict, Ledger ledger) {
        RecoveryRequest request = question.request();
        String recoveryId = EventIds.readable("r", request.getId());
        draft.about(recoveryId, question.policy().name());
        boolean blocks = question.settings().breaker().enabled()
                && !question.settings().breaker().shadow();
        if (blocks && question.breaker() instanceof OpenBreaker open) {
            draft.fact(halfOpen(question, open));
        }
        draft.fact(verdict);
        RecoveryStarted started = RecoveryStarted.newBuilder()
                .setPolicyVersion(request.getPolicyVersion())
                .setPolicyDocument(request.getPolicyDocument())
                .setIdempotencyKey(request.getIdempotencyKey())
                .setFence(question.target().fence() + 1)
                .setEpisode(request.getEpisode())
                .setSeed(request.getSeed())
                .setFailingSince(failingSince(question))
                .setDepth(request.getDepth())
                .setRequestedBy(request.getRequestedBy())
                .build();
        draft.fact(started);
        coordinator.begin(draft, started, recoveryId, question, ledger);
    }

    private static BreakerChanged halfOpen(Question question, OpenBreaker open) {
        return BreakerChanged.newBuilder(BreakerEvolution.move(
                        BreakerState.OPEN,
                        BreakerState.HALF_OPEN,
                        question.ref().service(),
                        question.policy().name(),
                        "the open time is over; this recovery is the probe"))
                .setOpenings(open.openings())
                .build();
    }

    private static @Nullable Instant failingSince(Question question) {
        if (!followsFromHealth(question.request())
                && !question.target().health().isUnhealthy()) {
            return null;
        }
        Instant episode = question.target().health().episodeStartedAt();
        return episode != null ? episode : question.request().getSignal().getObservedAt();
    }

    private Policy policyOf(RecoveryRequest request) {
        return policies.of(request.getPolicyVersion(), request.getPolicyDocument());
    }

    private Question again(
            RecoveryRequest request,
            Waiting own,
            @Nullable String approvedBy,
            Ledger ledger,
            Surroundings surroundings) {
        return Question.again(request, policyOf(request), ledger, surroundings, own, approvedBy);
    }

    /** The same guard would only say the same; and DEFERRED is said once, until somebody else has to decide. */
    private static boolean goesOnWaiting(Waiting waiting, Judgement.Refused refused) {
        if (waiting.deferred() && refused.answer().escalate() != null) {
            return false;
        }
        return refused.guard().equals(waiting.guard())
                || (waiting.deferred() && refused.answer().verdict() == Verdict.DEFERRED);
    }

    /** Whether a verdict leads to a recovery, now or later; otherwise the one that waits goes on waiting. */
    private static boolean wantsThePlace(VerdictGiven verdict) {
        return verdict.getVerdict() == Verdict.ADMITTED || Waiting.follows(verdict);
    }

    private static Decision supersede(Waiting old, RecoveryRequest newer, Surroundings surroundings) {
        RecoveryRequest request = old.request();
        Draft draft = new Draft(
                        request.getGroup(), request.getTarget(), request.getFlowId(), newer.getId(), surroundings.now())
                .answering(request)
                .about(null, request.getPolicy());
        draft.fact(Verdicts.expired(
                request, "Expected no newer request of this policy and target, but " + newer.getId() + " came"));
        return Decision.of(draft);
    }

    private static boolean followsFromHealth(RecoveryRequest request) {
        return request.getRequestedBy() == null && request.getSignal().getKind() != SignalKind.RECOVERY;
    }

    private static boolean isStillWanted(RecoveryRequest request, Ledger ledger) {
        if (!followsFromHealth(request)) {
            return true;
        }
        var health = Evolution.target(ledger, request.getGroup() + "/" + request.getTarget())
                .health();
        return health.isUnhealthy()
                && (request.getEpisode() == null || request.getEpisode().equals(health.episode()));
    }
}
